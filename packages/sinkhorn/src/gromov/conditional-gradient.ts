import { AbortedError, DomainError, fromData, type NdArray, UnsupportedError } from '@monge/ndarray';
import { solveExactly } from '../exact/solve-exactly.js';
import { allCosts } from '../geometry/cost-row.js';
import { denseCost } from '../geometry/dense-cost.js';
import { defaultExecutor } from '../internal/default-executor.js';
import { dot, relativeDistance, sum } from '../internal/sums.js';
import { linearProblem } from '../linear-problem.js';
import type { SparsePlan } from '../plan/top-k.js';
import type { ConditionalGradientOptions } from './conditional-gradient-options.js';
import type { GromovProblem } from './gromov-problem.js';
import type { GromovTransport } from './gromov-transport.js';
import { marginalsOf } from './internal/matrices.js';
import { meanLoss } from './internal/mean-loss.js';
import { gathered } from './internal/plan-blocks.js';
import { limitsOf } from './internal/settings.js';
import { spacesOf } from './internal/space.js';
import { type PlanInput, startingPlan } from './internal/starting-plan.js';
import { tensorOfMoves, tensorProduct } from './internal/tensor-product.js';

const CALLER = 'sinkhorn.conditionalGradient';

/** Marginals of a plan to start from may be off by this L1 error, over the mass. */
const MARGINAL_TOLERANCE = 1e-6;

/**
 * Finds a stationary point of the Gromov–Wasserstein problem without regularisation,
 *
 *   min α Σ L(C_ik, C′_jl) P_ij P_kl + (1 − α) ⟨P, F⟩   over P ≥ 0 with P 1 = a, Pᵀ 1 = b,
 *
 * by conditional gradients (Frank & Wolfe; Vayer et al. 2019, "Optimal transport for structured data with application on graphs", Alg. 1 and 2): the
 * network simplex finds the plan of least cost for the gradient, and the step towards it is the best one, since the cost is quadratic along the way.
 * The problem's ε is not used.
 *
 * The cost never rises. Where it is concave on the plans, as for distances and squared distances of Euclidean spaces, steps are full and it ends at a
 * vertex after finitely many. The minimum is a local one: give several starts.
 *
 * An iteration is a product of matrices, O(n·m²) and O(n·m·d) for clouds with squared Euclidean costs, and {@link solveExactly}; n·m
 * numbers are stored a few times.
 *
 * @throws {UnsupportedError} when the problem is unbalanced.
 * @throws {DomainError} when an option is outside of its range, or `init` does not meet the marginals; {ShapeError} when it does not fit.
 * @throws {AbortedError} when the signal fires.
 *
 * @example
 * ```ts
 * import { denseCost } from '@monge/sinkhorn';
 * import { conditionalGradient, gromovProblem } from '@monge/sinkhorn/gromov';
 *
 * const path = denseCost([[0, 1, 3], [1, 0, 2], [3, 2, 0]]);
 * const same = denseCost([[0, 2, 3], [2, 0, 1], [3, 1, 0]]); // its ends changed places
 * const { cost, plan } = conditionalGradient(gromovProblem(path, same, { a: [0.5, 0.3, 0.2], b: [0.2, 0.3, 0.5] }));
 * cost; // → 0
 * plan(); // → [[0, 0, 0.5], [0, 0.3, 0], [0.2, 0, 0]]
 * ```
 */
export function conditionalGradient(
  problem: GromovProblem,
  options: ConditionalGradientOptions = {},
): GromovTransport {
  const { executor = defaultExecutor(), onProgress, signal } = options;
  const { threshold, maxIterations } = limitsOf(
    { threshold: options.threshold ?? 1e-9, maxIterations: options.maxIterations ?? 1000 },
    'gap at which to stop',
    CALLER,
  );
  const { source, target, features, alpha, a, b } = problem;
  const [n, m] = [source.shape[0], target.shape[0]];
  if (problem.tauA !== 1 || problem.tauB !== 1) {
    throw new UnsupportedError(
      `${CALLER}: expected a problem whose plan is to meet both marginals (tauA = tauB = 1), got tauA = ${problem.tauA} and tauB = ${problem.tauB}; use solveGromov`,
    );
  }
  let plan = feasiblePlan(problem, options.init);
  const spaces = spacesOf(problem, executor);
  const fused = features === undefined ? undefined : allCosts(features);
  /** L ⊗ P */
  let tensor = tensorProduct(spaces, plan, n, m);
  const scale = sum(a) * sum(b) * meanCost(problem, fused);
  for (let iteration = 1; ; iteration++) {
    if (signal?.aborted) throw aborted(plan, [n, m], iteration - 1, signal.reason);
    const gradient = tensor.map((value) => 2 * alpha * value);
    if (fused !== undefined)
      for (let at = 0; at < fused.length; at++) gradient[at] += (1 - alpha) * fused[at];
    const { support, f, g } = solveExactly(
      linearProblem(denseCost(fromData(gradient, [n, m])), { a, b, epsilon: 1 }),
    );
    const gap = Math.max(0, dot(plan, gradient) - along(support, gradient, m));
    // Which rounding may make less than nothing.
    const gromovCost = Math.max(0, dot(plan, tensor));
    const featureCost = fused === undefined ? 0 : dot(plan, fused);
    const cost = alpha * gromovCost + (1 - alpha) * featureCost;
    onProgress?.({ iteration, maxIterations, cost, gap });
    const converged = gap <= threshold * scale;
    if (converged || iteration === maxIterations) {
      const status = converged ? 'converged' : 'maxIterations';
      return conclude(problem, plan, {
        status,
        iterations: iteration,
        gromovCost,
        featureCost,
        cost,
        gap,
        f,
        g,
      });
    }
    const other = tensorOfMoves(spaces, support, { p: a, q: b });
    const curvature = alpha * (along(support, other, m) - 2 * along(support, tensor, m) + gromovCost);
    const step = curvature > 0 ? Math.min(1, gap / (2 * curvature)) : 1;
    plan = plan.map((mass) => (1 - step) * mass);
    support.mass.forEach((mass, e) => {
      plan[support.source[e] * m + support.target[e]] += step * mass;
    });
    tensor = tensor.map((value, at) => value + step * (other[at] - value));
  }
}

/** @throws {DomainError} unless the plan to start from meets both marginals. */
function feasiblePlan(problem: GromovProblem, init: PlanInput | undefined): Float64Array {
  const { a, b } = problem;
  const plan = gathered(startingPlan(problem, init, CALLER), a.length, b.length);
  const { p, q } = marginalsOf(plan, a.length, b.length);
  const error = Math.max(relativeDistance(p, a), relativeDistance(q, b));
  if (error <= MARGINAL_TOLERANCE) return plan;
  throw new DomainError(
    `${CALLER}: expected init a plan with the marginals a and b, got one whose marginals are off by ${error} (L1, over the mass); ` +
      'roundedPlan of a linear solution meets them',
  );
}

/** The mean of what is minimised over a ⊗ b, features counted by their magnitude. */
function meanCost(
  { source, target, loss, alpha, a, b }: GromovProblem,
  fused: Float64Array | undefined,
): number {
  const structure = alpha * meanLoss(source, target, loss, { a, b });
  if (fused === undefined) return structure;
  const mass = sum(a) * sum(b);
  let features = 0;
  for (let i = 0, at = 0; i < a.length; i++) {
    for (let j = 0; j < b.length; j++, at++) features += ((a[i] * b[j]) / mass) * Math.abs(fused[at]);
  }
  return structure + (1 - alpha) * features;
}

/** ⟨S, M⟩ for the plan S of some moves and a matrix M of m columns. */
function along({ source, target, mass }: SparsePlan, matrix: Float64Array, m: number): number {
  let total = 0;
  for (let e = 0; e < mass.length; e++) total += mass[e] * matrix[source[e] * m + target[e]];
  return total;
}

function conclude(
  problem: GromovProblem,
  plan: Float64Array,
  values: Omit<GromovTransport, 'problem' | 'plan' | 'rows'>,
): GromovTransport {
  const [n, m] = [problem.a.length, problem.b.length];
  return Object.freeze({
    ...values,
    problem,
    plan: () => fromData(plan.slice(), [n, m]),
    *rows() {
      for (let i = 0; i < n; i++) yield plan.slice(i * m, (i + 1) * m);
    },
  });
}

function aborted(
  plan: Float64Array,
  shape: readonly [number, number],
  iterations: number,
  cause: unknown,
): AbortedError<NdArray<Float64Array>> {
  return new AbortedError(
    `${CALLER}: aborted after ${iterations} iterations; \`partial\` is the plan, to go on from as \`init\``,
    fromData(plan, shape),
    { cause },
  );
}
