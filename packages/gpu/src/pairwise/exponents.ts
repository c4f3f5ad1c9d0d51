import { LOWEST, NOTHING } from '../kernels/online-sum.js';

/** A potential in units of ε, as the kernels take it: NOTHING where there is no mass. */
export function toExponents(potential: Float64Array, epsilon: number): Float32Array {
  return Float32Array.from(potential, (value) => Math.max(NOTHING, value / epsilon));
}

/** A potential back from units of ε: ∞ where there was no mass to reduce over. */
export function fromExponents(exponents: Float32Array, epsilon: number): Float64Array {
  return Float64Array.from(exponents, (value) => (value > -LOWEST / 2 ? Infinity : value * epsilon));
}

export function multiple(vector: Float64Array, factor: number): Float32Array {
  return Float32Array.from(vector, (value) => value * factor);
}
