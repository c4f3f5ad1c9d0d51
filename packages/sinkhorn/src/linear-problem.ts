import { type ArrayInput, contiguous, DomainError, ShapeError } from '@monge/ndarray';
import { costDeviation } from './geometry/cost-deviation.js';
import type { Geometry } from './geometry/geometry.js';
import { scale, sum } from './internal/sums.js';

/** Masses that differ by no more than this, relatively, are taken as equal: what normalising in float32 leaves. */
const MASS_TOLERANCE = 1e-6;

/** ε as a fraction of the standard deviation of the costs, where the caller gives none (the rule of OTT-JAX, which weighs all pairs alike). */
const DEFAULT_EPSILON_SCALE = 0.05;

export interface LinearProblemOptions {
  /** Source weights, [n], ≥ 0, of any total, which has to be that of `b`. Default: the mass of `b` spread evenly, 1 in all if there is no `b` either. */
  readonly a?: ArrayInput;
  /** Target weights, [m], ≥ 0. Default: the mass of `a` spread evenly. */
  readonly b?: ArrayInput;
  /** Strength of the entropic regularisation, in the units of the cost, > 0. Default 0.05 times the standard deviation of the costs under a ⊗ b. */
  readonly epsilon?: number;
}

/** Entropic optimal transport: minimise ⟨P, C⟩ + ε KL(P | a ⊗ b) over the plans P with marginals a and b. */
export interface LinearProblem {
  readonly geometry: Geometry;
  /** [n] */
  readonly a: Float64Array;
  /** [m] */
  readonly b: Float64Array;
  readonly epsilon: number;
}

/**
 * The problem of moving the mass `a` to the mass `b` at the costs of a geometry,
 *
 *   min ⟨P, C⟩ + ε KL(P | a ⊗ b)   over P ≥ 0 with P 1 = a, Pᵀ 1 = b,
 *
 * KL(P | Q) = Σ P log(P/Q) − ΣP + ΣQ (Peyré & Cuturi 2019, Computational Optimal Transport, eq. 4.2, with the product measure as
 * reference).
 *
 * @throws {ShapeError} when the weights do not fit the geometry.
 * @throws {DomainError} when a weight is negative, NaN or infinite, all are zero, the masses differ, or ε ≤ 0.
 *
 * @example
 * ```ts
 * import { denseCost, linearProblem } from '@monge/sinkhorn';
 *
 * const problem = linearProblem(denseCost([[0, 1], [1, 0]]), { a: [0.3, 0.7], epsilon: 0.1 });
 * problem.b; // → Float64Array [0.5, 0.5]
 * ```
 */
export function linearProblem(geometry: Geometry, options: LinearProblemOptions = {}): LinearProblem {
  const [n, m] = geometry.shape;
  const a = weights(options.a, n, 'a', 'source', geometry);
  const b = weights(options.b, m, 'b', 'target', geometry);
  // A side left out takes the mass of the other.
  if (options.a === undefined && options.b !== undefined) scale(a, sum(b));
  else if (options.b === undefined && options.a !== undefined) scale(b, sum(a));
  const [massA, massB] = [sum(a), sum(b)];
  if (Math.abs(massA - massB) > MASS_TOLERANCE * Math.max(massA, massB)) {
    throw new DomainError(
      `sinkhorn.linearProblem: expected a and b of the same total (mass is moved, not made), got ${massA} and ${massB}; divide each ` +
        'by its sum',
    );
  }
  scale(b, massA / massB);
  const epsilon = options.epsilon ?? defaultEpsilon(geometry, a, b);
  if (!(typeof epsilon === 'number' && epsilon > 0 && epsilon < Infinity)) {
    throw new DomainError(
      `sinkhorn.linearProblem: expected epsilon in (0, ∞) (strength of the regularisation, in the units of the cost), got ${epsilon}; ` +
        'leave it out for 0.05 standard deviations of the costs',
    );
  }
  return Object.freeze({ geometry, a, b, epsilon });
}

function weights(
  input: ArrayInput | undefined,
  length: number,
  name: string,
  side: string,
  geometry: Geometry,
): Float64Array {
  if (input === undefined) return new Float64Array(length).fill(1 / length);
  const caller = 'sinkhorn.linearProblem';
  const { data, shape } = contiguous(input, 'float64', { name, caller });
  if (shape.length !== 1 || shape[0] !== length) {
    throw new ShapeError(
      `${caller}: expected ${name} of shape [${length}] (${side} weights; the cost is [${geometry.shape.join(', ')}]), got ` +
        `[${shape.join(', ')}]`,
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

/** 0.05·std(C), and 1 where all costs are the same: every plan costs the same then, and any ε finds a ⊗ b. */
function defaultEpsilon(geometry: Geometry, a: Float64Array, b: Float64Array): number {
  const deviation = costDeviation(geometry, a, b);
  if (!Number.isFinite(deviation)) {
    throw new DomainError(
      `sinkhorn.linearProblem: expected costs whose standard deviation is finite (it sets the default epsilon), got ${deviation}; give epsilon, or ` +
        'rescale the costs',
    );
  }
  return deviation === 0 ? 1 : DEFAULT_EPSILON_SCALE * deviation;
}
