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
 * A docstring's example stands alone; what its own package exports needs no import.
 *
 * @param {string} file
 * @param {readonly Example[]} examples
 */
async function snippets(file, examples) {
  const [, folder] = file.split('/');
  const entry = file.includes('/src/testing/') ? 'testing/index.js' : 'index.js';
  const { name } = JSON.parse(readFileSync(join(root, 'packages', folder ?? '', 'package.json'), 'utf8'));
  const specifier = entry === 'index.js' ? name : `${name}/testing`;
  const exported = Object.keys(await import(join(root, 'packages', folder ?? '', 'dist', entry)));
  const tests = examples.map((example) => {
    const imported = [...example.code.matchAll(/^import (.*?) from/gms)].join(' ');
    const declared = [...example.code.matchAll(/(?:const|let|function) (\w+)/g)].map((match) => match[1]);
    const used = exported.filter(
      (word) =>
        new RegExp(`(?<![.\\w])${word}\\b`).test(example.code) &&
        !imported.includes(word) &&
        !declared.includes(word),
    );
    const prelude = used.length > 0 ? `const { ${used.join(', ')} } = await import('${specifier}');\n` : '';
    return `it('${file}:${example.line}', async () => {\n${prelude}${block(file, example)}});\n`;
  });
  return tests.join('\n');
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
