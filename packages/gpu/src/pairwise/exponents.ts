import { LOWEST, NOTHING } from '../kernels/online-sum.js';

/** A potential in units of ε, as the kernels take it: NOTHING where there is no mass, and in the padding. */
export function toExponents(potential: Float64Array, epsilon: number, padded: number): Float32Array {
  const exponents = new Float32Array(padded).fill(NOTHING);
  for (let i = 0; i < potential.length; i++) exponents[i] = Math.max(NOTHING, potential[i] / epsilon);
  return exponents;
}

/** A potential back from units of ε: ∞ where there was no mass to reduce over. */
export function fromExponents(exponents: Float32Array, epsilon: number, length: number): Float64Array {
  const potential = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    potential[i] = exponents[i] > -LOWEST / 2 ? Infinity : exponents[i] * epsilon;
  }
  return potential;
}

/** A multiple of a vector in its padded length. */
export function pad(vector: Float64Array, padded: number, factor: number): Float32Array {
  const result = new Float32Array(padded);
  for (let i = 0; i < vector.length; i++) result[i] = vector[i] * factor;
  return result;
}
