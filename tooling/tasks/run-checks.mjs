import { checks } from '../checks/index.mjs';
import { generateExamples } from '../examples/generate.mjs';
import { print } from './tally.mjs';

/** @typedef {import('../checks/result.mjs').Result} Result */

/**
 * Runs checks one after the other, and prints each result as it comes.
 *
 * @param {readonly string[]} [names] left out or empty, all
 */
export async function runChecks(names = []) {
  const unknown = names.find((name) => !(name in checks));
  if (unknown !== undefined) {
    throw new Error(`no check ${unknown}; there are ${Object.keys(checks).join(', ')}`);
  }
  await generateExamples();
  /** @type {Result[]} */
  const results = [];
  for (const [name, check] of Object.entries(checks)) {
    if (names.length > 0 && !names.includes(name)) continue;
    for await (const result of attempt(name, check)) {
      print(result);
      results.push(result);
    }
  }
  return results;
}

/**
 * The results of a check; one that throws has failed.
 *
 * @param {string} name
 * @param {import('../checks/result.mjs').Check} check
 * @returns {AsyncGenerator<Result>}
 */
async function* attempt(name, check) {
  try {
    yield* check();
  } catch (error) {
    yield {
      name,
      status: 'failed',
      detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
}
