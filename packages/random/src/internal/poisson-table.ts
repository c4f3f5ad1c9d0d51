import { exp } from './exp.js';

/** The cumulated probabilities of the Poisson distribution of a rate < 700, as far as the last one above 2⁻⁶⁰. */
export function poissonTable(rate: number): Float64Array {
  let p = exp(-rate);
  let total = p;
  const cumulated = [total];
  for (let k = 1; k < rate || p > 8.673617379884035e-19; k++) {
    p *= rate / k;
    total += p;
    cumulated.push(total);
  }
  return Float64Array.from(cumulated);
}
