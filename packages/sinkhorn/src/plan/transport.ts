import {
  type ArrayInput,
  DomainError,
  fromData,
  type NdArray,
  ShapeError,
  UnsupportedError,
} from '@monge/ndarray';
import type { Cost } from '../costs/cost.js';
import { cloudOf } from '../geometry/cloud-of.js';
import { describe } from '../geometry/describe.js';
import { embedPoints } from '../geometry/embed-points.js';
import type { Points } from '../geometry/geometry.js';
import { pairwiseAt } from '../geometry/pairwise-at.js';
import { readPoints } from '../geometry/point-cloud.js';
import { requireMoves } from '../geometry/sparse/require-moves.js';
import { centreOf } from '../internal/relaxation.js';
import { withMass } from '../internal/with-mass.js';
import type { PlanSource } from './blocks.js';

export interface TransportOptions {
  /** The side that the points belong to: `'source'` maps towards the targets, `'target'` towards the sources. Default `'source'`. */
  readonly from?: 'source' | 'target';
}

/**
 * The barycentric map T(x) = Σ_j y_j p_j(x), p_j(x) ∝ b_j exp((g_j − c(x, y_j))/ε). It extends the plan to points that were not in the
 * problem: the source potential at x is whatever makes the p_j sum to one.
 */
export function transport(
  { problem, f, g, executor }: PlanSource,
  points: ArrayInput | undefined,
  { from = 'source' }: TransportOptions = {},
): NdArray<Float64Array> {
  const caller = 'solution.transport';
  const { geometry, epsilon } = problem;
  const cloud = cloudOf(geometry);
  if (cloud === undefined) {
    throw new UnsupportedError(
      `${caller}: expected the geometry of point clouds (the map is a mean of target points), got ${describe(geometry)}; use ` +
        'apply with the coordinates of the targets',
    );
  }
  if (from !== 'source' && from !== 'target') {
    throw new DomainError(
      `${caller}: expected from 'source' or 'target' (side of the points), got ${String(from)}`,
    );
  }
  const forward = from === 'source';
  const [own, other] = forward ? [cloud.x, cloud.y] : [cloud.y, cloud.x];
  const moved = points === undefined ? own : readPoints(points, cloud.dtype, cloud.cost, 'points', caller);
  if (moved.dimension !== other.dimension) {
    throw new ShapeError(
      `${caller}: expected points of shape [k, ${other.dimension}] (of the dimension of the clouds), got [${moved.count}, ${moved.dimension}]`,
    );
  }
  const [values, weights] = forward ? [g, problem.b] : [f, problem.a];
  // The normaliser makes up for any constant.
  const centre = centreOf(problem, weights, values);
  const potential = withMass(
    values.map((value) => value - centre),
    weights,
    epsilon,
  );
  const axis = forward ? 1 : 0;
  if (points === undefined && geometry.kind === 'sparseCost') requireMoves(geometry, problem, axis, caller);
  const pairwise =
    points === undefined
      ? geometry.pairwise(executor)
      : pairwiseAt(problem, cloud, moved, axis, executor, caller);
  try {
    const normaliser = new Float64Array(moved.count);
    pairwise.softmin(axis, epsilon, potential, normaliser);
    const [phi, psi] = forward ? [normaliser, potential] : [potential, normaliser];
    const average = (values: Float64Array, out: Float64Array) =>
      pairwise.product(axis, epsilon, phi, psi, values, out);
    return fromData(means(moved.count, other, cloud.cost, average), [moved.count, other.dimension]);
  } finally {
    pairwise.release();
  }
}

/** The mean target of each of `count` points, in the ambient space of the cost where it has one. */
export function means(
  count: number,
  targets: Points,
  cost: Cost,
  average: (values: Float64Array, out: Float64Array) => void,
): Float64Array {
  const { ambient } = cost;
  const { data, dimension } = ambient === undefined ? targets : embedPoints(targets, ambient);
  const values = new Float64Array(targets.count);
  const column = new Float64Array(count);
  const averages = new Float64Array(count * dimension);
  for (let k = 0; k < dimension; k++) {
    // The p_j sum to one up to rounding, which must not be multiplied by the distance from the origin.
    let centre = 0;
    for (let j = 0; j < targets.count; j++) centre += data[j * dimension + k] / targets.count;
    for (let j = 0; j < targets.count; j++) values[j] = data[j * dimension + k] - centre;
    average(values, column);
    for (let i = 0; i < count; i++) averages[i * dimension + k] = centre + column[i];
  }
  if (ambient === undefined) return averages;
  const projected = new Float64Array(count * targets.dimension);
  for (let i = 0; i < count; i++) {
    ambient.project(
      averages.subarray(i * dimension, (i + 1) * dimension),
      projected.subarray(i * targets.dimension, (i + 1) * targets.dimension),
    );
  }
  return projected;
}
