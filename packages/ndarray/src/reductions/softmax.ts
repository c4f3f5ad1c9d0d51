import { pairwiseSum } from '../internal/pairwise-sum.js';
import { scan } from '../internal/scan.js';
import type { Scan } from './scan.js';

/**
 * eˣ / Σ eˣ along an axis, computed from x − max x: positive numbers that sum to 1. NaN along a whole lane that has
 * a NaN or +∞, or nothing but −∞.
 *
 * @throws DomainError when the axis is outside [−rank, rank).
 * @example
 * softmax([1000, 1000]); // → [0.5, 0.5]
 */
export const softmax: Scan = /* @__PURE__ */ scan('softmax', ({ data, start, length }, result, at) => {
  let largest = -Infinity;
  for (let i = 0; i < length; i++) largest = Math.max(largest, data[start + i]);
  for (let i = 0; i < length; i++) result[at + i] = Math.exp(data[start + i] - largest);
  const total = pairwiseSum(result, at, length);
  for (let i = 0; i < length; i++) result[at + i] /= total;
});
