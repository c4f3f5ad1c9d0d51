import { sumOfExponentials } from './pairwise-sum.js';

/** The index of the largest of the `length` numbers from `start` on, or that of a NaN. */
export function indexOfLargest(x: Float64Array, start: number, length: number): number {
  let top = start;
  for (let i = start; i < start + length; i++) {
    if (Number.isNaN(x[i])) return i;
    if (x[i] > x[top]) top = i;
  }
  return top;
}

/**
 * Σ exp(x_i − x_top) over the others than x_top, the largest. Its own term is 1: left out of the sum, it cannot swamp
 * the others.
 */
export function sumOfOthers(x: Float64Array, start: number, length: number, top: number): number {
  const before = sumOfExponentials(x, start, top - start, x[top]);
  return before + sumOfExponentials(x, top + 1, start + length - top - 1, x[top]);
}
