import { multiply, sum, type Tensor, valueAndGrad } from '@monge/autodiff';
import { fromData } from '@monge/ndarray';
import { softSort } from '@monge/sinkhorn/sorting';
import { type Computation, computation } from '../../../computation.js';
import { joined } from '../../floats.js';
import type { WeightedSort } from './weighted-sort.js';

/** The value, and the gradient by the values that are sorted. */
export function ourGradient({ values, weights, epsilon }: WeightedSort): Computation {
  const x = fromData(values, [values.length]);
  const w = fromData(weights, [weights.length]);
  const work = valueAndGrad((at: Tensor) => sum(multiply(w, softSort(at, { epsilon }))));
  return computation(() => {
    const [value, gradient] = work(x);
    return joined([[value], gradient.data]);
  });
}

/** The value alone. */
export function ourForward({ values, weights, epsilon }: WeightedSort): Computation {
  const x = fromData(values, [values.length]);
  const w = fromData(weights, [weights.length]);
  return computation(() => sum(multiply(w, softSort(x, { epsilon }))).data);
}
