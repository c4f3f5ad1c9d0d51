import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { glob } from 'tinyglobby';
import { root } from '../tasks/run.mjs';
import { extractFromMarkdown, extractFromSource } from './extract.mjs';
import { translate } from './translate.mjs';

/** @typedef {import('./extract.mjs').Example} Example */

const here = fileURLToPath(new URL('.', import.meta.url));
const generated = join(here, 'generated');

/**
 * Writes one test file for every file of documentation that shows code, so that the examples are type-checked and run
 * with the tests, in Node and in the browser.
 */
export async function generateExamples() {
  rmSync(generated, { recursive: true, force: true });
  for (const file of await glob(['README.md', '{packages,apps}/*/README.md', 'docs/**/*.md'], {
    cwd: root,
  })) {
    const examples = extractFromMarkdown(readFileSync(join(root, file), 'utf8'));
    if (examples.length > 0) write(file, story(file, examples));
  }
  for (const file of await glob('packages/*/src/**/*.ts', { cwd: root, ignore: '**/*.wasm.ts' })) {
    const examples = extractFromSource(readFileSync(join(root, file), 'utf8'));
    if (examples.length > 0) write(file, await snippets(file, examples));
  }
}

/**
 * A page's blocks are read in order: each sees the names of those before it, and may declare them anew.
 *
 * @type {(file: string, examples: readonly Example[]) => string}
 */
function story(file, examples) {
  const body = examples.reduceRight((rest, example) => `${block(file, example)}\n{\n${rest}\n}`, '');
  return `it('${file}', async () => {\n${body}\n});\n`;
}

/**
 * A docstring's example stands alone. What its own package exports needs no import; in the `testing` entry neither
 * does what that exports, nor fast-check.
 *
 * @param {string} file
 * @param {readonly Example[]} examples
 */
async function snippets(file, examples) {
  const folder = file.slice(0, file.indexOf('/src/'));
  const { name } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  const known = new Map(await exportsOf(name, folder, 'index.js'));
  if (file.includes('/src/testing/')) {
    for (const [word, statement] of await exportsOf(`${name}/testing`, folder, 'testing/index.js'))
      known.set(word, statement);
    known.set('fc', `const { default: fc } = await import('fast-check');`);
  }
  const tests = examples.map((example) => {
    const prelude = [...known].flatMap(([word, statement]) => (needs(example.code, word) ? [statement] : []));
    const body = `${prelude.join('\n')}\n${block(file, example)}`;
    return `it('${file}:${example.line}', async () => {\n${body}});\n`;
  });
  return tests.join('\n');
}

/**
 * The statement that imports each name of a built entry.
 *
 * @param {string} specifier
 * @param {string} folder
 * @param {string} file
 * @returns {Promise<[name: string, statement: string][]>}
 */
async function exportsOf(specifier, folder, file) {
  const names = Object.keys(await import(join(root, folder, 'dist', file)));
  return names.map((name) => [name, `const { ${name} } = await import('${specifier}');`]);
}

/**
 * Whether an example uses a name that it neither imports nor declares.
 *
 * @type {(code: string, name: string) => boolean}
 */
function needs(code, name) {
  const used = new RegExp(`(?<![.\\w])${name}\\b`);
  const introduced = new RegExp(`^import [^;]*\\b${name}\\b|\\b(?:const|let|function) ${name}\\b`, 'm');
  return used.test(code) && !introduced.test(code);
}

/** @type {(file: string, example: Example) => string} */
function block(file, { code, line, run }) {
  const body = translate(code, file, line);
  return run ? body : `const never = async () => {\n${body}};\nvoid never;\n`;
}

/** @type {(file: string, tests: string) => void} */
function write(file, tests) {
  const needsNode = /from 'node:|import\('node:/.test(tests);
  const path = join(generated, file.replace(/\.\w+$/, needsNode ? '.node.test.ts' : '.test.ts'));
  const imports = [
    `import { it } from 'vitest';`,
    `import { agree } from '${relative(dirname(path), join(here, 'agree.js')).replaceAll('\\', '/')}';`,
    'void agree;',
  ];
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${imports.join('\n')}\n\n${tests}`);
}
