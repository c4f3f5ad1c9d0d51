/**
 * @typedef {object} Example a block of code that documentation shows
 * @property {number} line where it begins, from 1
 * @property {string} code
 * @property {boolean} run false for one that is only type-checked (` ```ts no-run `)
 */

/**
 * The TypeScript blocks of a Markdown file, in order.
 *
 * @param {string} text
 * @returns {Example[]}
 */
export function extractFromMarkdown(text) {
  return [...text.matchAll(/^```ts( no-run)?\n([\s\S]*?)^```$/gm)].map(
    ({ index, 1: noRun, 2: code = '' }) => ({
      line: lineOf(text, index) + 1,
      code,
      run: noRun === undefined,
    }),
  );
}

/**
 * The `@example` blocks of a source file's docstrings, in order; a fence round the code may be left out.
 *
 * @param {string} text
 * @returns {Example[]}
 */
export function extractFromSource(text) {
  return [...text.matchAll(/\/\*\*[\s\S]*?\*\//g)].flatMap(({ index, 0: comment }) => {
    const lines = comment.replace(/\*\/$/, '').replace(/^[ \t]*\* ?/gm, '');
    return [...lines.matchAll(/^@example[ \t]*\n([\s\S]*?)(?=^@\w|$(?![\s\S]))/gm)].map((match) => {
      const line = lineOf(text, index) + lineOf(lines, match.index);
      const [fenced] = extractFromMarkdown(match[1] ?? '');
      if (fenced) return { ...fenced, line: line + fenced.line - 1 };
      return { line, code: `${(match[1] ?? '').trimEnd()}\n`, run: true };
    });
  });
}

/** @type {(text: string, index: number) => number} */
function lineOf(text, index) {
  return text.slice(0, index).split('\n').length;
}
