import type { Key } from '../key.js';
import type { DataOf, DType, Sample } from '../sample.js';
import { DRAW, philox } from './philox.js';
import type { Draft } from './prepare.js';
import { openUnit } from './unit.js';

/** 4 kB of words: small enough for the first-level cache, large enough to hide the cost of the call. */
const CHUNK = 1024;

/**
 * Fills a draft from the stream of words of its key (word w is word w mod 4 of block ⌊w / 4⌋), a buffer at a time:
 * `visit` makes the `count` elements of `data` from `first` on, of which each takes `width` words (a power of 2), out of
 * `words`, which begins with theirs and holds whole blocks.
 */
export function fillFromWords<D extends DType>(
  { key, sample }: Draft<D>,
  width: number,
  visit: (data: DataOf[D], words: Uint32Array, first: number, count: number) => void,
): Sample<D> {
  const { data } = sample;
  // As signed integers: a word past 2³¹ would make the compiler carry the key in floating point.
  const [k0, k1] = [key[0] | 0, key[1] | 0];
  const total = data.length * width;
  // Room for what the last pair or block needs beyond the last element.
  const words = new Uint32Array(Math.min(CHUNK, total + 3));
  for (let start = 0; start < total; start += CHUNK) {
    const end = Math.min(CHUNK, total - start);
    for (let at = 0; at < end; at += 4) {
      const index = (start + at) / 4;
      philox(words, at, index, index / 0x100000000, 0, DRAW, k0, k1);
    }
    visit(data, words, start / width, end / width);
  }
  return sample;
}

/** Fills a draft with value(u) for u uniform on (0, 1), one 64-bit word an element. */
export function fillFromUnit<D extends DType>(draft: Draft<D>, value: (u: number) => number): Sample<D> {
  return fillFromWords(draft, 2, (data, words, first, count) => {
    for (let i = 0; i < count; i++) data[first + i] = value(openUnit(words, 2 * i));
  });
}

/** Fills a draft with value(key, i), for samplers that read blocks of their own for each element. */
export function fillByIndex<D extends DType>(
  draft: Draft<D>,
  value: (key: Key, index: number) => number,
): Sample<D> {
  const { key, sample } = draft;
  const { data } = sample;
  for (let i = 0; i < data.length; i++) data[i] = value(key, i);
  return sample;
}
