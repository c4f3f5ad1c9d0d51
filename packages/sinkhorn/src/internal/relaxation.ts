import type { LinearProblem } from '../linear-problem.js';
import { softMean } from './soft-mean.js';
import { dot, dotAndMagnitude, sum } from './sums.js';

/** How firmly the marginals of a plan are held to the weights, at one ε. */
export interface Relaxation {
  readonly epsilon: number;
  /** ρ, the strength of ρ KL(P 1 | a) and of ρ KL(Pᵀ 1 | b): ∞ where the marginal has to be met. */
  readonly rhoA: number;
  readonly rhoB: number;
  /** τ = ρ/(ρ + ε), by which the iteration damps potentials: 1 where the marginal has to be met. */
  readonly tauA: number;
  readonly tauB: number;
  /** Whether both marginals have to be met. */
  readonly balanced: boolean;
}

/** Where the iteration stands between its half-steps. */
export interface Standing {
  /** An increasing function of the dual value: in a balanced problem, that value but for a constant. */
  readonly dual: number;
  /** The size of the numbers that it is a sum of, whatever is added to f and taken from g. */
  readonly magnitude: number;
  /** The λ for which the potentials f + λ and g − λ have the largest dual value. */
  readonly translation: number;
}

/** The relaxation of a problem, whose ρ stay as they are while ε is scaled. */
export function relaxation(problem: LinearProblem, epsilon: number = problem.epsilon): Relaxation {
  const [rhoA, rhoB] = [rhoOf(problem.tauA, problem.epsilon), rhoOf(problem.tauB, problem.epsilon)];
  const damping = (tau: number, rho: number) =>
    tau === 1 || epsilon === problem.epsilon ? tau : rho / (rho + epsilon);
  return {
    epsilon,
    rhoA,
    rhoB,
    tauA: damping(problem.tauA, rhoA),
    tauB: damping(problem.tauB, rhoB),
    balanced: isBalanced(problem),
  };
}

export function isBalanced({ tauA, tauB }: LinearProblem): boolean {
  return tauA === 1 && tauB === 1;
}

/** ρ = ετ/(1 − τ) */
export function rhoOf(tau: number, epsilon: number): number {
  return tau === 1 ? Infinity : (epsilon * tau) / (1 - tau);
}

/**
 * The dual value as a function of g alone, with the best f and the best constant between them: it does not change when g is translated, and Sinkhorn's
 * iteration raises it step by step, as fast for large ρ as in a balanced problem (Séjourné, Vialard & Peyré 2022, "Faster unbalanced optimal
 * transport: translation invariant Sinkhorn and 1-D Frank–Wolfe", § 3). With s the soft minimum of the costs over the targets,
 *
 *   S_a = −(ρ_a + ε) log ⟨a, exp(−s/(ρ_a + ε))⟩/Σa,  S_b = −ρ_b log ⟨b, exp(−g/ρ_b)⟩/Σb,
 *
 * the best constant makes both marginals have the same mass, and at it the dual value is an increasing function of S_a + S_b.
 */
export function standing(
  { a, b }: LinearProblem,
  { epsilon, rhoA, rhoB, balanced }: Relaxation,
  s: Float64Array,
  g: Float64Array,
): Standing {
  if (balanced) {
    const source = dotAndMagnitude(a, s);
    const target = dotAndMagnitude(b, g);
    return {
      dual: source.dot + target.dot,
      magnitude: source.magnitude + target.magnitude,
      translation: 0,
    };
  }
  const source = softMean(a, rhoA + epsilon, s);
  const target = softMean(b, rhoB, g);
  const excess = Math.log(sum(a) / sum(b)) - source.value / (rhoA + epsilon) + target.value / rhoB;
  const dual = source.value + target.value;
  return {
    dual,
    magnitude: Math.abs(dual) + source.spread + target.spread,
    translation: excess / (1 / (rhoA + epsilon) + 1 / rhoB),
  };
}

/** From s to the f = τ_a (s + λ) whose row sums are as they should be, and from g to g − λ, in place. */
export function settle(
  { tauA, balanced }: Relaxation,
  { translation }: Standing,
  s: Float64Array,
  g: Float64Array,
): void {
  if (balanced) return;
  for (let i = 0; i < s.length; i++) s[i] = tauA * (s[i] + translation);
  for (let j = 0; j < g.length; j++) g[j] -= translation;
}

/**
 * The mean of g, where the constant between f and g is not free: it may be large, and kernels in float32 need only know the sum of the two.
 */
export function centreOf(problem: LinearProblem, weights: Float64Array, potential: Float64Array): number {
  return isBalanced(problem) ? 0 : dot(weights, potential) / sum(weights);
}
