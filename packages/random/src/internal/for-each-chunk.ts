import type { Key } from '../key.js';
import { DRAW, philox } from './philox.js';

/** 4 kB of words: small enough for the first-level cache, large enough to hide the cost of the call. */
const CHUNK = 1024;

/**
 * Hands the stream of words of a key (word w is word w mod 4 of block ⌊w / 4⌋) to `visit`, a buffer at a time: the
 * first `count` words of `words` are the words `first`, `first + 1`, … of the stream.
 */
export function forEachChunk(
  key: Key,
  total: number,
  visit: (words: Uint32Array, first: number, count: number) => void,
): void {
  const words = new Uint32Array(Math.min(CHUNK, Math.ceil(total / 4) * 4));
  for (let first = 0; first < total; first += CHUNK) {
    const count = Math.min(CHUNK, total - first);
    for (let at = 0; at < count; at += 4) {
      const index = (first + at) / 4;
      philox(words, at, index, index / 0x100000000, 0, DRAW, key[0], key[1]);
    }
    visit(words, first, count);
  }
}
