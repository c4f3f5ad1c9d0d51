import { scan } from '../internal/scan.js';
import type { Scan } from './scan.js';

/**
 * The running sums x₀, x₀ + x₁, x₀ + x₁ + x₂ … along an axis. They are added in that order, without compensation:
 * so those of terms ≥ 0 never decrease. The last one may differ from {@link sum} in its last digits.
 *
 * @throws DomainError when the axis is outside [−rank, rank).
 * @example
 * cumsum([[1, 2, 3], [4, 5, 6]]); // → [[1, 3, 6], [4, 9, 15]]
 * cumsum([[1, 2, 3], [4, 5, 6]], { axis: 0 }); // → [[1, 2, 3], [5, 7, 9]]
 */
export const cumsum: Scan = /* @__PURE__ */ scan('cumsum', ({ data, start, length }, result, at) => {
  let total = 0;
  for (let i = 0; i < length; i++) {
    total += data[start + i];
    result[at + i] = total;
  }
});
