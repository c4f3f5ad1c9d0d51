import { namedLeaves } from '@monge/autodiff/trees';
import { type ArrayInput, contiguous, DomainError, fromData, ShapeError } from '@monge/ndarray';
import { key as keyOf } from '@monge/random';
import { checkSetting } from '../../internal/check-setting.js';
import { copyOf } from '../../internal/copy-of.js';
import { adam } from '../../optimizers/adam.js';
import type { Optimizer } from '../../optimizers/optimizer.js';
import { cosineSchedule } from '../../schedules/cosine-schedule.js';
import type { Resumable, TrainingOptions } from '../training-options.js';
import type { Checkpoint } from '../training-state.js';
import { restored } from './restored.js';

/** Options, read and checked. */
export interface Start {
  readonly optimizer: Optimizer;
  /** Where the run begins. */
  readonly start: Checkpoint;
}

/** Adam's usual learning rate. */
const RATE = 1e-3;

export function begin<P, B, S>(options: TrainingOptions<P, B, S>, caller: string): Start {
  const { steps, key, ema, resume } = options;
  const expected = 'an integer ≥ 0 (the length of the run)';
  checkSetting(Number.isSafeInteger(steps) && steps >= 0, 'steps', expected, steps, caller);
  const schedule = cosineSchedule({ from: RATE, steps: Math.max(steps, 1) });
  const optimizer: Optimizer = options.optimizer ?? adam({ learningRate: schedule });
  const params = copyOf<unknown>(options.params, caller);
  const fresh: Checkpoint = {
    step: 0,
    params,
    optimizer: optimizer.init(params),
    ema: ema === undefined ? null : ema.init<unknown>(params),
    steps,
    key: typeof key === 'number' ? keyOf(key) : key,
    losses: fromData(new Float64Array(0), [0]),
  };
  if (resume === undefined) return { optimizer, start: fresh };
  return { optimizer, start: resumed(fresh, resume, options.optimizer === undefined, caller) };
}

/** The checkpoint, if it is one of the run that would begin afresh otherwise; of the same length, if what a step does depends on that. */
function resumed(fresh: Checkpoint, resume: Resumable, sameLength: boolean, caller: string): Checkpoint {
  const stored = new Map(namedLeaves(resume));
  const losses = contiguous((stored.get('losses') ?? []) as ArrayInput, 'float64', {
    name: 'resume.losses',
    caller,
  });
  stored.delete('losses');
  const { key } = fresh;
  const expected = {
    step: fresh.step,
    params: fresh.params,
    optimizer: fresh.optimizer,
    ema: fresh.ema,
    steps: fresh.steps,
    key: fromData(Float64Array.from(key), [key.length]),
  };
  const { key: words, ...reached } = restored(expected, stored, caller);
  const { step, steps } = reached;
  if (sameLength && steps !== fresh.steps) {
    throw new DomainError(
      `${caller}: expected resume to be of a run of ${fresh.steps} steps, as this one, got one of ${steps}, on which the rate of the default optimizer depends; give an optimizer to both`,
    );
  }
  if (!(Number.isSafeInteger(step) && step >= 0 && step <= fresh.steps)) {
    throw new DomainError(
      `${caller}: expected resume to be at one of the ${fresh.steps} steps of this run, got step ${step}; make steps larger`,
    );
  }
  if (key.some((word, k) => word !== words.data[k])) {
    throw new DomainError(
      `${caller}: expected resume to be of a run with key [${key.join(', ')}], as this one, got [${words.data.join(', ')}]`,
    );
  }
  if (losses.data.length !== step) {
    throw new ShapeError(
      `${caller}: expected resume.losses of shape [${step}], one for each step so far, got [${losses.shape.join(', ')}]`,
    );
  }
  return { ...reached, steps: fresh.steps, key, losses: fromData(losses.data.slice(), [step]) };
}
