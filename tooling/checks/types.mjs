import { command } from './result.mjs';

/** The whole workspace compiles: sources, tests, documentation's examples and this tooling. */
export async function* types() {
  yield await command('types: tsc -b', ['tsc', '-b']);
}
