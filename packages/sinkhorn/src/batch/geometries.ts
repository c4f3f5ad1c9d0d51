import { ShapeError } from '@monge/ndarray';
import { denseCost } from '../geometry/dense-cost.js';
import type { DenseCost, PointCloud } from '../geometry/geometry.js';
import { type PointCloudOptions, pointCloud } from '../geometry/point-cloud.js';
import { inProblem } from './internal/in-problem.js';
import { parts, type Stack } from './internal/parts.js';

/**
 * The geometries of a batch of pairs of point clouds: `pointCloud` for each pair.
 *
 * @param x source points of each problem: [B, n, d], or a list of [n, d], of any lengths.
 * @param y target points of each problem: [B, m, d], or a list of [m, d].
 * @throws {ShapeError} when there are not as many of both; and as `pointCloud`.
 *
 * @example
 * ```ts
 * import { pointClouds } from '@monge/sinkhorn/batch';
 *
 * pointClouds([[[0, 0], [1, 0]], [[2, 0]]], [[[0, 1]], [[1, 1]]])[0].shape; // → [2, 1]
 * ```
 */
export function pointClouds(x: Stack, y: Stack, options: PointCloudOptions = {}): readonly PointCloud[] {
  const caller = 'sinkhorn.pointClouds';
  const sources = parts(x, 'x', caller);
  const targets = parts(y, 'y', caller);
  if (sources.length !== targets.length) {
    throw new ShapeError(
      `${caller}: expected y for as many problems as x, ${sources.length}, got ${targets.length}`,
    );
  }
  return sources.map((source, k) => inProblem(k, () => pointCloud(source, targets[k], options)));
}

/**
 * The geometries of a batch of cost matrices: `denseCost` for each.
 *
 * @param matrices [B, n, m], or a list of [n, m], of any sizes.
 * @throws as `denseCost`.
 *
 * @example
 * ```ts
 * import { denseCosts } from '@monge/sinkhorn/batch';
 *
 * denseCosts([[[0, 1], [1, 0]], [[0, 2, 1]]])[1].shape; // → [1, 3]
 * ```
 */
export function denseCosts(matrices: Stack): readonly DenseCost[] {
  return parts(matrices, 'matrices', 'sinkhorn.denseCosts').map((matrix, k) =>
    inProblem(k, () => denseCost(matrix)),
  );
}
