import type { Executor } from '@monge/ndarray';
import type { Cloud } from './cloud.js';
import { columnwise } from './columnwise.js';
import type { FeaturePoints } from './feature-points.js';
import { matrix, product, transposed } from './matrices.js';
import type { Blocks } from './plan-blocks.js';

/** What the plan is contracted with on either side: squares, points and features, [n, 1 + d + e] and [m, 1 + d′ + e]. */
export interface Sides {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly m: number;
  readonly widthX: number;
  readonly widthY: number;
}

export function sidesOf(
  alphas: Float64Array,
  betas: Float64Array,
  x: Cloud,
  y: Cloud,
  features: FeaturePoints,
): Sides {
  const side = (squares: Float64Array, cloud: Cloud, points: Float64Array) =>
    columnwise(cloud.count, [
      { values: squares, columns: 1, factor: 1 },
      { values: cloud.points, columns: cloud.dimension, factor: 1 },
      { values: points, columns: features.dimension, factor: 1 },
    ]);
  return {
    x: side(alphas, x, features.x),
    y: side(betas, y, features.y),
    m: y.count,
    widthX: 1 + x.dimension + features.dimension,
    widthY: 1 + y.dimension + features.dimension,
  };
}

/** αᵀ P β, Xᵀ P Y and the trace of the same for the features, in one pass over the plan. */
export function contract(
  blocks: Blocks,
  sides: Sides,
  executor: Executor,
  d: number,
  e: number,
): { readonly squares: number; readonly covariance: Float64Array; readonly feature: number } {
  const { x, y, m, widthX, widthY } = sides;
  // All products of a column of the one side with one of the other, of which these are some.
  const all = new Float64Array(widthX * widthY);
  for (const { first, count, values } of blocks()) {
    const means = product(executor, matrix(values, count, m), matrix(y, m, widthY));
    const own = transposed(x.subarray(first * widthX, (first + count) * widthX), count, widthX);
    const part = product(executor, own, matrix(means, count, widthY));
    for (let at = 0; at < all.length; at++) all[at] += part[at];
  }
  let feature = 0;
  for (let k = 1 + d, l = 1 + e; l < widthY; k++, l++) feature += all[k * widthY + l];
  const covariance = new Float64Array(d * e);
  for (let k = 0; k < d; k++) {
    covariance.set(all.subarray((1 + k) * widthY + 1, (1 + k) * widthY + 1 + e), k * e);
  }
  return { squares: all[0], covariance, feature };
}
