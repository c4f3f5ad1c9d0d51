import type { FloatDType, Pairwise } from '@monge/ndarray';
import { centreOf, type Relaxation, relaxation } from '../internal/relaxation.js';
import { responses } from '../internal/responses.js';
import { sum } from '../internal/sums.js';
import { withMass } from '../internal/with-mass.js';
import type { LinearProblem } from '../linear-problem.js';
import type { Mode } from '../solve-options.js';

/**
 * The iteration for a measure against itself. With T(p)_i = −τ ε log Σ_j a_j exp((p_j − C_ij)/ε), whose fixed point is the one potential that is
 * the source's and the target's, a step is p ← ½ (T(p) + T(T(p))): a plain step, then an averaged one (Feydy et al. 2019,
 * "Interpolating between optimal transport and MMD using Sinkhorn divergences", § 3.3, where every step is averaged).
 *
 * Near the solution T multiplies deviations by −τλ, λ the eigenvalues of the row-normalised plan, which are in [0, 1] when exp(−C/ε) is
 * positive definite. A step then multiplies by −τλ(1 − τλ)/2, no more than ⅛ in magnitude, however small ε is.
 */
export interface SymmetricIteration {
  /** Returns the L1 error, over the mass, of the marginals of the plan of T(p). NaN or ∞ when the numbers left the range of floats. */
  step(): number;
  potential(): Float64Array;
}

export function symmetricIteration(
  problem: LinearProblem,
  pairwise: Pairwise,
  mode: Mode,
  start: Float64Array,
): SymmetricIteration {
  return mode === 'log' ? logForm(problem, pairwise, start) : kernelForm(problem, pairwise, start);
}

function logForm(problem: LinearProblem, pairwise: Pairwise, start: Float64Array): SymmetricIteration {
  const { a, epsilon } = problem;
  const relaxed = relaxation(problem);
  const p = start.slice();
  const once = new Float64Array(a.length);
  const twice = new Float64Array(a.length);

  /** T */
  function apply(potential: Float64Array, out: Float64Array): void {
    const centre = centreOf(problem, a, potential);
    const centred = potential.map((value) => value - centre);
    pairwise.softmin(1, epsilon, withMass(centred, a, epsilon), out);
    for (let i = 0; i < out.length; i++) out[i] = relaxed.tauA * (out[i] - centre);
  }

  return {
    step() {
      apply(p, once);
      apply(once, twice);
      for (let i = 0; i < p.length; i++) p[i] = (once[i] + twice[i]) / 2;
      return symmetricError(a, relaxed, once, (i) => (once[i] - twice[i]) / epsilon);
    },
    potential: () => p,
  };
}

/** Scalings beyond exp(±this) are absorbed into the kernel: its entries lose their digits otherwise. */
const ABSORPTION_LIMIT: Readonly<Record<FloatDType, number>> = { float64: 28, float32: 16 };

/**
 * On a stored kernel K_ij = exp((α_i + α_j − C_ij)/ε), p = α + ε log u: T is u ← 1/(K (a u)) where the marginal has to be met, and T(T(p)) is had in the
 * same reading of K. Scalings seldom grow, since p does not; when they do, the step is taken in the log domain and its result absorbed, which no sum
 * of the kernel that vanishes can prevent.
 */
function kernelForm(problem: LinearProblem, pairwise: Pairwise, start: Float64Array): SymmetricIteration {
  const { a, epsilon } = problem;
  const relaxed = relaxation(problem);
  const { tauA: tau } = relaxed;
  const scaling = pairwise.scaling(pairwise.dtype);
  const limit = ABSORPTION_LIMIT[scaling.dtype];
  const alpha = new Float64Array(a.length);
  const logU = new Float64Array(a.length);
  const weighted = new Float64Array(a.length);
  const sums = new Float64Array(a.length);
  const sumsOfInverses = new Float64Array(a.length);
  const once = new Float64Array(a.length);
  const twice = new Float64Array(a.length);
  const potential = () => alpha.map((value, i) => value + epsilon * logU[i]);

  function absorb(p: Float64Array): void {
    alpha.set(p);
    logU.fill(0);
    scaling.fill(epsilon, alpha, alpha);
  }

  /** log u of T(p), from that of p: u ← (K (a u))^−τ exp(−(1 − τ) α/ε). */
  function apply(from: Float64Array, out: Float64Array): void {
    for (let i = 0; i < a.length; i++) weighted[i] = a[i] * Math.exp(from[i]);
    scaling.iterate(a, weighted, sums, sumsOfInverses);
    for (let i = 0; i < a.length; i++) out[i] = -tau * Math.log(sums[i]) - ((1 - tau) / epsilon) * alpha[i];
  }

  function stepInLogDomain(): number {
    const log = logForm(problem, pairwise, potential());
    const error = log.step();
    absorb(log.potential());
    return error;
  }

  absorb(start);
  return {
    step() {
      apply(logU, once);
      if (tau < 1) apply(once, twice);
      else for (let i = 0; i < a.length; i++) twice[i] = -Math.log(sumsOfInverses[i]);
      if (!within(once, limit) || !within(twice, limit)) return stepInLogDomain();
      for (let i = 0; i < a.length; i++) logU[i] = (once[i] + twice[i]) / 2;
      const reached = tau < 1 ? once.map((value, i) => alpha[i] + epsilon * value) : once;
      return symmetricError(a, relaxed, reached, (i) => once[i] - twice[i]);
    },
    potential,
  };
}

/** Whether all values are in [−limit, limit]. */
function within(values: Float64Array, limit: number): boolean {
  return values.every((value) => Math.abs(value) <= limit);
}

/**
 * Σ_i t_i |exp(δ_i/τ) − 1| / Σ_i t_i, with the marginal t that the potential asks for: a, or a exp(−p/ρ) where it may give way.
 *
 * @param delta p − T(p) over ε.
 */
export function symmetricError(
  a: Float64Array,
  { rhoA, tauA }: Relaxation,
  potential: Float64Array,
  delta: (i: number) => number,
): number {
  const asked = responses(a, rhoA, potential);
  let error = 0;
  for (let i = 0; i < a.length; i++) {
    // Where there is no mass the exponential may overflow, and zero times infinity is NaN.
    if (a[i] !== 0) error += asked[i] * Math.abs(Math.expm1(delta(i) / tauA));
  }
  return error / sum(asked);
}
