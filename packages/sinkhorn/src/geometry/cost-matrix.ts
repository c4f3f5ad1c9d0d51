import { DomainError } from '@monge/ndarray';
import type { Cost } from '../costs/cost.js';
import type { Points } from './geometry.js';

/**
 * The costs between all pairs of points, [n, m], in float64. O(n·m) calls of the cost.
 *
 * @throws {DomainError} when the cost of a pair is NaN or infinite.
 */
export function costMatrix(x: Points, y: Points, cost: Cost, caller = 'sinkhorn.pointCloud'): Float64Array {
  const sources = rows(x);
  const targets = rows(y);
  const matrix = new Float64Array(x.count * y.count);
  let at = 0;
  for (let i = 0; i < x.count; i++) {
    for (let j = 0; j < y.count; j++) {
      const value = cost.between(sources[i], targets[j]);
      if (!Number.isFinite(value)) throw notFinite(cost, value, i, j, caller);
      matrix[at++] = value;
    }
  }
  return matrix;
}

function rows({ data, count, dimension }: Points): Float64Array[] {
  return Array.from({ length: count }, (_, i) =>
    Float64Array.from(data.subarray(i * dimension, (i + 1) * dimension)),
  );
}

function notFinite(cost: Cost, value: number, i: number, j: number, caller: string): DomainError {
  return new DomainError(
    `${caller}: expected a finite cost from the function '${cost.name}' (cost of two points), got ${value} for source ${i} and ` +
      `target ${j}; for a forbidden move, return a large finite cost`,
  );
}
