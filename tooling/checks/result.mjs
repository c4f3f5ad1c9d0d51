import { run } from '../tasks/run.mjs';

/**
 * @typedef {object} Result what a check found out about one thing, printed as one line
 * @property {string} name
 * @property {'passed' | 'failed' | 'skipped'} status
 * @property {string} [detail] a short remark, or what went wrong
 */

/** @typedef {() => AsyncGenerator<Result>} Check */

/**
 * Passed where nothing is wrong, failed with the list of complaints otherwise.
 *
 * @param {string} name
 * @param {readonly string[]} complaints
 * @param {string} [remark] shown where there is no complaint
 * @returns {Result}
 */
export function verdict(name, complaints, remark) {
  if (complaints.length > 0) return { name, status: 'failed', detail: complaints.join('\n') };
  return remark === undefined ? { name, status: 'passed' } : { name, status: 'passed', detail: remark };
}

/**
 * Passed where a command exits with 0, failed with its output otherwise.
 *
 * @param {string} name
 * @param {readonly string[]} words the program and its arguments
 * @param {Parameters<typeof run>[1]} [options]
 * @returns {Promise<Result>}
 */
export async function command(name, words, options) {
  const { code, output } = await run(words, { ...options, quiet: true });
  return code === 0 ? { name, status: 'passed' } : { name, status: 'failed', detail: output.trim() };
}
