import { type ArrayInput, contiguous, DomainError, ShapeError } from '@monge/ndarray';
import type { TensorCost } from './joint-cost.js';

/** Sums of costs have to be numbers. */
const LARGEST = 1e150;

/**
 * Any costs of tuples of points, C[i_1, …, i_K]. Takes as many numbers as there are tuples, n^K: for few marginals, and few points in each.
 *
 * @param costs [n_1, …, n_K], K ≥ 2.
 * @throws {ShapeError} unless there are two axes or more, none empty.
 * @throws {DomainError} when a cost is NaN or beyond 1e150.
 *
 * @example
 * ```ts
 * import { tensorCost } from '@monge/sinkhorn/multimarginal';
 *
 * tensorCost([[[0, 1], [1, 2]], [[1, 2], [2, 0]]]).shape; // → [2, 2, 2]
 * ```
 */
export function tensorCost(costs: ArrayInput): TensorCost {
  const caller = 'sinkhorn.tensorCost';
  const { data, shape } = contiguous(costs, 'float64', { name: 'costs', caller });
  if (shape.length < 2 || data.length === 0) {
    throw new ShapeError(
      `${caller}: expected costs of shape [n_1, …, n_K] with K ≥ 2, none of them 0, got [${shape.join(', ')}]`,
    );
  }
  for (let at = 0; at < data.length; at++) {
    if (Math.abs(data[at]) <= LARGEST) continue;
    throw new DomainError(`${caller}: expected costs in [−1e150, 1e150], got ${data[at]} at element ${at}`);
  }
  return Object.freeze<TensorCost>({ kind: 'tensorCost', shape: [...shape], costs: data.slice() });
}
