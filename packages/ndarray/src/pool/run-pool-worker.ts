import { type Instance, instantiate } from '../wasm/instantiate.js';
import { awaitRing, DEATHS, MESSAGES, RINGS, SITE } from './bell.js';
import { type Job, jobIn, work } from './job.js';
import { type Message, READY, type Start } from './message.js';
import { inNode } from './node.js';

/** The way to the thread that started this one. */
type Port = Pick<MessagePort, 'addEventListener' | 'postMessage'>;

/**
 * Makes this worker a thread of a pool: all that a worker's file has to call which is given to `createPool({ worker })`.
 *
 * @example
 * ```ts no-run
 * // pool-worker.js
 * import { runPoolWorker } from '@monge/ndarray/pool';
 *
 * runPoolWorker();
 * ```
 */
export function runPoolWorker(): void {
  const node = inNode();
  const port: Port = node?.threads.parentPort ?? (globalThis as typeof globalThis & Port);
  const sites = new Map<number, { readonly job: Job; readonly instance: Instance }>();
  let start: Start | undefined;
  let received = 0;

  port.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    received++;
    if (data.kind === 'start') {
      start = data;
      const { bell } = data;
      node?.process.on('exit', () => Atomics.add(bell, DEATHS, 1));
      port.postMessage(READY, []);
    } else if (data.kind === 'open') {
      sites.set(data.site, { job: jobIn(data.memory), instance: instantiate(start!.module, data.memory) });
    } else {
      sites.delete(data.site);
    }
    workUntilMessage(start!);
  });

  /** Blocks this thread, and goes back to the event loop for messages only. */
  function workUntilMessage({ bell, thread }: Start): void {
    for (;;) {
      const rings = Atomics.load(bell, RINGS);
      if (Atomics.load(bell, MESSAGES) !== received) return;
      const site = sites.get(Atomics.load(bell, SITE));
      if (site) work(site.job, site.instance, thread);
      awaitRing(bell, rings);
    }
  }
}
