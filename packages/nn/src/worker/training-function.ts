import type { TrainingProgress } from '../training/fit.js';

/** What a training function is given beside its configuration: two of the options of `fit`. */
export interface TrainingSession<Progress = TrainingProgress> {
  /** Tells the caller of `trainInWorker` how far training is. */
  readonly onProgress: (progress: Progress) => void;
  /** Aborts when the caller's signal does. */
  readonly signal: AbortSignal;
}

/**
 * What runs in a worker. Configuration, progress and result cross between threads: numbers, strings, arrays, lists and plain records of these, and whatever else
 * `structuredClone` takes, but no functions and no instances of classes.
 */
export type TrainingFunction<Config, Progress, Result> = (
  config: Config,
  session: TrainingSession<Progress>,
) => Result | Promise<Result>;

/** Any training function. */
export type AnyTrainingFunction = TrainingFunction<never, unknown, unknown>;

/** What a training function is told. */
export type ConfigOf<T extends AnyTrainingFunction> = Parameters<T>[0];

/** What a training function reports. */
export type ProgressOf<T extends AnyTrainingFunction> =
  T extends TrainingFunction<never, infer Progress, unknown> ? Progress : never;

/** What a training function returns. */
export type ResultOf<T extends AnyTrainingFunction> = Awaited<ReturnType<T>>;
