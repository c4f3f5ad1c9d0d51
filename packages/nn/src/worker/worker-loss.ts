import { UnsupportedError } from '@monge/ndarray';

/** A worker of a browser, or of `node:worker_threads`. */
export type AnyWorker = WebWorker | NodeWorker;

/** What is used of a browser's. */
export interface WebWorker {
  postMessage(message: unknown, transferred?: object[]): void;
  addEventListener(type: 'error', listener: (event: ErrorEvent) => void): void;
  removeEventListener(type: 'error', listener: (event: ErrorEvent) => void): void;
}

/** What is used of Node's. */
export interface NodeWorker {
  /** −1 once it has ended. */
  readonly threadId: number;
  postMessage(message: unknown, transferred?: readonly object[]): void;
  on(event: 'error' | 'exit', listener: (value: unknown) => void): unknown;
  off(event: 'error' | 'exit', listener: (value: unknown) => void): unknown;
}

/** Calls `lose` with the reason if the worker fails or, in Node, ends: browsers do not tell of one that is terminated. Returns what stops that. */
export function onLoss(worker: AnyWorker, lose: (loss: Error) => void): () => void {
  const refuse = (why: string) =>
    lose(
      new UnsupportedError(
        `nn.trainInWorker: expected a worker at work, got one that ${why}; start another one`,
      ),
    );
  if ('on' in worker) {
    const fail = (error: unknown) =>
      refuse(`failed (${error instanceof Error ? error.message : String(error)})`);
    const end = (code: unknown) => refuse(`ended with exit code ${String(code)}`);
    if (worker.threadId < 0) refuse('had ended before');
    worker.on('error', fail);
    worker.on('exit', end);
    return () => {
      worker.off('error', fail);
      worker.off('exit', end);
    };
  }
  const fail = (event: ErrorEvent) => {
    // Else the page reports it as an error of its own.
    event.preventDefault();
    refuse(`failed (${event.message || 'its module could not be loaded'})`);
  };
  worker.addEventListener('error', fail);
  return () => worker.removeEventListener('error', fail);
}
