import { sinkhorn } from '@monge/sinkhorn';
import type { Clouds } from './clouds.js';
import type { Solved } from './solved.js';

/** As a user writes it, from points to potentials, in float64. */
export function ourSolver({ n, x, y }: Clouds, epsilon: number, threshold: number): () => Solved {
  const points = (data: Float64Array) => ({ data, shape: [n, 2], stride: [2, 1], offset: 0 });
  return () => {
    const { f, g, iterations } = sinkhorn(points(x), points(y), { epsilon, threshold });
    return { f: f.data, g: g.data, iterations };
  };
}
