import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { generateExamples } from '../examples/generate.mjs';
import { findChromium, noChromium, runsInChromium } from '../vitest/chromium.mjs';
import { root, run } from './run.mjs';
import { print } from './tally.mjs';

/** @typedef {import('../checks/result.mjs').Result} Result */

/**
 * @typedef {object} File what vitest's JSON reporter tells of a test file
 * @property {string} name
 * @property {'passed' | 'failed'} status
 * @property {string} message
 * @property {{ fullName: string, status: 'passed' | 'failed' | 'skipped' | 'pending' | 'todo' | 'disabled' }[]} assertionResults
 */

/** Runs vitest over the whole workspace: a result for every test, in Node and in Chromium. */
export async function runTests() {
  await generateExamples();
  const report = join(root, 'node_modules', '.vitest-report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  rmSync(report, { force: true });
  const { code } = await run(['vitest', 'run', ...reporters]);
  /** @type {File[]} */
  const files = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')).testResults : [];
  const results = files.flatMap(resultsOf);
  if (code !== 0 && !results.some(({ status }) => status === 'failed')) {
    results.push({ name: 'vitest', status: 'failed', detail: `exit code ${code}` });
  }
  return findChromium() === undefined ? [...results, ...withoutChromium(files)] : results;
}

/**
 * @param {File} file
 * @returns {Result[]}
 */
function resultsOf({ name, status, message, assertionResults }) {
  const file = relative(root, name);
  const results = assertionResults.map((test) => {
    const outcome = test.status === 'passed' || test.status === 'failed' ? test.status : 'skipped';
    return /** @type {const} */ ({ name: `${file}: ${test.fullName}`, status: outcome });
  });
  const unexplained = status === 'failed' && !results.some((result) => result.status === 'failed');
  return unexplained ? [...results, { name: file, status, detail: message }] : results;
}

/**
 * The tests that would have run in Chromium too, reported as skipped.
 *
 * @param {readonly File[]} files
 */
function withoutChromium(files) {
  return files
    .filter(({ name }) => runsInChromium(relative(root, name)))
    .flatMap((file) => {
      const tests = file.assertionResults.length;
      print({
        name: `in Chromium: ${relative(root, file.name)}`,
        status: 'skipped',
        detail: `${tests} tests; ${noChromium}`,
      });
      return file.assertionResults.map(({ fullName }) => ({
        name: fullName,
        status: /** @type {const} */ ('skipped'),
      }));
    });
}
