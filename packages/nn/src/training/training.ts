import type { AdamState } from '../optimizers/adam.js';
import { begin } from './internal/begin.js';
import { stepsOf } from './internal/steps.js';
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
  yield* stepsOf(options, begin(options, caller), () => true, caller);
}
