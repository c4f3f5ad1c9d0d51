/**
 * The derivatives of a regularised cost by the weights of one side, with the potential φ of that side and the mass of the other:
 * φ + ε (mass − 1) where the marginal has to be met, −(ρ + ε)(exp(−φ/ρ) − 1) + ε (mass − 1) where it may give way.
 */
export function weightDerivatives(
  potential: Float64Array,
  otherMass: number,
  epsilon: number,
  rho: number,
): Float64Array {
  const constant = epsilon * (otherMass - 1);
  if (rho === Infinity) return potential.map((value) => value + constant);
  return potential.map((value) => constant - (rho + epsilon) * Math.expm1(-value / rho));
}
