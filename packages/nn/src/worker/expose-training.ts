import { UnsupportedError } from '@monge/ndarray';
import { expose, type Remote, releaseProxy } from 'comlink';
import { parcel, unpacked } from './parcel.js';
import { isInvitation, type Outcome, type RemoteTraining, type Report } from './remote-training.js';
import { packThrown, unpackThrown } from './thrown.js';
import type { TrainingFunction } from './training-function.js';

const caller = 'nn.exposeTraining';

/**
 * Makes this worker, of a browser or of Node, one that trains: the whole of its module, most often. For each call of {@link trainInWorker} the
 * function runs once, and it runs here, because functions cannot be sent: networks, losses and data loaders are made in the worker, from a configuration that can be.
 *
 * The second argument has two options of `fit`, to be passed on. The signal can abort only between turns of the event loop; `fit` lets it have one every few tens of
 * milliseconds, and a loop of one's own should too.
 *
 * @throws UnsupportedError outside of a worker.
 * @example
 * ```ts no-run
 * // train.ts
 * import { square, subtract } from '@monge/autodiff';
 *
 * async function train({ target }: { target: number }, session: TrainingSession) {
 *   const { params } = await fit({
 *     params: 0,
 *     loss: (x) => square(subtract(x, target)),
 *     batches: () => null,
 *     steps: 1000,
 *     key: 0,
 *     ...session,
 *   });
 *   return params;
 * }
 *
 * exposeTraining(train);
 * ```
 */
export function exposeTraining<Config, Progress, Result>(
  train: TrainingFunction<Config, Progress, Result>,
): void {
  const scope = workerScope();
  if (scope === undefined) {
    throw new UnsupportedError(
      `${caller}: expected to be called in a worker, got a main thread; start this module with new Worker(url, { type: 'module' }) and call trainInWorker there`,
    );
  }
  scope.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (isInvitation(data)) expose(remoteTraining(train), data['monge.training']);
  });
}

function remoteTraining<Config, Progress, Result>(
  train: TrainingFunction<Config, Progress, Result>,
): RemoteTraining {
  const controller = new AbortController();
  return {
    abort: ({ reason }) => controller.abort(unpackThrown(reason)),
    async run({ config }, report) {
      // What comlink makes of the function that was passed.
      const remote = report as Remote<Report> | undefined;
      let reported: Promise<void> | undefined;
      const onProgress = (progress: Progress): void => {
        reported = remote?.(parcel((pack) => ({ progress: pack(progress, 'progress', caller) })));
      };
      const outcome = await outcomeOf(() =>
        train(unpacked(config) as Config, { onProgress, signal: controller.signal }),
      );
      // Reports arrive in order, but not in order with the outcome, which has another channel.
      await reported;
      remote?.[releaseProxy]();
      return outcome;
    },
  };
}

async function outcomeOf(train: () => unknown): Promise<Outcome> {
  try {
    const result = await train();
    return parcel((pack) => ({ status: 'returned', result: pack(result, 'the result', caller) }));
  } catch (error) {
    return parcel((pack) => ({ status: 'threw', thrown: packThrown(error, pack, caller) }));
  }
}

/** What messages for this worker arrive at. */
function workerScope(): Pick<MessagePort, 'addEventListener'> | undefined {
  // Asked for at run time, so that bundlers for browsers find no import of Node's.
  const { process } = globalThis as { process?: { getBuiltinModule?(name: string): unknown } };
  const threads = process?.getBuiltinModule?.('node:worker_threads') as
    | { readonly parentPort: Pick<MessagePort, 'addEventListener'> | null }
    | undefined;
  if (threads) return threads.parentPort ?? undefined;
  return 'document' in globalThis ? undefined : globalThis;
}
