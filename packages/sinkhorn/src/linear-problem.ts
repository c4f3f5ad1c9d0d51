import { type ArrayInput, contiguous, DomainError, ShapeError } from '@monge/ndarray';
import { costDeviation } from './geometry/cost-deviation.js';
import type { Geometry } from './geometry/geometry.js';
import { requireGeometry } from './geometry/require-geometry.js';
import { rhoOf } from './internal/relaxation.js';
import { scale, sum } from './internal/sums.js';

/** Masses that differ by no more than this, relatively, are taken as equal: what normalising in float32 leaves. */
const MASS_TOLERANCE = 1e-6;

/** ε as a fraction of the standard deviation of the costs, where the caller gives none (the rule of OTT-JAX, which weighs all pairs alike). */
const DEFAULT_EPSILON_SCALE = 0.05;

export interface LinearProblemOptions {
  /** Source weights, [n], or of the shape of a grid, ≥ 0, of any total, which has to be that of `b` unless a marginal may give way. Default: the mass of `b` spread evenly, 1 in all if there is no `b` either. */
  readonly a?: ArrayInput;
  /** Target weights, [m], or of the shape of a grid, ≥ 0. Default: the mass of `a` spread evenly. */
  readonly b?: ArrayInput;
  /** Strength of the entropic regularisation, in the units of the cost, > 0. Default 0.05 times the standard deviation of the costs under a ⊗ b. */
  readonly epsilon?: number;
  /**
   * How firmly the source marginal of the plan is held to `a`, in (0, 1]: 1 for P 1 = a; less for a cost ρ KL(P 1 | a) with ρ = ετ/(1 − τ), that is
   * τ = ρ/(ρ + ε). Default 1.
   */
  readonly tauA?: number;
  /** The same for the target marginal and `b`. Default 1. */
  readonly tauB?: number;
}

/**
 * Entropic optimal transport: minimise ⟨P, C⟩ + ε KL(P | a ⊗ b) over the plans P with marginals a and b, or near them: each marginal that may give way
 * adds ρ KL(P 1 | a), or ρ KL(Pᵀ 1 | b).
 */
export interface LinearProblem {
  readonly geometry: Geometry;
  /** [n] */
  readonly a: Float64Array;
  /** [m] */
  readonly b: Float64Array;
  readonly epsilon: number;
  /** ρ/(ρ + ε) in (0, 1], where ρ is the strength of ρ KL(P 1 | a): 1 where the source marginal has to be met. */
  readonly tauA: number;
  /** The same for the target marginal. */
  readonly tauB: number;
}

/**
 * The problem of moving the mass `a` to the mass `b` at the costs of a geometry,
 *
 *   min ⟨P, C⟩ + ε KL(P | a ⊗ b)   over P ≥ 0 with P 1 = a, Pᵀ 1 = b,
 *
 * KL(P | Q) = Σ P log(P/Q) − ΣP + ΣQ (Peyré & Cuturi 2019, Computational Optimal Transport, eq. 4.2, with the product measure as
 * reference).
 *
 * With `tauA` or `tauB` below one the problem is unbalanced, or semi-unbalanced: mass may be made and lost at a price,
 *
 *   min ⟨P, C⟩ + ε KL(P | a ⊗ b) + ρ_a KL(P 1 | a) + ρ_b KL(Pᵀ 1 | b)   over P ≥ 0,   ρ = ετ/(1 − τ)
 *
 * (Chizat, Peyré, Schmitzer & Vialard 2018, "Scaling algorithms for unbalanced optimal transport problems"; τ as in OTT-JAX). Moving mass
 * by more than some ρ_a + ρ_b then costs more than losing it here and making it there. The masses of a and b may differ, as long as one side gives way.
 *
 * @throws {ShapeError} when the weights do not fit the geometry.
 * @throws {DomainError} when a weight is negative, NaN or infinite, all are zero, the masses differ and both marginals have to be met, ε ≤ 0, a τ is
 * not in (0, 1], or sparse costs leave no way from a to b.
 *
 * @example
 * ```ts
 * import { denseCost, linearProblem } from '@monge/sinkhorn';
 *
 * const problem = linearProblem(denseCost([[0, 1], [1, 0]]), { a: [0.3, 0.7], epsilon: 0.1 });
 * problem.b; // → Float64Array [0.5, 0.5]
 *
 * const unbalanced = linearProblem(denseCost([[0, 1], [1, 0]]), { a: [0.3, 0.7], b: [2, 1], epsilon: 0.1, tauA: 0.9, tauB: 0.9 });
 * unbalanced.tauA; // → 0.9
 * ```
 */
export function linearProblem(geometry: Geometry, options: LinearProblemOptions = {}): LinearProblem {
  requireGeometry(geometry, 'geometry', 'sinkhorn.linearProblem');
  const [n, m] = geometry.shape;
  const a = weights(options.a, n, 'a', 'source', geometry);
  const b = weights(options.b, m, 'b', 'target', geometry);
  // A side left out takes the mass of the other.
  if (options.a === undefined && options.b !== undefined) scale(a, sum(b));
  else if (options.b === undefined && options.a !== undefined) scale(b, sum(a));
  const { tauA = 1, tauB = 1 } = options;
  if (tauA === 1 && tauB === 1) matchMasses(a, b);
  const epsilon = options.epsilon ?? defaultEpsilon(geometry, a, b);
  if (!(typeof epsilon === 'number' && epsilon > 0 && epsilon < Infinity)) {
    throw new DomainError(
      `sinkhorn.linearProblem: expected epsilon in (0, ∞) (strength of the regularisation, in the units of the cost), got ${epsilon}; ` +
        'leave it out for 0.05 standard deviations of the costs',
    );
  }
  expectTau(tauA, 'tauA', 'source', epsilon);
  expectTau(tauB, 'tauB', 'target', epsilon);
  if (geometry.kind === 'sparseCost') geometry.requireFeasible({ a, b, tauA, tauB });
  return Object.freeze({ geometry, a, b, epsilon, tauA, tauB });
}

/** Makes the masses equal to the last digit. */
function matchMasses(a: Float64Array, b: Float64Array): void {
  const [massA, massB] = [sum(a), sum(b)];
  if (Math.abs(massA - massB) > MASS_TOLERANCE * Math.max(massA, massB)) {
    throw new DomainError(
      `sinkhorn.linearProblem: expected a and b of the same total (mass is moved, not made), got ${massA} and ${massB}; divide each ` +
        'by its sum, or let a marginal give way with tauA or tauB below 1',
    );
  }
  scale(b, massA / massB);
}

function expectTau(tau: number, name: string, side: string, epsilon: number): void {
  if (!(typeof tau === 'number' && tau > 0 && tau <= 1)) {
    throw new DomainError(
      `sinkhorn.linearProblem: expected ${name} in (0, 1] (how firmly the ${side} marginal is held: ρ/(ρ + ε), 1 to meet it), got ${tau}`,
    );
  }
  const rho = rhoOf(tau, epsilon);
  if (tau === 1 || (rho < Infinity && 1 / rho < Infinity)) return;
  throw new DomainError(
    `sinkhorn.linearProblem: expected ${name} and epsilon for which ρ = ετ/(1 − τ) is in the range of floats, got ${tau} and ${epsilon}; rescale ` +
      'the costs',
  );
}

function weights(
  input: ArrayInput | undefined,
  length: number,
  name: string,
  side: 'source' | 'target',
  geometry: Geometry,
): Float64Array {
  if (input === undefined) return new Float64Array(length).fill(1 / length);
  const caller = 'sinkhorn.linearProblem';
  const { data, shape } = contiguous(input, 'float64', { name, caller });
  const allowed = [[length], ...(geometry.kind === 'separableCost' ? [geometry[`${side}Shape`]] : [])].map(
    inWords,
  );
  if (!allowed.includes(inWords(shape))) {
    throw new ShapeError(
      `${caller}: expected ${name} of shape ${[...new Set(allowed)].join(' or ')} (${side} weights; the cost is [${geometry.shape.join(', ')}]), got ` +
        inWords(shape),
    );
  }
  for (let i = 0; i < length; i++) {
    if (data[i] >= 0 && data[i] < Infinity) continue;
    throw new DomainError(
      `${caller}: expected weights in [0, ∞) in ${name} (${side} weights), got ${data[i]} at ${i}; clip or drop it`,
    );
  }
  const mass = sum(data);
  if (!(mass > 0 && mass < Infinity)) {
    const got = mass === 0 ? 'zeros only' : 'an infinite sum';
    throw new DomainError(`${caller}: expected some finite mass in ${name} (${side} weights), got ${got}`);
  }
  return data.slice();
}

function inWords(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`;
}

/** That of a kernel; otherwise 0.05·std(C), and 1 where all costs are the same: every plan costs the same then, and any ε finds a ⊗ b. */
function defaultEpsilon(geometry: Geometry, a: Float64Array, b: Float64Array): number {
  if ('epsilon' in geometry && geometry.epsilon !== undefined) return geometry.epsilon;
  const deviation = costDeviation(geometry, a, b);
  if (!Number.isFinite(deviation)) {
    throw new DomainError(
      `sinkhorn.linearProblem: expected costs whose standard deviation is finite (it sets the default epsilon), got ${deviation}; give epsilon, or ` +
        'rescale the costs',
    );
  }
  return deviation === 0 ? 1 : DEFAULT_EPSILON_SCALE * deviation;
}
