import { pairwiseSum } from '../internal/pairwise-sum.js';
import { reduction } from '../internal/reductions.js';
import type { Reduction } from './reduction.js';

/**
 * Σ x / n, by pairwise summation.
 *
 * @throws ShapeError when there is nothing to take the mean of.
 * @example
 * mean([[1, 2], [3, 6]], { axis: 0 }); // → [2, 4]
 */
export const mean: Reduction = /* @__PURE__ */ reduction(
  'mean',
  1,
  (x) => () => pairwiseSum(x.data, x.start, x.length) / x.length,
);
