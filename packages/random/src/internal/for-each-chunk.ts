import type { Key } from '../key.js';
import { DRAW, philox } from './philox.js';

/** 4 kB of words: small enough for the first-level cache, large enough to hide the cost of the call. */
const CHUNK = 1024;

/**
 * Hands the stream of words of a key (word w is word w mod 4 of block ⌊w / 4⌋) to `visit`, a buffer at a time: `words`
 * begins with what belongs to the `count` elements from `first` on, of which each takes `width` words (a power of 2).
 */
export function forEachChunk(
  key: Key,
  size: number,
  width: number,
  visit: (words: Uint32Array, first: number, count: number) => void,
): void {
  const total = size * width;
  const words = new Uint32Array(Math.min(CHUNK, Math.ceil(total / 4) * 4));
  for (let start = 0; start < total; start += CHUNK) {
    const end = Math.min(CHUNK, total - start);
    for (let at = 0; at < end; at += 4) {
      const index = (start + at) / 4;
      philox(words, at, index, index / 0x100000000, 0, DRAW, key[0], key[1]);
    }
    visit(words, start / width, end / width);
  }
}
