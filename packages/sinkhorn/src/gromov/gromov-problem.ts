import { type ArrayInput, DomainError, ShapeError } from '@monge/ndarray';
import { costDeviation } from '../geometry/cost-deviation.js';
import type { Geometry } from '../geometry/geometry.js';
import { pointCloud } from '../geometry/point-cloud.js';
import { requireGeometry } from '../geometry/require-geometry.js';
import { linearProblem } from '../linear-problem.js';
import { meanLoss } from './internal/mean-loss.js';
import { decompositions, type GromovLoss } from './loss.js';

const CALLER = 'sinkhorn.gromovProblem';

/** ε as a fraction of the mean loss under the product coupling, where the caller gives none. */
const DEFAULT_EPSILON_SCALE = 0.05;

export interface GromovProblemOptions {
  /**
   * Source weights, [n], ≥ 0, of any total, which has to be that of `b` unless a marginal may give way. Default: the mass of `b` spread evenly, 1 in
   * all if there is no `b` either.
   */
  readonly a?: ArrayInput;
  /** Target weights, [m], ≥ 0. Default: the mass of `a` spread evenly. */
  readonly b?: ArrayInput;
  /**
   * Strength of the entropic regularisation, in the units of the loss, > 0. Default 0.05 times the mean of what is minimised over pairs drawn from a
   * ⊗ b (of the features, their standard deviation), and 1 where that is zero.
   */
  readonly epsilon?: number;
  /** How costs within the spaces are compared. Default `'square'`. */
  readonly loss?: GromovLoss;
  /** Costs between source and target points, [n, m], where they can be compared themselves: fused Gromov–Wasserstein. Default: none. */
  readonly features?: Geometry;
  /** α, the share of the structure, in [0, 1]: the features have 1 − α. Default 0.5 with features; 1 without, where nothing else is possible. */
  readonly alpha?: number;
  /** How firmly the source marginal of the plan is held to `a`, in (0, 1]: τ = ρ/(ρ + ε), 1 to meet it. Default 1. */
  readonly tauA?: number;
  /** The same for the target marginal and `b`. Default 1. */
  readonly tauB?: number;
}

/** Two spaces whose points cannot be compared, but the costs within them can: which points correspond? */
export interface GromovProblem {
  /** C, the costs within the source space, [n, n]. */
  readonly source: Geometry;
  /** C′, the costs within the target space, [m, m]. */
  readonly target: Geometry;
  /** F, the costs between the two, [n, m]. */
  readonly features?: Geometry;
  /** The share of the structure, in [0, 1]: 1 without features. */
  readonly alpha: number;
  readonly loss: GromovLoss;
  /** [n] */
  readonly a: Float64Array;
  /** [m] */
  readonly b: Float64Array;
  readonly epsilon: number;
  readonly tauA: number;
  readonly tauB: number;
}

/**
 * The Gromov–Wasserstein problem between two spaces with weights, given by the costs between the points of each: the plan under which pairs of points
 * go to pairs as far from each other,
 *
 *   min α Σ L(C_ik, C′_jl) P_ij P_kl + (1 − α) ⟨P, F⟩ + ½ ε KL(P ⊗ P | (a ⊗ b) ⊗ (a ⊗ b))   over P ≥ 0 with P 1 = a, Pᵀ 1 = b
 *
 * (Mémoli 2011; Peyré, Cuturi & Solomon 2016; with features F, fused: Vayer et al. 2019). The last term is ε KL(P | a ⊗ b) for masses of one; in this
 * form the answer does not depend on the unit of mass. Costs need be no distances, nor symmetric: distances, their squares, lengths of paths,
 * similarities.
 *
 * With `tauA` or `tauB` below one mass may be made and lost at a price: ½ ρ_a KL(P 1 ⊗ P 1 | a ⊗ a) and ½ ρ_b KL(Pᵀ 1 ⊗ Pᵀ 1 | b ⊗ b) are added, ρ =
 * ετ/(1 − τ) (Séjourné, Vialard & Peyré 2021, "The unbalanced Gromov Wasserstein distance", whose ε and ρ are half of these; with features Thual et
 * al. 2022, "Aligning individual brains with fused unbalanced Gromov–Wasserstein").
 *
 * @param source costs within the source space, [n, n]: `denseCost(matrix)`, or `pointCloud(x, x)`. For squared Euclidean costs and the square loss they are never
 *   stored.
 * @param target costs within the target space, [m, m].
 * @throws {ShapeError} when a geometry is not square, or the features or weights do not fit.
 * @throws {DomainError} when a cost is not finite or the loss not defined for it, α is not in [0, 1], or the rest as in `linearProblem`.
 *
 * @example
 * ```ts
 * import { denseCost } from '@monge/sinkhorn';
 * import { gromovProblem } from '@monge/sinkhorn/gromov';
 *
 * const path = denseCost([[0, 1, 3], [1, 0, 2], [3, 2, 0]]);
 * const edge = denseCost([[0, 2], [2, 0]]);
 * const problem = gromovProblem(path, edge, { a: [0.25, 0.25, 0.5], epsilon: 0.1 });
 * problem.b; // → Float64Array [0.5, 0.5]
 * ```
 */
export function gromovProblem(
  source: Geometry,
  target: Geometry,
  options: GromovProblemOptions = {},
): GromovProblem {
  const { features, loss = 'square', alpha = features === undefined ? 1 : 0.5 } = options;
  requireGeometry(source, 'source', CALLER);
  requireGeometry(target, 'target', CALLER);
  if (features !== undefined) requireGeometry(features, 'features', CALLER);
  expectSquare(source, 'source');
  expectSquare(target, 'target');
  expectShare(alpha, features);
  if (!Object.hasOwn(decompositions, loss)) {
    throw new DomainError(
      `${CALLER}: expected loss 'square' or 'kl' (how costs are compared), got ${loss as string}`,
    );
  }
  const [n, m] = [source.shape[0], target.shape[0]];
  if (features !== undefined && (features.shape[0] !== n || features.shape[1] !== m)) {
    throw new ShapeError(
      `${CALLER}: expected features of shape [${n}, ${m}] (costs between source and target points), got [${features.shape.join(', ')}]`,
    );
  }
  // What the two kinds of problem share is read and checked there, for points of no extent.
  const frame = pointCloud(new Float64Array(n), new Float64Array(m));
  const { a, b } = linearProblem(frame, { ...options, epsilon: 1 });
  const mean = meanLoss(source, target, loss, { a, b });
  const deviation = features === undefined ? 0 : costDeviation(features, a, b);
  const epsilon = options.epsilon ?? (DEFAULT_EPSILON_SCALE * (alpha * mean + (1 - alpha) * deviation) || 1);
  const { tauA, tauB } = linearProblem(frame, { ...options, a, b, epsilon });
  return Object.freeze({
    source,
    target,
    ...(features === undefined ? {} : { features }),
    alpha,
    loss,
    a,
    b,
    epsilon,
    tauA,
    tauB,
  });
}

function expectSquare({ shape }: Geometry, name: string): void {
  if (shape[0] === shape[1]) return;
  throw new ShapeError(
    `${CALLER}: expected ${name} of shape [k, k] (costs between the points of one space), got [${shape.join(', ')}]; for a cloud x, ` +
      'give pointCloud(x, x)',
  );
}

function expectShare(alpha: number, features: Geometry | undefined): void {
  if (!(typeof alpha === 'number' && alpha >= 0 && alpha <= 1)) {
    throw new DomainError(
      `${CALLER}: expected alpha in [0, 1] (share of the structure beside the features), got ${alpha}`,
    );
  }
  if (features !== undefined || alpha === 1) return;
  throw new DomainError(
    `${CALLER}: expected features where alpha is below 1 (the rest is their share), got alpha ${alpha} and none; leave alpha out`,
  );
}
