import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../tasks/run.mjs';
import { publishable } from '../tasks/workspace.mjs';
import { measure, measureImports, measureOwn } from './bundle.mjs';
import { verdict } from './result.mjs';

const page = join(root, 'docs', 'sizes.md');
const rewrite = 'npm run check -- sizes --write';

/** In kB of gzipped JavaScript. @type {Record<string, number | undefined>} */
const budgets = JSON.parse(readFileSync(new URL('size-budgets.json', import.meta.url), 'utf8'));

/** What each entry costs a page is within its budget, where it has one, and what `docs/sizes.md` says, give or take 5 %. */
export async function* sizes() {
  const recorded = readFileSync(page, 'utf8');
  for (const { entry, gzipped, budget } of await measureAll()) {
    const [, said] = new RegExp(`^\\| \`${entry}\` \\|[^|]*\\| ([\\d.]+) \\|`, 'm').exec(recorded) ?? [];
    const complaints = [];
    if (budget !== undefined && gzipped > budget)
      complaints.push(`${kB(gzipped)} kB: over the budget of ${budget}`);
    if (said === undefined || Math.abs(Number(said) - gzipped) > 0.05 * gzipped + 0.1) {
      complaints.push(`docs/sizes.md says ${said ?? 'nothing'}, it is ${kB(gzipped)} kB; run: ${rewrite}`);
    }
    yield verdict(`size: ${entry}`, complaints, `${kB(gzipped)} kB gzipped`);
  }
}

/** Writes `docs/sizes.md`. */
export async function writeSizes() {
  const rows = (await measureAll()).map(
    ({ entry, minified, gzipped, budget }) =>
      `| \`${entry}\` | ${kB(minified)} | ${kB(gzipped)} | ${budget ?? '–'} |`,
  );
  const text = [
    '# Bundle sizes',
    '',
    'What each entry costs a page that uses all of it, dependencies included (`fast-check` left out) unless it says that it',
    `is its own code, in kB, bundled by Rolldown. Written by \`${rewrite}\`; the budgets are in \`tooling/checks/size-budgets.json\`.`,
    '',
    '| entry | minified | gzipped | budget |',
    '| --- | ---: | ---: | ---: |',
    ...rows,
    '',
  ];
  writeFileSync(page, text.join('\n'));
}

async function measureAll() {
  const measured = publishable().flatMap(({ name, folder, entries }) =>
    Object.entries(entries).map(async ([subpath, file]) => {
      const entry = join(name, subpath);
      return { entry, budget: budgets[entry], ...(await measure(join(root, folder, file))) };
    }),
  );
  return [
    ...(await Promise.all(measured)),
    ...(await Promise.all([threeOperations(), ownCode(), gradient()])),
  ];
}

/** What a page pays for a few functions of a large entry. */
async function threeOperations() {
  const entry = '@monge/ndarray: add, exp, multiply';
  const file = join(root, 'packages/ndarray/dist/index.js');
  return { entry, budget: budgets[entry], ...(await measureImports(file, ['add', 'exp', 'multiply'])) };
}

const autodiff = join(root, 'packages/autodiff/dist/index.js');

/** What differentiation adds to the arrays. */
async function ownCode() {
  const entry = '@monge/autodiff: its own code';
  return { entry, budget: budgets[entry], ...(await measureOwn(autodiff)) };
}

/** The same for a program that takes the gradient of a small network. */
async function gradient() {
  const entry = '@monge/autodiff: grad and ten operations, its own code';
  const operations = ['add', 'divide', 'exp', 'log', 'matmul', 'mean', 'multiply', 'subtract', 'sum', 'tanh'];
  return { entry, budget: budgets[entry], ...(await measureOwn(autodiff, ['grad', ...operations])) };
}

/** @param {number} size */
function kB(size) {
  return size.toFixed(1);
}
