import { onExecutor, type Tensor, valueAndGrad } from '@monge/autodiff';
import { foldIn, type Key, split } from '@monge/random';
import { advance } from '../../optimizers/advance.js';
import type { TrainingInfo, TrainingStep } from '../training.js';
import type { TrainingOptions } from '../training-options.js';
import type { TrainingState } from '../training-state.js';
import type { Start } from './begin.js';
import { isFiniteTree } from './is-finite-tree.js';

/**
 * The steps of a run. Memory takes as long as arithmetic here, so that new states come to lie in that of older ones. The last two are left alone, since one of
 * them is where a run that diverges ends, and so are those that are kept.
 */
export function* stepsOf<P, B, S>(
  { loss: lossOf, batches, steps, ema, executor }: TrainingOptions<P, B, S>,
  { optimizer, start }: Start,
  isKept: (state: TrainingState) => boolean,
  caller: string,
): Generator<TrainingStep<P, S>, void, undefined> {
  const [batchKey, lossKey] = split(start.key);
  const batchAt = typeof batches === 'function' ? batches : batches.at;
  const plain = valueAndGrad(lossOf as Loss<B>);
  const gradient = executor === undefined ? plain : onExecutor(plain, executor);
  let state: TrainingState = start;
  let before = state;
  let spare: TrainingState | undefined;
  while (state.step < steps) {
    const { step, params } = state;
    const [loss, gradients] = gradient(params, batchAt(batchKey, step), foldIn(lossKey, step));
    if (!Number.isFinite(loss)) {
      yield stepOf(before, { step: step + 1, loss, status: 'diverged' });
      return;
    }
    const reached = advance(optimizer, gradients, state.optimizer, params, {
      reuse: spare && { params: spare.params, state: spare.optimizer },
    });
    if (!isFiniteTree(reached.params, caller)) {
      yield stepOf(state, { step: step + 1, loss, status: 'diverged' });
      return;
    }
    const next = {
      step: step + 1,
      params: reached.params,
      optimizer: reached.state,
      ema:
        state.ema && ema
          ? ema.update<unknown>(state.ema, reached.params, { reuse: spare?.ema ?? undefined })
          : null,
    };
    spare = before === state || isKept(before) ? undefined : before;
    before = state;
    state = next;
    yield stepOf(state, { step: state.step, loss, status: state.step < steps ? 'running' : 'completed' });
  }
}

/** A loss, as far as it is known here. */
type Loss<B> = (params: unknown, batch: B, key: Key) => Tensor | number;

function stepOf<P, S>(state: TrainingState, info: TrainingInfo): TrainingStep<P, S> {
  return { state: state as TrainingState<P, S>, info };
}
