import type { LinearProblem } from '@monge/sinkhorn';
import { InputError } from '../input-error.js';
import type { NamedCost } from './costs.js';
import type { InitialiserName } from './initialisers.js';

/**
 * Refuses a start that is not made for the problem.
 *
 * @throws InputError
 */
export function refuseInitialiser(
  problem: LinearProblem,
  cost: NamedCost,
  name: InitialiserName | undefined,
): void {
  for (const need of (name && needs[name]) ?? []) {
    const unmet = need(problem, cost);
    if (unmet) throw new InputError(`--initialiser ${name}: expected ${unmet}; use auto or kMeans`);
  }
}

/** What a problem ought to be, and what it is instead; nothing where it is. */
type Need = (problem: LinearProblem, cost: NamedCost) => string | undefined | false;

const marginalsMet: Need = ({ tauA, tauB }) =>
  (tauA < 1 || tauB < 1) && `both marginals to be met, got --unbalanced ${tauA},${tauB}`;

const oneCoordinate: Need = ({ geometry }) =>
  geometry.kind === 'pointCloud' &&
  geometry.x.dimension > 1 &&
  `one coordinate (mass is moved in order there), got ${geometry.x.dimension}`;

const costOfDistance: Need = (_, { name }) =>
  name === 'cosine' && 'a cost that grows with the distance, got --cost cosine';

const squaredCost: Need = ({ geometry }, { name }) =>
  geometry.kind === 'pointCloud' &&
  geometry.cost.fused?.kind !== 'squaredDistance' &&
  `--cost squared-euclidean or cosine (Gaussians have a closed form there), got ${name}`;

const asManyPoints: Need = ({ a, b }) =>
  a.length !== b.length && `as many points on both sides (they are paired), got ${a.length} and ${b.length}`;

const sameWeights: Need = ({ a, b }) =>
  [a, b].some((weights) => weights.some((weight) => Math.abs(weight - weights[0]) > 1e-9 * weights[0])) &&
  'weights that are all the same (points are paired), got others';

const needs: Partial<Record<InitialiserName, readonly Need[]>> = {
  staircase: [marginalsMet, oneCoordinate, costOfDistance],
  dualSort: [marginalsMet, oneCoordinate, costOfDistance, asManyPoints, sameWeights],
  entropicGaussian: [marginalsMet, squaredCost],
  gaussian: [marginalsMet, squaredCost],
  gaussianMixture: [marginalsMet, squaredCost],
};
