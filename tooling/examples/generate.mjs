import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { glob } from 'tinyglobby';
import { root } from '../tasks/run.mjs';
import { publishable } from '../tasks/workspace.mjs';
import { extractFromMarkdown, extractFromSource } from './extract.mjs';
import { translate } from './translate.mjs';

/** @typedef {import('./extract.mjs').Example} Example */

const generated = fileURLToPath(new URL('generated', import.meta.url));

/**
 * Writes the examples of all documentation as test files, so that they are type-checked and run with the tests, in Node
 * and in the browser: one file for the pages, one for each package's docstrings.
 */
export async function generateExamples() {
  rmSync(generated, { recursive: true, force: true });
  mkdirSync(generated);
  const pages = await examplesOf(
    ['README.md', '{packages,apps}/*/README.md', 'docs/**/*.md'],
    extractFromMarkdown,
  );
  write('pages', pages.map(story));
  for (const { name, folder, entries } of publishable()) {
    if (!('.' in entries)) continue;
    const sources = await examplesOf([`${folder}/src/**/*.ts`], extractFromSource);
    const known = await namesOf(name, join(root, folder), entries);
    write(
      folder.replace('packages/', ''),
      sources.flatMap(({ file, examples }) => examples.map((example) => snippet(file, example, known))),
    );
  }
}

/**
 * @param {string[]} patterns
 * @param {(text: string) => Example[]} extract
 */
async function examplesOf(patterns, extract) {
  const files = await glob(patterns, { cwd: root, ignore: '**/*.wasm.ts' });
  return files.sort().map((file) => ({ file, examples: extract(readFileSync(join(root, file), 'utf8')) }));
}

/**
 * A page's blocks are read in order: each sees the names of those before it, and may declare them anew.
 *
 * @param {{ file: string, examples: readonly Example[] }} page
 */
function story({ file, examples }) {
  if (examples.length === 0) return '';
  const body = examples.reduceRight((rest, example) => `${block(file, example)}\n{\n${rest}\n}`, '');
  return `it('${file}', async () => {\n${body}\n});\n`;
}

/**
 * A docstring's example stands alone; the names that its package exports, and fast-check, need no import.
 *
 * @param {string} file
 * @param {Example} example
 * @param {ReadonlyMap<string, string>} known
 */
function snippet(file, example, known) {
  const prelude = [...known].flatMap(([word, statement]) => (needs(example.code, word) ? [statement] : []));
  return `it('${file}:${example.line}', async () => {\n${prelude.join('\n')}\n${block(file, example)}});\n`;
}

/**
 * The statement that introduces each name that a built package exports, types too, from any entry (the first, where
 * several have it); and `fc`.
 *
 * @param {string} name
 * @param {string} folder
 * @param {Record<string, string>} entries
 */
async function namesOf(name, folder, entries) {
  const known = new Map([['fc', `const { default: fc } = await import('fast-check');`]]);
  for (const [subpath, file] of Object.entries(entries).reverse()) {
    const specifier = posix.join(name, subpath);
    const script = join(folder, file);
    for (const type of typesOf(readFileSync(script.replace(/\.js$/, '.d.ts'), 'utf8'))) {
      known.set(type, `type ${type} = import('${specifier}').${type};`);
    }
    for (const value of Object.keys(await import(script))) {
      known.set(value, `const { ${value} } = await import('${specifier}');`);
    }
  }
  return known;
}

/**
 * The names that an index of re-exports marks as types.
 *
 * @param {string} declarations
 */
function typesOf(declarations) {
  return [...declarations.matchAll(/^export (type )?\{([^}]*)\} from/gm)].flatMap(([, all, names = '']) => {
    const marked = names.split(',').map((name) => /^\s*(type )?(\w+)\s*$/.exec(name));
    return marked.flatMap((match) => (match?.[2] && (all || match[1]) ? [match[2]] : []));
  });
}

/**
 * Whether an example uses a name that it neither imports nor declares.
 *
 * @type {(code: string, name: string) => boolean}
 */
function needs(code, name) {
  const used = new RegExp(`(?<![.\\w])${name}\\b`);
  const introduced = new RegExp(
    `^import [^;]*\\b${name}\\b|\\b(?:const|let|function) (?:[{[][^=;]*)?\\b${name}\\b`,
    'm',
  );
  return used.test(code) && !introduced.test(code);
}

/** @type {(file: string, example: Example) => string} */
function block(file, { code, line, run }) {
  const body = translate(code, file, line);
  return run ? body : `const never = async () => {\n${body}};\nvoid never;\n`;
}

/** @type {(name: string, tests: readonly string[]) => void} */
function write(name, tests) {
  const needNode = tests.filter((test) => test.includes(`import('node:`));
  const runAnywhere = tests.filter((test) => test !== '' && !needNode.includes(test));
  const header = `import { it } from 'vitest';\nimport { agree } from '../agree.js';\n\nvoid agree;\n\n`;
  if (runAnywhere.length > 0)
    writeFileSync(join(generated, `${name}.test.ts`), header + runAnywhere.join('\n'));
  if (needNode.length > 0)
    writeFileSync(join(generated, `${name}.node.test.ts`), header + needNode.join('\n'));
}
