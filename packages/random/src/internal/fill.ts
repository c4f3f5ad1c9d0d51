import type { Key } from '../key.js';
import type { DType, Sample } from '../sample.js';
import { forEachChunk } from './for-each-chunk.js';
import type { Draft } from './prepare.js';
import { openUnit } from './unit.js';

/** Fills a draft with value(u) for u uniform on (0, 1), one 64-bit word an element. */
export function fillFromUnit<D extends DType>(draft: Draft<D>, value: (u: number) => number): Sample<D> {
  const { key, sample } = draft;
  const { data } = sample;
  forEachChunk(key, data.length, 2, (words, first, count) => {
    for (let i = 0; i < count; i++) data[first + i] = value(openUnit(words, 2 * i));
  });
  return sample;
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
