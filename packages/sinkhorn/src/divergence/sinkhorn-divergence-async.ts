import type { ArrayInput } from '@monge/ndarray';
import type { PointCloudOptions } from '../geometry/point-cloud.js';
import type { SinkhornDivergence } from './divergence.js';
import { divergenceClouds } from './divergence-clouds.js';
import { type DivergenceAsyncOptions, solveDivergenceAsync } from './solve-divergence-async.js';

export type SinkhornDivergenceAsyncOptions = PointCloudOptions & DivergenceAsyncOptions;

/**
 * `sinkhornDivergence`, handing the thread back, on any executor: see {@link solveDivergenceAsync}. On a graphics processor nothing of size n·m is stored, and the
 * potentials of each of the three problems are read back.
 *
 * @param x source points, [n, d], or [n] on the line.
 * @param y target points, [m, d], or [m].
 * @throws as `sinkhornDivergence`, by rejecting, and {UnsupportedError} as `solveAsync`.
 *
 * @example
 * ```ts
 * import { sinkhornDivergenceAsync } from '@monge/sinkhorn';
 *
 * const { divergence } = await sinkhornDivergenceAsync([0, 1], [3, 4], { threshold: 1e-9 });
 * divergence.toFixed(6); // → '9.000000'
 * ```
 */
export async function sinkhornDivergenceAsync(
  x: ArrayInput,
  y: ArrayInput,
  options: SinkhornDivergenceAsyncOptions = {},
): Promise<SinkhornDivergence> {
  return solveDivergenceAsync(divergenceClouds(x, y, options), options);
}
