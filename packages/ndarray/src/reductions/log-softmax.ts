import { indexOfLargest, sumOfOthers } from '../internal/log-sum.js';
import { scan } from '../internal/scan.js';
import type { Scan } from './scan.js';

/**
 * log {@link softmax}(x) = x − {@link logSumExp}(x) along an axis, also where the softmax underflows: numbers ≤ 0, whose
 * exponentials sum to 1. NaN along a whole lane that has a NaN or +∞, or nothing but −∞. Blanchard, Higham & Higham,
 * "Accurately computing the log-sum-exp and softmax functions" (2021), §3.
 *
 * @throws DomainError when the axis is outside [−rank, rank).
 * @example
 * logSoftmax([0, Math.log(3)]); // → [-1.3862943611, -0.2876820725]
 * logSoftmax([0, -2000]); // → [0, -2000]
 */
export const logSoftmax: Scan = /* @__PURE__ */ scan('logSoftmax', ({ data, start, length }, result, at) => {
  if (length === 0) return;
  const top = indexOfLargest(data, start, length);
  const largest = data[top];
  const rest = Number.isFinite(largest) ? Math.log1p(sumOfOthers(data, start, length, top)) : Number.NaN;
  for (let i = 0; i < length; i++) result[at + i] = data[start + i] - largest - rest;
});
