import { type Executor, fromData, type NdArray, type Strided, UnsupportedError } from '@monge/ndarray';
import { allCosts } from '../geometry/cost-row.js';
import type { Geometry } from '../geometry/geometry.js';
import { refuseDiverged } from '../gradients/internal/refuse-diverged.js';
import { defaultExecutor } from '../internal/default-executor.js';
import type { GromovSolution } from './gromov-solution.js';
import type { GromovTransport } from './gromov-transport.js';
import { marginalsOf, matrix, product, transposed } from './internal/matrices.js';
import { type PointCotangents, pointCotangents } from './internal/point-cotangents.js';
import { weightsOfSolution, weightsOfTransport } from './internal/weight-cotangents.js';
import { decompositions, type Part } from './loss.js';

export interface GromovGradientOptions {
  /** Engine of the products. Default: WASM SIMD where allowed, else plain JavaScript, one thread, shared by all calls without one. */
  readonly executor?: Executor;
}

/** Derivatives of the least cost with respect to what a Gromov–Wasserstein problem is made of. What takes work is a function. */
export interface GromovSensitivities {
  /** By the costs within the source space, [n, n]. */
  sourceCosts(): NdArray<Float64Array>;
  /** By the costs within the target space, [m, m]. */
  targetCosts(): NdArray<Float64Array>;
  /** By the costs between the two, [n, m]; zero without features. */
  featureCosts(): NdArray<Float64Array>;
  /**
   * By the points of the source space, [n, d], which are both the sources and the targets of its costs.
   *
   * @throws {UnsupportedError} when its geometry is no point cloud, or its cost brings no gradient.
   */
  sourcePoints(): NdArray<Float64Array>;
  /** By the points of the target space, [m, d]; likewise. */
  targetPoints(): NdArray<Float64Array>;
  /** By the points between which the features are costs, x [n, d] and y [m, d]; likewise. */
  featurePoints(): PointCotangents;
  /**
   * By the source weights, [n]. Where both marginals have to be met weights change only together, with Σ da = Σ db, so that a constant may be moved
   * between `a` and `b`; it is fixed by ⟨a, ∂a⟩ = ⟨b, ∂b⟩. Found when first asked for.
   */
  readonly a: NdArray<Float64Array>;
  /** By the target weights, [m]; likewise. */
  readonly b: NdArray<Float64Array>;
  /** By ε; 0 where there is no regularisation. */
  epsilon(): number;
  /** By α. */
  alpha(): number;
}

/**
 * The gradient of what a solution minimises, `regularisedCost` or, of a conditional gradient, `cost`, by the envelope theorem: at the minimum the
 * plan counts as constant,
 *
 *   ∂C_ik = α Σ_jl ∂₁L(C_ik, C′_jl) P_ij P_kl,  ∂F = (1 − α) P,  ∂a = f ΣP + const,  ∂α = Σ L P P − ⟨P, F⟩,
 *
 * so that for the square loss ∂C = 2α (C ∘ p pᵀ − P C′ Pᵀ), p = P 1. With ε, the τ of marginals that give way are fixed. The minimum found is a local
 * one, and so is its gradient; it is as wrong as the plan is. O(n²·m + n·m²), storing n·m numbers.
 *
 * @throws {MongeError} with code `'notConverged'` for a solution that diverged.
 *
 * @example
 * ```ts
 * import { pointCloud } from '@monge/sinkhorn';
 * import { conditionalGradient, gromovGradient, gromovProblem } from '@monge/sinkhorn/gromov';
 *
 * const [x, y] = [[0, 1, 3], [0, 1, 4]];
 * const problem = gromovProblem(pointCloud(x, x), pointCloud(y, y));
 * gromovGradient(conditionalGradient(problem)).targetPoints(); // → [[-24.89], [-13.33], [38.22]] (the last point is too far away)
 * ```
 */
export function gromovGradient(
  solution: GromovSolution | GromovTransport,
  { executor = defaultExecutor() }: GromovGradientOptions = {},
): GromovSensitivities {
  refuseDiverged(solution, 'sinkhorn.gromovGradient');
  const { problem, gromovCost, featureCost, cost } = solution;
  const { source, target, features, alpha, loss } = problem;
  const [n, m] = [source.shape[0], target.shape[0]];
  const parts = decompositions[loss];
  const plan = once(() => solution.plan().data);
  const marginals = once(() => marginalsOf(plan(), n, m));

  /** α (f′(C) ∘ p pᵀ − κ h′(C) ∘ (P h(C′) Pᵀ)) for the costs C of one space, C′ those of the other, and P from the one to the other. */
  function ofCosts(
    own: Side,
    other: Side,
    forth: Strided<Float64Array>,
    back: Strided<Float64Array>,
  ): Float64Array {
    const [costs, others] = [allCosts(own.geometry), allCosts(other.geometry)];
    const [k, l] = [own.geometry.shape[0], other.geometry.shape[0]];
    const h = other.part.h === undefined ? others : others.map(other.part.h);
    const out = product(executor, matrix(product(executor, forth, matrix(h, l, l)), k, l), back);
    for (let i = 0, at = 0; i < k; i++) {
      for (let j = 0; j < k; j++, at++) {
        const weight = own.weights[i] * own.weights[j];
        const slope = weight === 0 ? 0 : weight * own.part.slopeOfF(costs[at]);
        out[at] = alpha * (slope - parts.kappa * own.part.slopeOfH(costs[at]) * out[at]);
      }
    }
    return out;
  }

  const sides = once(() => ({
    source: { geometry: source, part: parts.source, weights: marginals().p },
    target: { geometry: target, part: parts.target, weights: marginals().q },
  }));
  const ofSource = once(() =>
    ofCosts(sides().source, sides().target, matrix(plan(), n, m), transposed(plan(), n, m)),
  );
  const ofTarget = once(() =>
    ofCosts(sides().target, sides().source, transposed(plan(), n, m), matrix(plan(), n, m)),
  );
  const ofFeatures = once(() => plan().map((mass) => (1 - alpha) * mass));
  const ofWeights = once(() =>
    'linear' in solution ? weightsOfSolution(solution, plan(), executor) : weightsOfTransport(solution),
  );
  /** Of points that are on both sides of their costs. */
  const within = (geometry: Geometry, cotangent: Float64Array) => {
    const { x, y } = pointCotangents(geometry, cotangent, executor);
    return fromData(
      x.data.map((value, at) => value + y.data[at]),
      x.shape,
    );
  };
  return Object.freeze({
    sourceCosts: () => fromData(ofSource().slice(), [n, n]),
    targetCosts: () => fromData(ofTarget().slice(), [m, m]),
    featureCosts: () => fromData(ofFeatures().slice(), [n, m]),
    sourcePoints: () => within(source, ofSource()),
    targetPoints: () => within(target, ofTarget()),
    featurePoints: () => {
      if (features !== undefined) return pointCotangents(features, ofFeatures(), executor);
      throw new UnsupportedError(
        'sinkhorn.gromovGradient: expected a problem with features (gradients by their points), got one without',
      );
    },
    get a() {
      return fromData(ofWeights().a, [n]);
    },
    get b() {
      return fromData(ofWeights().b, [m]);
    },
    epsilon: () => ('regularisedCost' in solution ? (solution.regularisedCost - cost) / problem.epsilon : 0),
    alpha: () => gromovCost - featureCost,
  });
}

/** The costs within one space, what the loss makes of them, and the marginal of the plan there. */
interface Side {
  readonly geometry: Geometry;
  readonly part: Part;
  readonly weights: Float64Array;
}

function once<T>(compute: () => T): () => T {
  let result: { readonly value: T } | undefined;
  return () => {
    result ??= { value: compute() };
    return result.value;
  };
}
