import { type SolveOptions, sinkhorn } from '@monge/sinkhorn';
import { strided } from '../../floats.js';
import type { Clouds } from './clouds.js';
import type { Solved } from './solved.js';

/** As a user writes it, from points to potentials, in float64. */
export function ourSolver(
  { n, dimension, x, y }: Clouds,
  epsilon: number,
  threshold: number,
  start: Pick<SolveOptions, 'initialiser'> = {},
): () => Solved {
  const [source, target] = [strided(x, n, dimension), strided(y, n, dimension)];
  return () => {
    const { f, g, iterations } = sinkhorn(source, target, { epsilon, threshold, ...start });
    return { f: f.data, g: g.data, iterations };
  };
}
