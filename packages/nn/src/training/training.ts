import { onExecutor, type Tensor, valueAndGrad } from '@monge/autodiff';
import { foldIn, type Key, split } from '@monge/random';
import type { AdamState } from '../optimizers/adam.js';
import { advance } from '../optimizers/internal/advance.js';
import { begin } from './internal/begin.js';
import { isFiniteTree } from './internal/is-finite-tree.js';
import type { TrainingOptions } from './training-options.js';
import type { TrainingState } from './training-state.js';

/** What is known of a step beside where it led. */
export interface TrainingInfo {
  /** Which one it is, from 1. */
  readonly step: number;
  /** The loss of its batch at the parameters before it. */
  readonly loss: number;
  /** Whether it was the last: `'completed'`, or `'diverged'` for a loss or parameters that are not finite. */
  readonly status: 'running' | 'completed' | 'diverged';
}

/** A step: where it led, and what is known of it. */
export interface TrainingStep<P = unknown, S = unknown> {
  readonly state: TrainingState<P, S>;
  readonly info: TrainingInfo;
}

/**
 * The steps of {@link fit}, one by one, for those who want the loop themselves. Each takes the gradient of the loss of its batch, and updates the parameters
 * and their average. States are never written to: any of them can be kept.
 *
 * A step that diverges is the last one; its state is the last good one: that before it if it led to parameters that are not finite, and the one before
 * that if its loss is not finite, since the step before led there.
 *
 * @throws as {@link fit}.
 * @example
 * import { multiply, sum } from '@monge/autodiff';
 *
 * const steps = training({
 *   params: { x: [4] },
 *   loss: ({ x }) => sum(multiply(x, x)),
 *   batches: () => null,
 *   optimizer: sgd({ learningRate: 0.25 }),
 *   steps: 3,
 *   key: 0,
 * });
 * Array.from(steps, ({ state, info }) => [info.loss, state.params.x.get(0)]); // → [[16, 2], [4, 1], [1, 0.5]]
 */
export function* training<P, B, S = AdamState>(
  options: TrainingOptions<P, B, S>,
): Generator<TrainingStep<P, S>, void, undefined> {
  const caller = 'nn.training';
  const { batches, steps, ema, executor } = options;
  const { optimizer, start } = begin(options, caller);
  const [batchKey, lossKey] = split(start.key);
  const plain = valueAndGrad(options.loss as Loss<B>);
  const gradient = executor === undefined ? plain : onExecutor(plain, executor);
  let state: TrainingState = start;
  let before = state;
  while (state.step < steps) {
    const { step, params } = state;
    const [loss, gradients] = gradient(params, batches(batchKey, step), foldIn(lossKey, step));
    if (!Number.isFinite(loss)) {
      yield stepOf(before, { step: step + 1, loss, status: 'diverged' });
      return;
    }
    const reached = advance(optimizer, gradients, state.optimizer, params);
    if (!isFiniteTree(reached.params, caller)) {
      yield stepOf(state, { step: step + 1, loss, status: 'diverged' });
      return;
    }
    before = state;
    state = {
      step: step + 1,
      params: reached.params,
      optimizer: reached.state,
      ema: state.ema && ema ? ema.update(state.ema, reached.params) : null,
    };
    yield stepOf(state, { step: state.step, loss, status: state.step < steps ? 'running' : 'completed' });
  }
}

/** A loss, as far as it is known here. */
type Loss<B> = (params: unknown, batch: B, key: Key) => Tensor | number;

function stepOf<P, S>(state: TrainingState, info: TrainingInfo): TrainingStep<P, S> {
  return { state: state as TrainingState<P, S>, info };
}
