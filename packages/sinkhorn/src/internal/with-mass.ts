/** A potential with the logarithm of the weights, as the pairwise kernels take it: φ = f + ε log a, −∞ where there is no mass. */
export function withMass(potential: Float64Array, weights: Float64Array, epsilon: number): Float64Array {
  return potential.map((value, i) => value + epsilon * Math.log(weights[i]));
}
