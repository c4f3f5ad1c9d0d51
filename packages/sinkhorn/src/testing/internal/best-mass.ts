/** What a unit of mass costs to move, and between which masses. */
export interface Masses {
  readonly epsilon: number;
  /** Mass and ρ of either side; ρ = ∞ where the marginal has to be met. */
  readonly source: Side;
  readonly target: Side;
}

interface Side {
  readonly mass: number;
  readonly rho: number;
}

/**
 * The mass M that it is best to move where each unit of it costs c, regularisation included: the minimum of
 *
 *   c M + ε KL(M | m_a m_b) + ρ_a KL(M | m_a) + ρ_b KL(M | m_b),   KL(p | q) = p log(p/q) − p + q.
 */
export function bestMass(
  unitCost: number,
  { epsilon, source, target }: Masses,
): { readonly mass: number; readonly regularisedCost: number } {
  const mass = held(source) ?? held(target) ?? free();
  const regularisedCost =
    unitCost * mass +
    epsilon * divergence(mass, source.mass * target.mass) +
    (held(source) === undefined ? source.rho * divergence(mass, source.mass) : 0) +
    (held(target) === undefined ? target.rho * divergence(mass, target.mass) : 0);
  return { mass, regularisedCost };

  function free(): number {
    const logarithm =
      (epsilon + source.rho) * Math.log(source.mass) +
      (epsilon + target.rho) * Math.log(target.mass) -
      unitCost;
    return Math.exp(logarithm / (epsilon + source.rho + target.rho));
  }
}

/** ρ = ετ/(1 − τ) */
export function strength(tau: number, epsilon: number): number {
  return tau === 1 ? Infinity : (epsilon * tau) / (1 - tau);
}

function held({ mass, rho }: Side): number | undefined {
  return rho === Infinity ? mass : undefined;
}

/** p log(p/q) − p + q */
function divergence(p: number, q: number): number {
  const excess = p / q - 1;
  return q * (excess > -1 ? (1 + excess) * Math.log1p(excess) - excess : 1);
}
