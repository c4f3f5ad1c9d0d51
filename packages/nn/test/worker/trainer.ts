import { multiply, sum, type Tensor } from '@monge/autodiff';
import { AbortedError, DomainError, type NdArray, transpose } from '@monge/ndarray';
import { fit } from '@monge/nn';
import { type ConfigOf, exposeTraining, type ProgressOf, type TrainingSession } from '@monge/nn/worker';

class WeatherError extends Error {
  override readonly name = 'WeatherError';
  readonly code = 'rain';
}

const kept = transpose({ data: Float64Array.of(0, 1, 2, 3, 4, 5), shape: [2, 3], stride: [3, 1], offset: 0 });

const errors = {
  domain: () => new DomainError('test: expected rain, got snow'),
  aborted: () => new AbortedError('test: aborted', { w: kept, step: 3 }, { cause: new RangeError('tired') }),
  range: () => new RangeError('test: too far', { cause: 'a string' }),
  unknown: () => new WeatherError('test: wet'),
  exception: () => new DOMException('test: not now', 'InvalidStateError'),
  text: () => 'no error at all',
};

const tasks = {
  fit({ start, steps }: { start: NdArray<Float32Array>; steps: number }, session: TrainingSession) {
    const loss = ({ x }: { x: Tensor }) => sum(multiply(x, x));
    return fit({ params: { x: start }, loss, batches: () => null, steps, key: 3, ...session });
  },

  echo: (tree: unknown) => ({ tree, kept }),

  async wait(_: null, { onProgress, signal }: TrainingSession<NdArray>): Promise<never> {
    onProgress(kept);
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => resolve());
    });
    throw new AbortedError('test: aborted', { kept }, { cause: signal.reason });
  },

  /** Its result cannot cross. */
  count(to: number, { onProgress }: TrainingSession<number>) {
    for (let step = 1; step <= to; step++) onProgress(step);
    return { apply: () => 0 };
  },

  throw(what: keyof typeof errors): never {
    const error: unknown = errors[what]();
    throw error;
  },

  crash: (message: string) =>
    new Promise<never>(() => {
      setTimeout(() => {
        throw new Error(message);
      });
    }),
};

type Tasks = typeof tasks;

/** What this worker can be asked for. */
export type Task = keyof Tasks;

/** The training function of this worker, as it is for one task. */
export type Train<T extends Task> = (
  message: { readonly task: T; readonly config: ConfigOf<Tasks[T]> },
  session: TrainingSession<ProgressOf<Tasks[T]>>,
) => ReturnType<Tasks[T]>;

function train(
  { task, config }: { readonly task: Task; readonly config: unknown },
  session: TrainingSession<unknown>,
): unknown {
  return tasks[task](config as never, session);
}

exposeTraining(train);
