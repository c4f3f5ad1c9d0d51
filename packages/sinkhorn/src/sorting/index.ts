export { type QuantileNormaliseOptions, quantileNormalise } from './quantile-normalise.js';
export { type SoftQuantileOptions, softQuantile } from './soft-quantile.js';
export { type SoftQuantiseOptions, softQuantise } from './soft-quantise.js';
export { type SoftRankOptions, softRank } from './soft-rank.js';
export { type SoftSortOptions, softSort } from './soft-sort.js';
export { softTopK } from './soft-top-k.js';
export { type SortWithOptions, sortWith } from './sort-with.js';
export type { SortingOptions, SortingResult } from './sorting-options.js';
export type { TargetOptions } from './targets.js';
