import { bestMass, strength } from '../internal/best-mass.js';

/** A normal distribution on the line, of any mass. */
export interface GaussianOnLine {
  /** Default 1. */
  readonly mass?: number;
  readonly mean: number;
  readonly variance: number;
}

/** The unbalanced transport between two of them: its plan is normal too, of another mass. */
export interface UnbalancedGaussianTransport {
  /** The marginals of the plan, whose mass is that of the plan. */
  readonly source: Required<GaussianOnLine>;
  readonly target: Required<GaussianOnLine>;
  /** Covariance of x and y under the plan, normalised. */
  readonly crossCovariance: number;
  /** ⟨P, C⟩ = M E |x − y|² */
  readonly cost: number;
  /** ⟨P, C⟩ + ε KL(P | a ⊗ b) + ρ_a KL(P 1 | a) + ρ_b KL(Pᵀ 1 | b) */
  readonly regularisedCost: number;
}

/**
 * The exact solution of unbalanced entropic transport between two Gaussians on the line for the cost |x − y|² (Janati, Muzellec, Peyré & Cuturi 2020,
 * "Entropic optimal transport between unbalanced Gaussian measures has a closed form", Thm 3, where both ρ are the same), from what a unit of mass costs:
 *
 *   E |x − y|² + ε KL(P | a ⊗ b) + ρ_a KL(P 1 | a) + ρ_b KL(Pᵀ 1 | b)   over normal P of mass one.
 *
 * With i = 2/(ε + ρ) for either side, 0 where the marginal has to be met, and variances A and B, the means move towards each other until they are
 * (m_a − m_b)/(1 + A i_a + B i_b) apart. The derivatives by the variances p, q and the covariance c are zero where
 *
 *   p (1 + A i_a) = A (1 + c i_a),   q (1 + B i_b) = B (1 + c i_b),   p q = c (c + ε/2),
 *
 * which is a quadratic equation for c.
 *
 * @example
 * const a = { mean: 0, variance: 1 };
 * unbalancedGaussianTransport(a, { mean: 3, variance: 4 }, { epsilon: 1e-6 }).cost; // → 10.0000 (that is 3² + (2 − 1)²)
 */
export function unbalancedGaussianTransport(
  a: GaussianOnLine,
  b: GaussianOnLine,
  options: { readonly epsilon: number; readonly tauA?: number; readonly tauB?: number },
): UnbalancedGaussianTransport {
  const { epsilon, tauA = 1, tauB = 1 } = options;
  const [massA, massB] = [a.mass ?? 1, b.mass ?? 1];
  const [rhoA, rhoB] = [strength(tauA, epsilon), strength(tauB, epsilon)];
  const [iA, iB] = [2 / (epsilon + rhoA), 2 / (epsilon + rhoB)];
  const stretch = 1 + a.variance * iA + b.variance * iB;
  const apart = (a.mean - b.mean) / stretch;

  // (1 + c i_a)(1 + c i_b) A B = c (c + ε/2)(1 + A i_a)(1 + B i_b)
  const product = a.variance * b.variance;
  const slack = (1 + a.variance * iA) * (1 + b.variance * iB);
  const crossCovariance = positiveRoot(
    slack - product * iA * iB,
    (slack * epsilon) / 2 - product * (iA + iB),
    product,
  );
  const p = (a.variance * (1 + crossCovariance * iA)) / (1 + a.variance * iA);
  const q = (b.variance * (1 + crossCovariance * iB)) / (1 + b.variance * iB);

  const squares = apart ** 2 + p + q - 2 * crossCovariance;
  const source = { mean: a.mean - a.variance * iA * apart, variance: p };
  const target = { mean: b.mean + b.variance * iB * apart, variance: q };
  const [toA, toB] = [divergence(source, a), divergence(target, b)];
  const correlation = -Math.log(1 - crossCovariance ** 2 / (p * q)) / 2;
  const unitCost =
    squares +
    epsilon * (toA + toB + correlation) +
    (rhoA === Infinity ? 0 : rhoA * toA) +
    (rhoB === Infinity ? 0 : rhoB * toB);
  const { mass, regularisedCost } = bestMass(unitCost, {
    epsilon,
    source: { mass: massA, rho: rhoA },
    target: { mass: massB, rho: rhoB },
  });
  return {
    source: { ...source, mass },
    target: { ...target, mass },
    crossCovariance,
    cost: mass * squares,
    regularisedCost,
  };
}

/** KL between normal distributions on the line. */
function divergence(p: GaussianOnLine, q: GaussianOnLine): number {
  const ratio = p.variance / q.variance;
  return (ratio - 1 - Math.log(ratio) + (p.mean - q.mean) ** 2 / q.variance) / 2;
}

/** The positive root of x² α + x β = γ, for α > 0 and γ > 0. */
function positiveRoot(alpha: number, beta: number, gamma: number): number {
  const root = Math.sqrt(beta ** 2 + 4 * alpha * gamma);
  return beta > 0 ? (2 * gamma) / (beta + root) : (root - beta) / (2 * alpha);
}
