import type { ArrayInput } from '@monge/ndarray';
import { type PointCloudOptions, pointCloud } from './geometry/point-cloud.js';
import { type LinearProblemOptions, linearProblem } from './linear-problem.js';
import type { Solution } from './solution.js';
import { solve } from './solve.js';
import type { SolveOptions } from './solve-options.js';

export type SinkhornOptions = PointCloudOptions & LinearProblemOptions & SolveOptions;

/**
 * Entropic optimal transport between two point clouds, in one call: {@link pointCloud}, {@link linearProblem} and {@link solve}.
 *
 * @param x source points, [n, d], or [n] on the line.
 * @param y target points, [m, d], or [m].
 * @throws as the three functions.
 *
 * @example
 * ```ts
 * import { sinkhorn } from '@monge/sinkhorn';
 *
 * const x = [[0, 0], [1, 0], [2, 0]];
 * const y = [[0, 1], [2, 1]];
 * const { cost, transport } = sinkhorn(x, y, { a: [0.5, 0.25, 0.25], epsilon: 0.05, threshold: 1e-6 });
 * cost.toFixed(3); // → '1.250'
 * transport().get(2, 0).toFixed(3); // → '2.000'
 * ```
 */
export function sinkhorn(x: ArrayInput, y: ArrayInput, options: SinkhornOptions = {}): Solution {
  return solve(linearProblem(pointCloud(x, y, options), options), options);
}
