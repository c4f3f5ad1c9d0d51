import type { Axis, Executor, Pairwise } from '@monge/ndarray';
import type { LinearProblem } from '../linear-problem.js';
import type { PointCloud, Points } from './geometry.js';
import { costsBetween } from './point-cloud.js';
import { sparsePairwise } from './sparse/sparse-pairwise.js';
import { supportAt } from './sparse/support-at.js';

/**
 * The kernels with new points in the place of the sources of a problem (axis 1), or of its targets (axis 0).
 *
 * @throws {DomainError} as {@link supportAt}, where costs were truncated.
 */
export function pairwiseAt(
  problem: LinearProblem,
  { x, y, cost, dtype }: PointCloud,
  points: Points,
  axis: Axis,
  executor: Executor,
  caller: string,
): Pairwise {
  const { geometry } = problem;
  if (geometry.kind === 'sparseCost' && geometry.truncated !== undefined) {
    const costs = geometry.truncated.newCosts(points, axis);
    return sparsePairwise(supportAt(geometry, problem, costs, points.count, axis, caller), executor);
  }
  // Sources come first either way: the cost need not be symmetric.
  const costs = axis === 1 ? costsBetween(points, y, cost) : costsBetween(x, points, cost);
  return executor.pairwise(costs, dtype);
}
