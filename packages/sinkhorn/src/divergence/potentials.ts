import {
  type ArrayInput,
  type Axis,
  type Executor,
  fromData,
  multiply,
  type NdArray,
  ShapeError,
  subtract,
  UnsupportedError,
} from '@monge/ndarray';
import { cloudOf } from '../geometry/cloud-of.js';
import { describe } from '../geometry/describe.js';
import type { PointCloud } from '../geometry/geometry.js';
import { pairwiseAt } from '../geometry/pairwise-at.js';
import { readPoints } from '../geometry/point-cloud.js';
import { defaultExecutor } from '../internal/default-executor.js';
import { withMass } from '../internal/with-mass.js';
import type { LinearProblem } from '../linear-problem.js';
import type { Solution } from '../solution.js';
import type { SinkhornDivergence } from './divergence.js';

export interface PotentialsOptions {
  /** Engine of the kernels. Default: that of `solve`. */
  readonly executor?: Executor;
}

/** Potentials as functions of points, new ones too. */
export interface PotentialFunctions {
  /** The source potential at each of k points, [k, d] → [k]. */
  readonly f: (points: ArrayInput) => NdArray<Float64Array>;
  /** The target potential at each of k points, [k, d] → [k]. */
  readonly g: (points: ArrayInput) => NdArray<Float64Array>;
}

/**
 * The potentials of a solution as functions on all of space,
 *
 *   f(x) = −τ_a ε log Σ_j b_j exp((g_j − c(x, y_j))/ε),   g(y) = −τ_b ε log Σ_i a_i exp((f_i − c(x_i, y))/ε)
 *
 * (the entropic c-transforms; Peyré & Cuturi 2019, § 5.3; τ = 1 where marginals have to be met), or those of a divergence, f(x) − f_aa(x) and g(y) − g_bb(y). At the points of the problem they are
 * its potentials, up to its error. For the squared distance and τ = 1, x − ½∇f(x) is `transport`. O(k·m·d), nothing is stored.
 *
 * Where costs were truncated the sums are over the points that a new one may move to; see {@link truncatedCost}.
 *
 * @throws {UnsupportedError} when the geometry has no points, as a matrix of costs. The functions throw {ShapeError} for points of another dimension, and {DomainError} for those that truncated costs
 * leave without a move, or with moves to parts that do not hang together.
 *
 * @example
 * ```ts
 * import { potentials, sinkhorn } from '@monge/sinkhorn';
 *
 * const solution = sinkhorn([0, 1, 2], [0, 3], { a: [0.5, 0.3, 0.2], threshold: 1e-9 });
 * const { f } = potentials(solution);
 * Math.abs(f([1, 1.5]).get(0) - solution.f.get(1)) < 1e-12; // → true
 * ```
 */
export function potentials(
  of: Solution | SinkhornDivergence,
  options: PotentialsOptions = {},
): PotentialFunctions {
  if (!('xy' in of)) return extend(of, options);
  const [xy, xx, yy] = [extend(of.xy, options), extend(of.xx, options), extend(of.yy, options)];
  return {
    f: (points) => subtract(xy.f(points), xx.f(points)),
    g: (points) => subtract(xy.g(points), yy.g(points)),
  };
}

function extend(
  { problem, f, g }: Solution,
  { executor = defaultExecutor() }: PotentialsOptions,
): PotentialFunctions {
  const { geometry, a, b, epsilon, tauA, tauB } = problem;
  const cloud = cloudOf(geometry);
  if (cloud === undefined) {
    throw new UnsupportedError(
      `${caller}: expected a solution between point clouds (potentials are functions of points), got one of ${describe(geometry)}`,
    );
  }
  const atSources = withMass(f.data, a, epsilon);
  const atTargets = withMass(g.data, b, epsilon);
  return {
    f: (points) => multiply(softmin(problem, cloud, 1, atTargets, points, executor), tauA),
    g: (points) => multiply(softmin(problem, cloud, 0, atSources, points, executor), tauB),
  };
}

const caller = 'sinkhorn.potentials';

/** −ε log Σ exp((φ − c)/ε) at each point, over the targets (axis 1) or over the sources (axis 0). */
function softmin(
  problem: LinearProblem,
  cloud: PointCloud,
  axis: Axis,
  potential: Float64Array,
  points: ArrayInput,
  executor: Executor,
): NdArray<Float64Array> {
  const at = readPoints(points, cloud.dtype, cloud.cost, 'points', caller);
  const { dimension } = cloud.x;
  if (at.dimension !== dimension) {
    throw new ShapeError(
      `${caller}: expected points of shape [k, ${dimension}] (of the dimension of the clouds), got [${at.count}, ${at.dimension}]`,
    );
  }
  const pairwise = pairwiseAt(problem, cloud, at, axis, executor, caller);
  try {
    const values = new Float64Array(at.count);
    pairwise.softmin(axis, problem.epsilon, potential, values);
    return fromData(values, [at.count]);
  } finally {
    pairwise.release();
  }
}
