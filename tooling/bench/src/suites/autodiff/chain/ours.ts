import { add, grad, multiply, onExecutor, sum, type Tensor, tanh } from '@monge/autodiff';
import type { Executor } from '@monge/ndarray';
import type { Computation } from '../../../computation.js';
import { joined, strided } from '../../floats.js';
import { type Chain, LENGTH } from './chain.js';

interface Leaves {
  readonly y: Tensor;
  readonly a: Tensor;
  readonly b: Tensor;
}

/** As a user writes it; on an executor, which arrays of this length are just worth, or in plain loops. */
export function ourChain({ steps, y, a, b }: Chain, executor?: Executor): Computation {
  const followed = grad((leaves: Leaves) => {
    let state = leaves.y;
    for (let t = 0; t < steps; t++) state = tanh(add(multiply(state, leaves.a), leaves.b));
    return sum(state);
  });
  const given = { y: strided(y, LENGTH), a: strided(a, LENGTH), b: strided(b, LENGTH) };
  const work = () => followed(given);
  const gradient = executor === undefined ? work : onExecutor(work, executor);
  return {
    run: gradient,
    answer() {
      const by = gradient();
      return joined([by.y.data, by.a.data, by.b.data]);
    },
  };
}
