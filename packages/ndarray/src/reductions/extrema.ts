import { reduction } from '../internal/reductions.js';
import type { Reduction } from './reduction.js';

/**
 * The smallest element; NaN if there is one.
 *
 * @throws ShapeError when there is nothing to choose from.
 * @example
 * min([3, 1, 2]); // → 1
 */
export const min: Reduction = /* @__PURE__ */ reduction('min', 1, (x) => () => {
  let least = x.data[x.start];
  for (let i = x.start + 1; i < x.start + x.length; i++) least = Math.min(least, x.data[i]);
  return least;
});

/**
 * The largest element; NaN if there is one.
 *
 * @throws ShapeError when there is nothing to choose from.
 * @example
 * max([[1, 5], [4, 2]], { axis: 1, keepDims: true }); // → [[5], [4]]
 */
export const max: Reduction = /* @__PURE__ */ reduction('max', 1, (x) => () => {
  let most = x.data[x.start];
  for (let i = x.start + 1; i < x.start + x.length; i++) most = Math.max(most, x.data[i]);
  return most;
});
