import type { FloatData } from '@monge/ndarray';

/** Where the largest of n elements lies, or a NaN. */
export function indexOfLargest(x: FloatData, start: number, step: number, n: number): number {
  let top = start;
  for (let k = 0, i = start; k < n; k++, i += step) {
    if (Number.isNaN(x[i])) return i;
    if (x[i] > x[top]) top = i;
  }
  return top;
}

/** Σ exp(x_i − x_top) over the others than x_top, the largest. Its own term is 1: left out of the sum, it cannot swamp the others. */
export function sumOfOthers(x: FloatData, start: number, step: number, n: number, top: number): number {
  let total = 0;
  for (let k = 0, i = start; k < n; k++, i += step) if (i !== top) total += Math.exp(x[i] - x[top]);
  return total;
}
