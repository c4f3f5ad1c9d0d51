import { BELL_BYTES, MESSAGES } from './bell.js';
import type { Message } from './message.js';
import { inNode, type NodeWorker } from './node.js';
import { workerScript } from './worker.script.js';

/** A worker of a browser or of Node. */
export type AnyWorker = Worker | NodeWorker;

/** Workers that wait for the bell. */
export interface Workers {
  /** The words that all threads share; `bell.ts` names them. */
  readonly bell: Int32Array;
  readonly all: readonly AnyWorker[];
  /** Why one of them is gone, where an event has told. */
  readonly loss: () => string | undefined;
  end(): void;
}

/** Longer than any healthy machine takes to start a few threads. */
const PATIENCE_MILLISECONDS = 20_000;

/**
 * Starts workers, and resolves when all of them are ready. They do not keep a Node process alive.
 *
 * @throws Error when one of them does not start; the others are ended then.
 */
export async function hire(
  count: number,
  module: WebAssembly.Module,
  start: () => AnyWorker,
): Promise<Workers> {
  const bell = new Int32Array(new SharedArrayBuffer(BELL_BYTES));
  // The first one is posted below.
  bell[MESSAGES] = 1;
  const all: AnyWorker[] = [];
  const end = () => {
    for (const worker of all) void worker.terminate();
  };
  let loss: string | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      const refuse = (why: string) => {
        loss ??= why;
        reject(new Error(why));
      };
      timer = setTimeout(
        refuse,
        PATIENCE_MILLISECONDS,
        `it did not answer within ${PATIENCE_MILLISECONDS / 1000} s`,
      );
      let missing = count;
      for (let thread = 1; thread <= count; thread++) {
        const worker = start();
        all.push(worker);
        listen(worker, () => --missing === 0 && resolve(), refuse);
        worker.postMessage({ kind: 'start', module, bell, thread } satisfies Message, []);
      }
    });
  } catch (error) {
    end();
    throw error;
  } finally {
    clearTimeout(timer);
  }
  for (const worker of all) if ('unref' in worker) worker.unref();
  return { bell, all, loss: () => loss, end };
}

/** Starts a worker that runs the pool's own script. */
export function startWorker(): AnyWorker {
  const node = inNode();
  // Options of the process, such as loaders and hooks, are of no use to the script.
  if (node) return new node.threads.Worker(workerScript, { eval: true, execArgv: [] });
  const url = URL.createObjectURL(new Blob([workerScript], { type: 'text/javascript' }));
  try {
    return new Worker(url);
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Calls `message` when the worker answers, and `gone` when it cannot start, fails or ends. */
function listen(worker: AnyWorker, message: () => void, gone: (why: string) => void): void {
  if ('on' in worker) {
    worker.on('message', message);
    worker.on('error', (error) => gone(error instanceof Error ? error.message : String(error)));
    worker.on('exit', (code) => gone(`it ended with exit code ${String(code)}`));
  } else {
    worker.addEventListener('message', message);
    worker.addEventListener('error', (event) => {
      // Else the page reports it as an error of its own.
      event.preventDefault();
      gone(event.message || 'its script could not be loaded');
    });
  }
}
