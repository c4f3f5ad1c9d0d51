import { DomainError } from '@monge/ndarray';
import type { Cost } from '../costs/cost.js';
import type { Points } from './geometry.js';

/**
 * The costs between all pairs of points, [n, m], in float64. O(n·m) calls of the cost.
 *
 * @throws {DomainError} when the cost of a pair is NaN or infinite.
 */
export function costMatrix(x: Points, y: Points, cost: Cost): Float64Array {
  const { ambient } = cost;
  const embed = ambient?.embed ?? ((point, out) => out.set(point));
  const between = ambient?.between ?? cost.between;
  const dimension = ambient?.dimension ?? x.dimension;
  const sources = rows(x, dimension, embed);
  const targets = rows(y, dimension, embed);
  const matrix = new Float64Array(x.count * y.count);
  let at = 0;
  for (let i = 0; i < x.count; i++) {
    for (let j = 0; j < y.count; j++) {
      const value = between(sources[i], targets[j]);
      if (!Number.isFinite(value)) throw notFinite(cost, value, i, j);
      matrix[at++] = value;
    }
  }
  return matrix;
}

function rows(
  points: Points,
  dimension: number,
  embed: (point: Float64Array, out: Float64Array) => void,
): Float64Array[] {
  return Array.from({ length: points.count }, (_, i) => {
    const out = new Float64Array(dimension);
    embed(Float64Array.from(points.data.subarray(i * points.dimension, (i + 1) * points.dimension)), out);
    return out;
  });
}

function notFinite(cost: Cost, value: number, i: number, j: number): DomainError {
  return new DomainError(
    `sinkhorn: expected a finite cost from the function '${cost.name}' (cost of two points), got ${value} for source ${i} and ` +
      `target ${j}; for a forbidden move, return a large finite cost`,
  );
}
