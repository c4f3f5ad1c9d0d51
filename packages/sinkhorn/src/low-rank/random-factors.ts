import { fromData, type NdArray } from '@monge/ndarray';
import { type KeyLike, split, uniform } from '@monge/random';
import type { FactorInitialiser } from './factors.js';

export interface RandomFactorsOptions {
  /** Draws the factors. Default 0. */
  readonly key?: KeyLike;
}

/** No share is less than this fraction of another to start with: small ones are slow to grow. */
const LEAST = 0.1;

/**
 * Makes an initialiser that shares the mass of each point among the latent points at random, uniformly. For any costs; different keys lead to different local
 * optima, of which the best can be kept. O((n + m) r).
 *
 * @example
 * ```ts
 * import { denseCost, linearProblem } from '@monge/sinkhorn';
 * import { randomFactors, solveLowRank } from '@monge/sinkhorn/low-rank';
 *
 * const problem = linearProblem(denseCost([[0, 1, 4], [1, 0, 1], [4, 1, 0]]));
 * const costs = [1, 2, 3].map((key) => solveLowRank(problem, { rank: 2, initialiser: randomFactors({ key }) }).cost);
 * Math.min(...costs).toFixed(2); // → '0.33'
 * ```
 */
export function randomFactors({ key = 0 }: RandomFactorsOptions = {}): FactorInitialiser {
  return ({ geometry: { shape } }, rank) => {
    const [forSources, forTargets] = split(key);
    const draw = (drawn: KeyLike, count: number): NdArray<Float64Array> =>
      fromData(uniform(drawn, [count, rank], { low: LEAST, high: 1 }).data, [count, rank]);
    return { q: draw(forSources, shape[0]), r: draw(forTargets, shape[1]) };
  };
}
