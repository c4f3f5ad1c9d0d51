import { proxy, releaseProxy, wrap } from 'comlink';
import { parcel, unpacked } from './parcel.js';
import type { Invitation, RemoteTraining, Report } from './remote-training.js';
import { packThrown, unpackThrown } from './thrown.js';
import type { AnyTrainingFunction, ConfigOf, ProgressOf, ResultOf } from './training-function.js';
import { type AnyWorker, onLoss } from './worker-loss.js';

/** Options of {@link trainInWorker}. */
export interface TrainInWorkerOptions<Progress> {
  /** Called with what the training function reports, in order, and before the result is there. What it throws aborts the training and rejects the promise. */
  readonly onProgress?: (progress: Progress) => void;
  /** Aborts the signal that the training function has been given; what follows is up to that. `fit` resolves with what has been reached. */
  readonly signal?: AbortSignal;
}

const caller = 'nn.trainInWorker';

/**
 * Trains in a worker whose module calls {@link exposeTraining}, so that a page stays alive, and returns what the function there returns. `T` is its type, which costs no
 * import at run time. A worker can be used again, and for several trainings at a time, though these share its thread. It is the caller's, who
 * terminates it at the end: to stop a training, abort it, because browsers tell nobody that a worker was terminated, and the promise would stay pending.
 *
 * Arrays are copied once, and the copies handed over; neither side loses its own. They arrive as `NdArray`s, whatever they were before, except for plain
 * typed arrays, which stay such.
 *
 * @param worker of a browser, `new Worker(new URL('./train.js', import.meta.url), { type: 'module' })`, or of `node:worker_threads`, without `type`.
 * @throws what the training function throws, by rejecting: the errors of monge and of the language as instances of their classes, with `code`, `cause` and
 * the `partial` of an AbortedError; others as an Error with their name, message and code. What cannot cross arrives as a text, as do reasons to abort.
 * @throws DTypeError when the configuration has a function or an instance of a class in it.
 * @throws UnsupportedError when the worker's module cannot be loaded or fails, and in Node when the worker ends.
 * @example
 * ```ts no-run
 * // What train.js exposes.
 * type Train = (config: { target: number }, session: TrainingSession) => Promise<number>;
 *
 * const worker = new Worker(new URL('./train.js', import.meta.url), { type: 'module' });
 * const onProgress = ({ step, loss }: TrainingProgress) => console.log(step, loss);
 * const x = await trainInWorker<Train>(worker, { target: 3 }, { onProgress, signal: AbortSignal.timeout(60_000) });
 * worker.terminate();
 * ```
 */
export async function trainInWorker<T extends AnyTrainingFunction>(
  worker: AnyWorker,
  config: ConfigOf<T>,
  { onProgress, signal }: TrainInWorkerOptions<ProgressOf<T>> = {},
): Promise<ResultOf<T>> {
  const message = parcel((pack) => ({ config: pack(config, 'config', caller) }));
  const { port1, port2 } = new MessageChannel();
  const remote = wrap<RemoteTraining>(port1);
  const abort = (reason: unknown) =>
    void remote.abort(parcel((pack) => ({ reason: packThrown(reason, pack, caller) })));
  const abortBySignal = () => abort(signal?.reason);
  let failure: { readonly error: unknown } | undefined;
  const report: Report = ({ progress }) => {
    if (failure) return;
    try {
      onProgress?.(unpacked(progress) as ProgressOf<T>);
    } catch (error) {
      failure = { error };
      abort(error);
    }
  };
  let stopWatching: (() => void) | undefined;
  try {
    worker.postMessage({ 'monge.training': port2 } satisfies Invitation, [port2]);
    const lost = new Promise<never>((_, reject) => {
      stopWatching = onLoss(worker, (loss) => {
        // Nobody is left to answer its release, and while it is open Node does not exit.
        port1.close();
        reject(loss);
      });
    });
    if (signal?.aborted) abortBySignal();
    signal?.addEventListener('abort', abortBySignal);
    const outcome = await Promise.race([remote.run(message, onProgress && proxy(report)), lost]);
    if (failure) throw failure.error;
    if (outcome.status === 'threw') throw unpackThrown(outcome.thrown);
    return unpacked(outcome.result) as ResultOf<T>;
  } finally {
    signal?.removeEventListener('abort', abortBySignal);
    stopWatching?.();
    remote[releaseProxy]();
  }
}
