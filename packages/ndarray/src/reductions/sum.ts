import { pairwiseSum } from '../internal/pairwise-sum.js';
import { reduction } from '../internal/reductions.js';
import type { Reduction } from './reduction.js';

/**
 * Σ x, by pairwise summation: the rounding error grows with log n. The sum of nothing is 0.
 *
 * @example
 * sum([[1, 2], [3, 4]]); // → 10
 * sum([[1, 2], [3, 4]], { axis: 0 }); // → [4, 6]
 */
export const sum: Reduction = /* @__PURE__ */ reduction(
  'sum',
  0,
  (x) => () => pairwiseSum(x.data, x.start, x.length),
);
