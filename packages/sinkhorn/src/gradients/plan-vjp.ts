import { type ArrayInput, contiguous, ShapeError } from '@monge/ndarray';
import type { ApplyOptions } from '../plan/apply.js';
import type { Solution } from '../solution.js';
import { type Coupling, couplingOf, onPairs } from './internal/coupling.js';
import { implicitSensitivities } from './internal/implicit.js';
import type { Modulation } from './internal/modulated-plan.js';
import { modulatedSums } from './internal/modulated-sums.js';
import { readCotangent } from './internal/read-cotangent.js';
import type { ImplicitOptions, ImplicitSensitivities } from './sensitivities.js';

/**
 * The vector–Jacobian product of the plan: derivatives of Σ P̄_ij P_ij, by the implicit function theorem, as in {@link potentialsVjp}.
 *
 * @param cotangent P̄, [n, m].
 * @throws {MongeError} with code `'notConverged'` for a solution that diverged.
 * @throws {ShapeError} when the cotangent does not fit, {DomainError} when an option is outside of its range.
 *
 * @example
 * ```ts
 * import { planVjp, sinkhorn } from '@monge/sinkhorn';
 *
 * const solution = sinkhorn([0, 1], [0.5, 2], { epsilon: 0.5, threshold: 1e-12 });
 * // How the mass from the first source to the first target changes as that target moves away from it.
 * planVjp(solution, [[1, 0], [0, 0]]).y().get(0, 0) < 0; // → true
 * ```
 */
export function planVjp(
  solution: Solution,
  cotangent: ArrayInput,
  options: ImplicitOptions = {},
): ImplicitSensitivities {
  const caller = 'sinkhorn.planVjp';
  const [n, m] = solution.problem.geometry.shape;
  const entries = readCotangent(cotangent, [n, m], 'cotangent', 'the plan', caller);
  const none = { rank: 0, left: new Float64Array(0), right: new Float64Array(0) };
  return ofPlan(couplingOf(solution, caller, options.executor), { ...none, entries }, options, caller);
}

/**
 * The vector–Jacobian product of `solution.apply(vector, { transpose })`: derivatives of the sum of cotangent · (P v), of which P̄ = cotangent · vᵀ is
 * not stored. With respect to the vector it is `solution.apply(cotangent, { transpose: !transpose })`.
 *
 * @param vector [m] or [m, k]; [n] or [n, k] with `transpose`.
 * @param cotangent of the shape of the result, [n] or [n, k]; [m] or [m, k] with `transpose`.
 * @throws {MongeError} with code `'notConverged'` for a solution that diverged.
 * @throws {ShapeError} when they do not fit, {DomainError} when an option is outside of its range.
 *
 * @example
 * ```ts
 * import { applyVjp, sinkhorn } from '@monge/sinkhorn';
 *
 * const solution = sinkhorn([0, 1], [0.5, 2], { epsilon: 0.5, threshold: 1e-12 });
 * // Rows of the plan sum to a, whatever the points.
 * applyVjp(solution, [1, 1], [1, 2]).x(); // → [[0.0], [0.0]]
 * ```
 */
export function applyVjp(
  solution: Solution,
  vector: ArrayInput,
  cotangent: ArrayInput,
  options: ImplicitOptions & ApplyOptions = {},
): ImplicitSensitivities {
  const caller = 'sinkhorn.applyVjp';
  const { transpose = false } = options;
  const [n, m] = solution.problem.geometry.shape;
  const [from, to] = transpose ? [n, m] : [m, n];
  const { data, shape } = contiguous(vector, 'float64', { name: 'vector', caller });
  if (shape.length < 1 || shape.length > 2 || shape[0] !== from) {
    throw new ShapeError(
      `${caller}: expected vector of shape [${from}] or [${from}, k] (one value a ${transpose ? 'source' : 'target'}), got ` +
        `[${shape.join(', ')}]`,
    );
  }
  const rank = shape[1] ?? 1;
  const weights = readCotangent(cotangent, [to, ...shape.slice(1)], 'cotangent', 'the result', caller);
  const [left, right] = transpose ? [data, weights] : [weights, data];
  return ofPlan(couplingOf(solution, caller, options.executor), { rank, left, right }, options, caller);
}

/** dP = P ∘ ((df + dg − dC)/ε + d log a + d log b − (f + g − C) dε/ε²), with Q = P ∘ P̄. */
function ofPlan(
  coupling: Coupling,
  cotangent: Modulation,
  options: ImplicitOptions,
  caller: string,
): ImplicitSensitivities {
  const { problem, a: p, b: q, supportA, supportB, responseA, responseB } = coupling;
  const { epsilon } = problem;
  const { rowSums, columnSums } = onPairs(coupling, (pairwise) =>
    modulatedSums(coupling, pairwise, cotangent),
  );
  return implicitSensitivities(
    coupling,
    {
      f: rowSums.map((value, i) => (supportA[i] * value) / epsilon),
      g: columnSums.map((value, j) => (supportB[j] * value) / epsilon),
      a: rowSums.map((value, i) => (responseA[i] * value) / (p[i] === 0 ? 1 : p[i])),
      b: columnSums.map((value, j) => (responseB[j] * value) / (q[j] === 0 ? 1 : q[j])),
      costs: ofCosts(cotangent, coupling),
    },
    options,
    caller,
  );
}

/** −P̄/ε, where there is mass. */
function ofCosts(
  { rank, left, right, entries }: Modulation,
  { problem, supportA, supportB }: Coupling,
): Modulation {
  const m = supportB.length;
  const { epsilon } = problem;
  return {
    rank,
    left: left.map((value, at) => (-value * supportA[Math.floor(at / rank)]) / epsilon),
    right: right.map((value, at) => value * supportB[Math.floor(at / rank)]),
    ...(entries === undefined
      ? {}
      : {
          entries: entries.map(
            (value, at) => (-value * supportA[Math.floor(at / m)] * supportB[at % m]) / epsilon,
          ),
        }),
  };
}
