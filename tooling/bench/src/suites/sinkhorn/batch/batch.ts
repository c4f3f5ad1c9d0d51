import { linearProblems, pointClouds, solveBatch } from '@monge/sinkhorn/batch';
import type { Facts } from '../../../contender.js';
import { strided } from '../../floats.js';
import type { Clouds } from '../end-to-end/clouds.js';
import { squareToNormal } from '../end-to-end/clouds.js';
import { deviations } from '../end-to-end/regularisation.js';
import { factsOf, type Solved } from '../end-to-end/solved.js';

export const SIZE = 1000;
export const POINTS = 50;

/** Problems of one size and one ε, so that everybody can batch them. */
export interface Problems {
  /** Points of all problems, [SIZE, POINTS, dimension]. */
  readonly all: Clouds;
  readonly each: readonly Clouds[];
  readonly epsilon: number;
}

/** @param share ε as a share of the standard deviation of the costs, in the mean over the problems. */
export function makeProblems(share: number): Problems {
  const all = squareToNormal.make(SIZE * POINTS);
  const numbers = POINTS * all.dimension;
  const each = Array.from({ length: SIZE }, (_, k) => ({
    n: POINTS,
    dimension: all.dimension,
    x: all.x.subarray(k * numbers, (k + 1) * numbers),
    y: all.y.subarray(k * numbers, (k + 1) * numbers),
  }));
  const { epsilonOf } = deviations(share);
  return { all, each, epsilon: each.reduce((sum, clouds) => sum + epsilonOf(clouds), 0) / SIZE };
}

/** From points to the solutions of all problems. */
export function ourBatch({ all, epsilon }: Problems, threshold: number): () => readonly Solved[] {
  const { dimension, x, y } = all;
  const [sources, targets] = [strided(x, SIZE, POINTS, dimension), strided(y, SIZE, POINTS, dimension)];
  return () => {
    const problems = linearProblems(pointClouds(sources, targets), { epsilon });
    return solveBatch(problems, { threshold }).solutions.map(({ f, g, iterations }) => ({
      f: f.data,
      g: g.data,
      iterations,
    }));
  };
}

/** The largest of the errors; iterations and costs in the mean. */
export function batchFacts(solutions: readonly Solved[], { each, epsilon }: Problems): Facts {
  const facts = each.map((clouds, k) => factsOf(solutions[k], clouds, epsilon));
  const mean = (fact: string) => facts.reduce((sum, one) => sum + one[fact], 0) / SIZE;
  return {
    iterations: mean('iterations'),
    error: Math.max(...facts.map(({ error }) => error)),
    cost: mean('cost'),
  };
}
