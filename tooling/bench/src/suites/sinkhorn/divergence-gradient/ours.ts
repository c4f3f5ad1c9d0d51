import { gradient, type SinkhornDivergence, sinkhornDivergence } from '@monge/sinkhorn';
import { type Computation, computation } from '../../../computation.js';
import { joined, strided } from '../../floats.js';
import type { Clouds } from '../end-to-end/clouds.js';

interface Accuracy {
  readonly epsilon: number;
  readonly threshold: number;
}

/** The divergence, and its gradient by the points of the source. */
export function ourGradient(clouds: Clouds, accuracy: Accuracy): Computation {
  const solve = divergenceOf(clouds, accuracy);
  return computation(() => {
    const solved = solve();
    return joined([[solved.divergence], gradient(solved).x().data]);
  });
}

/** The divergence alone. */
export function ourDivergence(clouds: Clouds, accuracy: Accuracy): Computation {
  const solve = divergenceOf(clouds, accuracy);
  return computation(() => [solve().divergence]);
}

function divergenceOf({ n, dimension, x, y }: Clouds, accuracy: Accuracy): () => SinkhornDivergence {
  const [source, target] = [strided(x, n, dimension), strided(y, n, dimension)];
  return () => sinkhornDivergence(source, target, accuracy);
}
