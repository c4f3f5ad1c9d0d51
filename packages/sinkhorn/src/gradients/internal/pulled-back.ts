import type { Embedding } from '../../costs/cost.js';
import type { Points } from '../../geometry/geometry.js';

/** Cotangents of points, [count, dimension], from those of the same points embedded, [count, embedded]. */
export function pulledBack(
  { data, count, dimension }: Points,
  embedding: Embedding,
  embedded: number,
  cotangents: Float64Array,
): Float64Array {
  const out = new Float64Array(data.length);
  for (let i = 0; i < count; i++) {
    embedding.pullback(
      Float64Array.from(data.subarray(i * dimension, (i + 1) * dimension)),
      cotangents.subarray(i * embedded, (i + 1) * embedded),
      out.subarray(i * dimension, (i + 1) * dimension),
    );
  }
  return out;
}
