import { command } from './result.mjs';

/** No package depends on itself through others, development dependencies included: turbo refuses to plan a cycle. */
export async function* cycles() {
  yield await command('no dependency cycles: turbo', ['turbo', 'run', 'build', '--dry=json']);
}
