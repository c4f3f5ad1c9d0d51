import type { Key } from '../key.js';
import { block } from './draw-block.js';
import { philox } from './philox.js';

/** The key in the first two words of the block of this purpose at the counter (low, high). */
export function child(key: Key, low: number, high: number, purpose: number): Key {
  philox(block, 0, low, high, 0, purpose, key[0], key[1]);
  return Object.freeze([block[0], block[1]] as const);
}
