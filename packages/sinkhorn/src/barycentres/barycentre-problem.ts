import { type ArrayInput, DomainError, ShapeError, UnsupportedError } from '@monge/ndarray';
import { costDeviation } from '../geometry/cost-deviation.js';
import type { Geometry } from '../geometry/geometry.js';
import { pointCloud } from '../geometry/point-cloud.js';
import { refuseForbiddenMoves } from '../geometry/refuse-forbidden-moves.js';
import { requireGeometry } from '../geometry/require-geometry.js';
import { readMeasures } from '../internal/masses.js';
import { shares } from '../internal/shares.js';
import { pointsOf } from './internal/points-of.js';

/** What a barycentre minimises: the mean of its regularised costs to the measures, which blurs it, or that of its Sinkhorn divergences. */
export type BarycentreObjective = 'cost' | 'divergence';

export interface BarycentreProblemOptions {
  /** The masses of each measure, [m_k], ≥ 0, all of one total. Default: even ones, of total one. */
  readonly measures?: readonly ArrayInput[];
  /** Of each measure in the mean, [K], ≥ 0; divided by their total. Default: equal ones. */
  readonly weights?: ArrayInput;
  /** Strength of the entropic regularisation, in the units of the costs, > 0. Default 0.05 times the mean standard deviation of the costs. */
  readonly epsilon?: number;
  /** Default `'cost'`. */
  readonly objective?: BarycentreObjective;
  /**
   * The costs between the points of the support, symmetric, [n, n], which `'divergence'` needs. Default: those of the geometry where all measures share a
   * square one, or of the points where they are point clouds.
   */
  readonly within?: Geometry;
}

/** The mean of measures in the geometry of transport, on a support that is given. */
export interface BarycentreProblem {
  /** The costs from the points of each measure to those of the support, [m_k, n]. */
  readonly geometries: readonly Geometry[];
  /** [m_k] each. */
  readonly measures: readonly Float64Array[];
  /** λ, [K], of total one. */
  readonly weights: Float64Array;
  readonly epsilon: number;
  readonly objective: BarycentreObjective;
  /** The costs within the support; present for `'divergence'`. */
  readonly within?: Geometry;
}

const caller = 'sinkhorn.barycentreProblem';

/** ε in standard deviations of the costs, as in a transport problem. */
const DEFAULT_EPSILON_SCALE = 0.05;

/**
 * The problem of the barycentre p of measures b_k on a support of n points that is given,
 *
 *   min Σ_k λ_k OT_ε(b_k, p) + ε KL(p | q)   over p ≥ 0,   OT_ε(b, p) = min ⟨P, C⟩ + ε KL(P | b ⊗ p),
 *
 * q even: the mean of ⟨P_k, C_k⟩ + ε KL(P_k | b_k ⊗ q), as iterative Bregman projections solve it (Benamou, Carlier, Cuturi, Nenna & Peyré 2015,
 * "Iterative Bregman projections for regularized transportation problems", § 3.2). That p is blurred, by √(ε/2) for squared distances. With the objective
 * `'divergence'` it minimises Σ_k λ_k S_ε(b_k, p), S_ε the Sinkhorn divergence, and is not (Janati, Cuturi & Gramfort 2020, "Debiased Sinkhorn
 * barycenters").
 *
 * @param geometries the costs from the points of a measure, sources, to those of the support, targets: one for each measure, or one for all.
 * @throws {ShapeError} when geometries, measures and weights do not fit one another.
 * @throws {DomainError} when a mass or weight is negative, NaN or infinite, all are zero, the totals differ, ε ≤ 0, or the costs within the support are not
 * symmetric.
 * @throws {UnsupportedError} for sparse costs, and for `'divergence'` without the costs within the support.
 *
 * @example
 * ```ts
 * import { pointCloud } from '@monge/sinkhorn';
 * import { barycentreProblem } from '@monge/sinkhorn/barycentres';
 *
 * const grid = [0, 0.25, 0.5, 0.75, 1];
 * const measures = [[0.5, 0.5, 0, 0, 0], [0, 0, 0, 0.5, 0.5]];
 * barycentreProblem(pointCloud(grid, grid), { measures, weights: [3, 1] }).weights; // → Float64Array [0.75, 0.25]
 * ```
 */
export function barycentreProblem(
  geometries: Geometry | readonly Geometry[],
  options: BarycentreProblemOptions = {},
): BarycentreProblem {
  const { objective = 'cost' } = options;
  const each = perMeasure(geometries, options.measures);
  for (const [k, geometry] of each.entries()) requireGeometry(geometry, `geometries[${k}]`, caller);
  const [, n] = each[0].shape;
  each.forEach(({ shape }, k) => {
    if (shape[1] === n) return;
    throw new ShapeError(
      `${caller}: expected costs of shape [m, ${n}] in geometries[${k}] (targets are the points of the support), got [${shape.join(', ')}]`,
    );
  });
  for (const geometry of each) refuseForbiddenMoves(geometry, caller);
  const lengths = each.map(({ shape }) => shape[0]);
  const measures = readMeasures(
    options.measures,
    lengths,
    (k) => `measures[${k}]`,
    'masses on the sources of its geometry',
    caller,
  );
  const weights = shares(options.weights, each.length, caller);
  if (objective !== 'cost' && objective !== 'divergence') {
    throw new DomainError(`${caller}: expected objective 'cost' or 'divergence', got ${String(objective)}`);
  }
  const epsilon = options.epsilon ?? defaultEpsilon(each, measures, weights);
  if (!(typeof epsilon === 'number' && epsilon > 0 && epsilon < Infinity)) {
    throw new DomainError(
      `${caller}: expected epsilon in (0, ∞) (strength of the regularisation, in the units of the costs), got ${epsilon}`,
    );
  }
  const problem = { geometries: each, measures, weights, epsilon, objective };
  if (objective === 'cost') return Object.freeze(problem);
  const within = options.within ?? withinSupport(each);
  requireGeometry(within, 'within', caller);
  if (within.shape[0] !== n || within.shape[1] !== n) {
    throw new ShapeError(
      `${caller}: expected costs of shape [${n}, ${n}] within the support, got [${within.shape.join(', ')}]`,
    );
  }
  refuseForbiddenMoves(within, caller);
  const asymmetry = within.asymmetry();
  if (asymmetry !== undefined) {
    throw new DomainError(
      `${caller}: expected within (the costs between the points of the support) to have ${asymmetry}`,
    );
  }
  return Object.freeze({ ...problem, within });
}

function perMeasure(
  geometries: Geometry | readonly Geometry[],
  measures: readonly ArrayInput[] | undefined,
): readonly Geometry[] {
  if (isGeometry(geometries)) {
    if (measures !== undefined && measures.length > 0) return measures.map(() => geometries);
    throw new ShapeError(
      `${caller}: expected at least one of measures (masses on the points of the geometry), got none`,
    );
  }
  if (geometries.length === 0) throw new ShapeError(`${caller}: expected at least one geometry, got none`);
  if (measures !== undefined && measures.length !== geometries.length) {
    throw new ShapeError(
      `${caller}: expected as many measures as geometries, got ${measures.length} and ${geometries.length}`,
    );
  }
  return Object.freeze([...geometries]);
}

function isGeometry(geometries: Geometry | readonly Geometry[]): geometries is Geometry {
  return 'kind' in geometries;
}

function defaultEpsilon(
  geometries: readonly Geometry[],
  measures: readonly Float64Array[],
  weights: Float64Array,
): number {
  const [, n] = geometries[0].shape;
  const even = new Float64Array(n).fill(1 / n);
  let deviation = 0;
  for (let k = 0; k < geometries.length; k++) {
    if (weights[k] > 0) deviation += weights[k] * costDeviation(geometries[k], measures[k], even);
  }
  return deviation === 0 ? 1 : DEFAULT_EPSILON_SCALE * deviation;
}

function withinSupport([first, ...others]: readonly Geometry[]): Geometry {
  if (first.kind === 'pointCloud') {
    const support = pointsOf(first.y);
    return pointCloud(support, support, { cost: first.cost });
  }
  if (first.shape[0] === first.shape[1] && others.every((other) => other === first)) return first;
  throw new UnsupportedError(
    `${caller}: expected the costs within the support, [n, n], for the objective 'divergence', since they cannot be told from ${first.kind} geometries; give \`within\``,
  );
}
