import { fromData, type NdArray } from '@monge/ndarray';
import { checkSetting } from '../internal/check-setting.js';
import type { AdamState } from '../optimizers/adam.js';
import type { Plain } from '../plain.js';
import { begin } from './internal/begin.js';
import { nextTask } from './internal/next-task.js';
import { stepsOf } from './internal/steps.js';
import type { TrainingOptions } from './training-options.js';
import type { Checkpoint, TrainingState } from './training-state.js';

/** Where training stands, for those who watch. */
export interface TrainingProgress {
  /** Steps done, from 1. */
  readonly step: number;
  readonly steps: number;
  /** The loss at this step, before its update. */
  readonly loss: number;
}

export interface FitOptions<P, B, S> extends TrainingOptions<P, B, S> {
  /** Called after each step. */
  readonly onProgress?: (progress: TrainingProgress) => void;
  /** Stops the run between two steps, with the status `'aborted'` and what has been done so far. */
  readonly signal?: AbortSignal;
  /** What is done with a checkpoint each `every` steps; the run waits for it. */
  readonly checkpoint?: {
    readonly every: number;
    readonly save: (checkpoint: Checkpoint<P, S>) => void | Promise<void>;
  };
}

/** The result of a run. */
export interface Fitted<P = unknown, S = unknown> {
  /** `'completed'`; `'aborted'` by the signal; `'diverged'` where a loss or parameters were not finite: then the rest is the last good state. */
  readonly status: 'completed' | 'aborted' | 'diverged';
  readonly params: Plain<P>;
  /** Their running average; null where none was asked for. */
  readonly averaged: Plain<P> | null;
  /** The loss at each step, before its update; after divergence the one that was not finite too. */
  readonly losses: NdArray<Float64Array>;
  /** What a run goes on from: for `resume`, with these same options. */
  readonly checkpoint: Checkpoint<P, S>;
}

/** How long the thread is kept at a time, in milliseconds. */
const TURN = 20;

/**
 * Minimises a loss over batches, by gradient steps. The thread is handed back every few tens of milliseconds: pages stay alive, and a signal can fire from
 * outside. A run is a function of its options alone, to the bit, however often it was interrupted and resumed.
 *
 * By default that is Adam, and its rate decays to 0 by the end of the run; a constant one would leave an exact optimum again. {@link training} has
 * the same steps one by one.
 *
 * @throws DomainError for options out of range, and for a checkpoint of another run, by rejecting, as for what follows.
 * @throws ShapeError when the loss is not a number, or a checkpoint has other parameters.
 * @example
 * import { add, mean, multiply, square, subtract } from '@monge/autodiff';
 *
 * const { status, params } = await fit({
 *   params: { slope: 0, offset: 0 },
 *   loss: ({ slope, offset }, { x, y }) => mean(square(subtract(add(multiply(slope, x), offset), y))),
 *   batches: () => ({ x: [0, 1, 2], y: [1, 3, 5] }),
 *   optimizer: adam({ learningRate: cosineSchedule({ from: 0.1, steps: 300 }) }),
 *   steps: 300,
 *   key: 0,
 * });
 * status; // → 'completed'
 * params; // → { slope: 2.00, offset: 1.00 }
 */
export async function fit<P, B, S = AdamState>(options: FitOptions<P, B, S>): Promise<Fitted<P, S>> {
  const { steps, onProgress, signal, checkpoint } = options;
  checkEvery(checkpoint?.every);
  const caller = 'nn.fit';
  const begun = begin(options, caller);
  const { start } = begun;
  const losses = [...start.losses.data];
  let status: Fitted['status'] = signal?.aborted ? 'aborted' : 'completed';
  let state: TrainingState = start;
  // What leaves is not written to again.
  const kept = new WeakSet<TrainingState>();
  const reached = (): Checkpoint<P, S> => {
    kept.add(state);
    const done = vector(losses.slice(0, state.step));
    return { ...(state as TrainingState<P, S>), steps, key: start.key, losses: done };
  };
  let turn = performance.now();
  const run = status === 'aborted' ? [] : stepsOf(options, begun, (each) => kept.has(each), caller);
  for (const { state: next, info } of run) {
    state = next;
    losses.push(info.loss);
    onProgress?.({ step: info.step, steps, loss: info.loss });
    if (info.status === 'diverged') status = 'diverged';
    else if (checkpoint && info.step % checkpoint.every === 0) await checkpoint.save(reached());
    if (performance.now() - turn > TURN) {
      await nextTask();
      turn = performance.now();
    }
    if (info.status === 'running' && signal?.aborted) {
      status = 'aborted';
      break;
    }
  }
  const last = reached();
  return {
    status,
    params: last.params,
    averaged: last.ema?.params ?? null,
    losses: vector(losses),
    checkpoint: last,
  };
}

function checkEvery(every: number | undefined): void {
  const expected = 'a positive integer (steps between checkpoints)';
  checkSetting(
    every === undefined || (Number.isSafeInteger(every) && every > 0),
    'checkpoint.every',
    expected,
    every,
    'nn.fit',
  );
}

function vector(numbers: readonly number[]): NdArray<Float64Array> {
  return fromData(Float64Array.from(numbers), [numbers.length]);
}
