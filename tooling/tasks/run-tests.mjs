import { glob } from 'tinyglobby';
import { startVitest } from 'vitest/node';
import { generateExamples } from '../examples/generate.mjs';
import { chromiumOnly, findChromium, noChromium, runsInChromium } from '../vitest/chromium.mjs';
import { root } from './run.mjs';
import { print } from './tally.mjs';

/** @typedef {import('../checks/result.mjs').Result} Result */
/** @typedef {import('vitest/node').TestModule} TestModule a test file in one project */

/** Runs vitest over the whole workspace: a result for every test, in Node and in Chromium. */
export async function runTests() {
  await generateExamples();
  const vitest = await startVitest('test', [], { root, run: true, watch: false });
  const modules = vitest.state.getTestModules();
  const unhandled = vitest.state.getUnhandledErrors();
  await vitest.close();
  const results = modules.flatMap(resultsOf);
  for (const result of results) if (result.status === 'skipped') print(result);
  if (unhandled.length > 0) results.push({ name: 'vitest: unhandled errors', status: 'failed' });
  return findChromium() === undefined ? [...results, ...(await withoutChromium(modules))] : results;
}

/**
 * @param {TestModule} module
 * @returns {Result[]}
 */
function resultsOf(module) {
  const place = `${module.project.name}: ${module.relativeModuleId}`;
  const results = [...module.children.allTests()].map((test) => {
    const { state } = test.result();
    return {
      name: `${place}: ${test.fullName}`,
      status: state === 'pending' ? /** @type {const} */ ('failed') : state,
    };
  });
  const unexplained = module.state() === 'failed' && !results.some(({ status }) => status === 'failed');
  return unexplained ? [...results, { name: place, status: 'failed' }] : results;
}

/**
 * The tests that would have run in Chromium too, reported as skipped.
 *
 * @param {readonly TestModule[]} modules
 * @returns {Promise<Result[]>}
 */
async function withoutChromium(modules) {
  const missing = modules.filter(({ relativeModuleId }) => runsInChromium(relativeModuleId));
  const whole = await glob(chromiumOnly, { cwd: root, ignore: '**/node_modules/**' });
  const files = whole.sort().map((file) => {
    /** @type {Result} */
    const result = { name: `chromium: ${file}`, status: 'skipped', detail: `the file; ${noChromium}` };
    print(result);
    return result;
  });
  const tests = missing.flatMap(({ relativeModuleId: file, children }) => {
    const tests = [...children.allTests()].map(({ fullName }) => `chromium: ${file}: ${fullName}`);
    print({ name: `chromium: ${file}`, status: 'skipped', detail: `${tests.length} tests; ${noChromium}` });
    return tests.map((name) => ({ name, status: /** @type {const} */ ('skipped') }));
  });
  return [...files, ...tests];
}
