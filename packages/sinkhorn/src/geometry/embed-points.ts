import type { Embedding } from '../costs/cost.js';
import type { Points } from './geometry.js';

/** The points in the coordinates of an embedding, in float64. */
export function embedPoints({ data, count, dimension }: Points, embedding: Embedding): Points {
  const embedded = embedding.dimension(dimension);
  const out = new Float64Array(count * embedded);
  for (let i = 0; i < count; i++) {
    const point = Float64Array.from(data.subarray(i * dimension, (i + 1) * dimension));
    embedding.embed(point, out.subarray(i * embedded, (i + 1) * embedded));
  }
  return { data: out, count, dimension: embedded };
}
