export { type QuantileNormaliseOptions, quantileNormalise } from './quantile-normalise.js';
export { type SoftQuantileOptions, softQuantile } from './soft-quantile.js';
export { softRank } from './soft-rank.js';
export { type SoftSortOptions, softSort } from './soft-sort.js';
export { softTopK } from './soft-top-k.js';
export { type SortWithOptions, sortWith } from './sort-with.js';
export type { SortingOptions } from './sorting-options.js';
