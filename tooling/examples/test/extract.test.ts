import { describe, expect, it } from 'vitest';
import { extractFromMarkdown, extractFromSource } from '../extract.mjs';

describe('extractFromMarkdown', () => {
  it('finds the TypeScript blocks and their lines, and leaves other languages', () => {
    const page = [
      '# Title',
      '```sh',
      'npm i',
      '```',
      '```ts',
      'a();',
      'b();',
      '```',
      '```ts no-run',
      'c();',
      '```',
      '',
    ];
    expect(extractFromMarkdown(page.join('\n'))).toEqual([
      { line: 6, code: 'a();\nb();\n', run: true },
      { line: 10, code: 'c();\n', run: false },
    ]);
  });
});

describe('extractFromSource', () => {
  it('finds the examples of docstrings, up to the next tag', () => {
    const source = [
      '/**',
      ' * Adds.',
      ' * @example',
      ' * add(1, 2);',
      ' * // more',
      ' * @throws never',
      ' */',
      'x',
    ];
    expect(extractFromSource(source.join('\n'))).toEqual([
      { line: 4, code: 'add(1, 2);\n// more\n', run: true },
    ]);
  });

  it('takes the code out of a fence', () => {
    const source = [
      'const a = 1;',
      '  /**',
      '   * @example',
      '   * ```ts',
      '   *   add(1, 2);',
      '   * ```',
      '   */',
    ];
    expect(extractFromSource(source.join('\n'))).toEqual([{ line: 5, code: '  add(1, 2);\n', run: true }]);
  });
});
