import { type LinearProblem, linearProblem, pointCloud } from '@monge/sinkhorn';
import type { Points } from '../read/points.js';
import type { Input } from '../read/read-input.js';
import { type NamedCost, namedCost } from './costs.js';
import { held, type Taus } from './taus.js';

/** What to minimise, but for the cost. */
export interface ProblemParameters {
  readonly epsilon?: number;
  /** How firmly the marginals are held. Default: they are met. */
  readonly unbalanced?: Taus;
  /** The column of the weights; uniform ones have mass 1 on both sides. */
  readonly weight?: string;
}

/** The cost of moving the points of an input that `--cost` names, or that goes without saying. */
export function costOf({ source }: Input, name: string | undefined): NamedCost {
  const { geographic } = source.axes;
  return namedCost(name ?? (geographic ? 'great-circle' : 'squared-euclidean'), geographic);
}

/**
 * The problem of moving source onto target points. The mass of the source is 1; that of the target too, but where marginals may give way it is as much larger
 * or smaller than the source's as the weights of the files are.
 */
export function problemOf(
  input: Input,
  { cost }: NamedCost,
  { epsilon, unbalanced, weight }: ProblemParameters,
): LinearProblem {
  const { source, target } = input;
  const { tauA, tauB } = unbalanced ?? held;
  const ratio = weight === undefined || (tauA === 1 && tauB === 1) ? 1 : target.mass / source.mass;
  return linearProblem(pointCloud(matrix(source), matrix(target), { cost }), {
    a: source.weights,
    b: target.weights.map((share) => share * ratio),
    ...(epsilon === undefined ? {} : { epsilon }),
    tauA,
    tauB,
  });
}

/** The coordinates as a matrix, [n, d]. */
export function matrix({ axes, coordinates, weights }: Points) {
  const d = axes.names.length;
  return { data: coordinates, shape: [weights.length, d], stride: [d, 1], offset: 0 };
}
