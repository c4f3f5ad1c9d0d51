import type { FactorInitialiser } from './factors.js';
import { kMeansFactors } from './k-means-factors.js';
import { randomFactors } from './random-factors.js';
import { rankTwoFactors } from './rank-two-factors.js';

/** The initialisers of factors that have a name. */
export type FactorInitialiserName = 'auto' | 'kMeans' | 'rankTwo' | 'random';

export const factorInitialisersByName: Readonly<Record<FactorInitialiserName, FactorInitialiser>> = {
  auto: (problem, rank, options) =>
    (problem.geometry.kind === 'pointCloud' ? kMeansFactors() : randomFactors())(problem, rank, options),
  kMeans: /* @__PURE__ */ kMeansFactors(),
  rankTwo: rankTwoFactors,
  random: /* @__PURE__ */ randomFactors(),
};
