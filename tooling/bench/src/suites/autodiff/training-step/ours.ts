import { mean, onExecutor, square, subtract, type Tensor, valueAndGrad } from '@monge/autodiff';
import { type Executor, fromData } from '@monge/ndarray';
import { adam, advance, type MlpParams } from '@monge/nn';
import type { Computation } from '../../../computation.js';
import { joined } from '../../floats.js';
import { BATCH } from '../network/network.js';
import { joinedParameters, type OurParameters, ourNetwork, ourParameters } from '../network/ours.js';
import { CHECKED_STEPS, LEARNING_RATE, OUTPUTS, type Regression } from './regression.js';

const optimizer = adam({ learningRate: LEARNING_RATE });

/** A whole step, as a user writes it. */
export function ourStep(regression: Regression, executor: Executor): Computation {
  const gradient = ourLossAndGradient(regression, executor);
  const begin = () => {
    const params = ourParameters(regression.network);
    return { params, state: optimizer.init(params) };
  };
  const step = (at: ReturnType<typeof begin>) => {
    const [loss, by] = gradient(at.params);
    return { loss, next: advance(optimizer, by, at.state, at.params, { reuse: at }) };
  };
  let training = begin();
  return {
    run() {
      training = step(training).next;
    },
    answer() {
      const losses: number[] = [];
      let at = begin();
      const [, start] = gradient(at.params);
      for (let k = 0; k < CHECKED_STEPS; k++) {
        const { loss, next } = step(at);
        losses.push(loss);
        at = next;
      }
      return joined([joinedParameters(start), losses]);
    },
    executions: CHECKED_STEPS + 1,
  };
}

/** The loss and its gradient alone. */
export function ourGradient(regression: Regression, executor: Executor): Computation {
  const gradient = ourLossAndGradient(regression, executor);
  const params = ourParameters(regression.network);
  return {
    run: () => gradient(params),
    answer() {
      const [loss, by] = gradient(params);
      return joined([joinedParameters(by), [loss]]);
    },
  };
}

function ourLossAndGradient(data: Regression, executor: Executor) {
  const x = fromData(data.x, [BATCH, 3]);
  const y = fromData(data.y, [BATCH, OUTPUTS]);
  const { apply } = ourNetwork(data.network);
  const loss = (params: MlpParams): Tensor => mean(square(subtract(apply(params, x), y)));
  const gradient = valueAndGrad(loss);
  return onExecutor((params: OurParameters) => gradient(params), executor);
}
