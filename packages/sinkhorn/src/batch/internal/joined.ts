import { fromData, type NdArray } from '@monge/ndarray';

/** Where each of so many numbers begins when all are joined, and where the last ends. */
export function offsetsOf(lengths: readonly number[]): Int32Array {
  const offsets = new Int32Array(lengths.length + 1);
  lengths.forEach((length, k) => {
    offsets[k + 1] = offsets[k] + length;
  });
  return offsets;
}

/** Numbers one after the other. */
export function joined(parts: readonly Float64Array[]): NdArray<Float64Array> {
  const offsets = offsetsOf(parts.map(({ length }) => length));
  const all = new Float64Array(offsets[parts.length]);
  for (const [k, part] of parts.entries()) all.set(part, offsets[k]);
  return fromData(all, [all.length]);
}
