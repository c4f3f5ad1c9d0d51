import { contents } from './contents.mjs';
import { cycles } from './cycles.mjs';
import { exports } from './exports.mjs';
import { lint } from './lint.mjs';
import { publint } from './publint.mjs';
import { sideEffects } from './side-effects.mjs';
import { sizes } from './sizes.mjs';
import { smoke } from './smoke.mjs';
import { types } from './types.mjs';
import { wasm } from './wasm.mjs';

/**
 * Every check of the repository but the tests, by name.
 *
 * @type {Record<string, import('./result.mjs').Check>}
 */
export const checks = { types, lint, cycles, contents, publint, exports, sideEffects, sizes, wasm, smoke };
