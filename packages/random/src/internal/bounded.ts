import type { Key } from '../key.js';
import { block, drawBlock } from './draw-block.js';

/**
 * A uniform integer in [0, span), 1 ≤ span ≤ 2³², from a word of element `index`. The first 2³² mod span words would
 * favour the small remainders: they are refused, and the element's own further blocks asked until one will do.
 */
export function bounded(key: Key, index: number, word: number, span: number): number {
  const refused = (-span >>> 0) % span;
  for (let attempt = 1; word < refused; attempt++) {
    drawBlock(key, index, attempt);
    word = block[0];
  }
  return word % span;
}
