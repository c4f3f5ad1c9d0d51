import type { Key } from '../key.js';
import { DRAW, philox } from './philox.js';

/** Scratch for the block that is being read; nothing is kept in it between two draws. */
export const block = /* @__PURE__ */ new Uint32Array(4);

/** Sets `block` to the draws of this index (an integer in [0, 2⁵³)) and attempt (≥ 1 once something was refused). */
export function drawBlock(key: Key, index: number, attempt: number): void {
  philox(block, 0, index, index / 0x100000000, attempt, DRAW, key[0], key[1]);
}
