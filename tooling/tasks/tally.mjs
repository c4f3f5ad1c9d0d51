/** @typedef {import('../checks/result.mjs').Result} Result */

const marks = { passed: '✓', failed: '✗', skipped: '–' };

/**
 * Prints a result: one line, and what went wrong below it.
 *
 * @param {Result} result
 */
export function print({ name, status, detail }) {
  const [first = '', ...rest] = (detail ?? '').split('\n');
  const inline = status !== 'failed' && first !== '' ? ` (${first})` : '';
  console.log(`${marks[status]} ${name}${inline}`);
  if (status === 'failed') for (const line of [first, ...rest]) console.log(`    ${line}`);
}

/**
 * Prints the closing line, `N passed, N failed` (`, N skipped` where there are any), below the names of what failed,
 * and sets the exit code.
 *
 * @param {readonly Result[]} results
 */
export function close(results) {
  const count = (/** @type {Result['status']} */ status) =>
    results.filter((result) => result.status === status).length;
  console.log('');
  for (const { name, status } of results) if (status === 'failed') console.log(`failed: ${name}`);
  const skipped = count('skipped');
  console.log(
    `${count('passed')} passed, ${count('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
  );
  process.exitCode = count('failed') > 0 ? 1 : 0;
}
