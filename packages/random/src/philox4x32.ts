import { block } from './internal/draw-block.js';
import { philox } from './internal/philox.js';
import type { Key } from './key.js';

/** Four 32-bit words, the first one least significant. */
export type Block = readonly [number, number, number, number];

/**
 * One block of Philox 4×32-10, the function that everything here is drawn from: for each key, a bijection of the
 * 128-bit counters whose values pass as random. Exported so that the published known-answer vectors can be checked;
 * the words are taken modulo 2³².
 *
 * Source: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3",
 * SC 2011, section 3.3.
 *
 * @example
 * philox4x32([0, 0, 0, 0], [0, 0]); // → [1713891541, 3781805453, 3159862348, 2600524760]
 */
export function philox4x32(counter: Block, key: Key): Block {
  philox(block, 0, ...counter, ...key);
  const [x0, x1, x2, x3] = block;
  return [x0, x1, x2, x3];
}
