export type { FactorInitialiserName } from './factor-initialiser-by-name.js';
export type { FactorInitialiser, FactorInitialiserOptions, PlanFactors } from './factors.js';
export { type KMeansFactorsOptions, kMeansFactors } from './k-means-factors.js';
export type { LowRankOptions, LowRankProgress } from './low-rank-options.js';
export type { LowRankSolution } from './low-rank-solution.js';
export { type RandomFactorsOptions, randomFactors } from './random-factors.js';
export { rankTwoFactors } from './rank-two-factors.js';
export { solveLowRank } from './solve-low-rank.js';
