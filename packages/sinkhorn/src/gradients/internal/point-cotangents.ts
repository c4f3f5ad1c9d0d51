import { fromData, type NdArray, UnsupportedError } from '@monge/ndarray';
import { checkedGradient } from '../../costs/checked-gradient.js';
import { movableCloudOf } from '../../geometry/cloud-of.js';
import { describe } from '../../geometry/describe.js';
import type { PointCloud } from '../../geometry/geometry.js';
import { type Coupling, onPairs } from './coupling.js';
import { embeddedCotangents } from './embedded-cotangents.js';
import { factorCotangents } from './factor-cotangents.js';
import { type Block, type Modulation, modulatedPlan } from './modulated-plan.js';

/** What a cotangent W of the costs is to the points: x̄_i = Σ_j W_ij ∇ₓc(x_i, y_j), and alike for y. */
export interface PointCotangents {
  /** [n, d] */
  readonly x: NdArray<Float64Array>;
  /** [m, d] */
  readonly y: NdArray<Float64Array>;
}

/** @throws {UnsupportedError} when the geometry has no points that may move, as a matrix of costs and a grid, or its cost brings no gradient. */
export function pointCotangents(coupling: Coupling, modulation: Modulation | undefined): PointCotangents {
  const { geometry } = coupling.problem;
  if (geometry.kind === 'lowRankCost') return factorCotangents(coupling, geometry, modulation);
  const cloud = movableCloudOf(geometry);
  if (cloud === undefined) {
    throw new UnsupportedError(
      `sinkhorn.gradient: expected the geometry of point clouds (x and y are gradients with respect to points), got ${describe(geometry)}; use cost(), the ` +
        'gradient with respect to its entries',
    );
  }
  const { fused, gradient, name } = cloud.cost;
  const { x, y } = onPairs(coupling, (pairwise) => {
    const blocks = modulatedPlan(coupling, pairwise, modulation);
    if (fused !== undefined) return embeddedCotangents(cloud, fused, coupling.executor, blocks);
    if (gradient !== undefined) {
      return pairByPair(cloud, checkedGradient(gradient, name, 'sinkhorn.gradient'), blocks);
    }
    throw new UnsupportedError(
      `sinkhorn.gradient: expected a cost with a gradient, got the function '${name}' alone; give a record { name, between, gradient } for the ` +
        'cost, or use cost(), the gradient with respect to its values',
    );
  });
  const { count: n, dimension } = cloud.x;
  return { x: fromData(x, [n, dimension]), y: fromData(y, [cloud.y.count, dimension]) };
}

function pairByPair(
  { x: sources, y: targets }: PointCloud,
  gradient: NonNullable<PointCloud['cost']['gradient']>,
  blocks: Iterable<Block>,
): { readonly x: Float64Array; readonly y: Float64Array } {
  const { dimension } = sources;
  const [from, to] = [Float64Array.from(sources.data), Float64Array.from(targets.data)];
  const [x, y] = [new Float64Array(from.length), new Float64Array(to.length)];
  const [atX, atY] = [new Float64Array(dimension), new Float64Array(dimension)];
  for (const { first, count, values } of blocks) {
    for (let i = first; i < first + count; i++) {
      const source = from.subarray(i * dimension, (i + 1) * dimension);
      for (let j = 0; j < targets.count; j++) {
        const weight = values[(i - first) * targets.count + j];
        if (weight === 0) continue;
        gradient(source, to.subarray(j * dimension, (j + 1) * dimension), atX, atY);
        for (let k = 0; k < dimension; k++) {
          x[i * dimension + k] += weight * atX[k];
          y[j * dimension + k] += weight * atY[k];
        }
      }
    }
  }
  return { x, y };
}
