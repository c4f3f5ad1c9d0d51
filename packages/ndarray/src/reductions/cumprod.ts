import { scan } from '../internal/scan.js';
import type { Scan } from './scan.js';

/**
 * The running products x₀, x₀ · x₁, x₀ · x₁ · x₂ … along an axis, multiplied in that order.
 *
 * @throws DomainError when the axis is outside [−rank, rank).
 * @example
 * cumprod([0.5, 0.5, 2]); // → [0.5, 0.25, 0.5]
 */
export const cumprod: Scan = /* @__PURE__ */ scan('cumprod', ({ data, start, length }, result, at) => {
  let product = 1;
  for (let i = 0; i < length; i++) {
    product *= data[start + i];
    result[at + i] = product;
  }
});
