import { UnsupportedError } from '../errors.js';
import type { Crew, Scratch, Site } from '../wasm/crew.js';
import { instantiate, type Kernel } from '../wasm/instantiate.js';
import { DEATHS, lookFor, MESSAGES, ring, SITE } from './bell.js';
import type { Workers } from './hire.js';
import { hasEnded, hasFailed, JOB_BYTES, jobIn, MOST_NUMBERS, publish, sleepUntilEnd, work } from './job.js';
import type { Message } from './message.js';

/** How often a caller that waits for a task looks whether its worker still lives. */
const HEARTBEAT_MILLISECONDS = 50;

/** What 32 bits address; some systems have no room for that. */
const MOST_PAGES = [65536, 16384, 4096];

/** The calling thread and its workers. */
export interface PoolCrew extends Crew {
  /** Ends the workers. */
  release(): void;
}

export function createPoolCrew(module: WebAssembly.Module, workers: Workers): PoolCrew {
  const { bell, all } = workers;
  const sleeps = mayWait(bell);
  let sites = 0;
  /** Why no more work is taken. */
  let over: string | undefined;

  function check(): void {
    if (over === undefined && (Atomics.load(bell, DEATHS) > 0 || workers.loss() !== undefined)) {
      over =
        `lost a worker (${workers.loss() ?? 'it ended'}) and has stopped; what an interrupted call was to write is unfinished, its operands ` +
        'are as they were; create another pool, or use createWasm()';
      workers.end();
    }
    if (over !== undefined)
      throw new UnsupportedError(`${caller}: expected a pool at work, got one that ${over}`);
  }

  function tell(message: Message): void {
    for (const worker of all) worker.postMessage(message, []);
    Atomics.add(bell, MESSAGES, 1);
    ring(bell, all.length);
  }

  function open(bytes = 0): Site {
    const site = ++sites;
    const memory = sharedMemory(JOB_BYTES + bytes);
    const job = jobIn(memory);
    const instance = instantiate(module, memory);
    // Workers take the memory in while the caller fills it.
    tell({ kind: 'open', site, memory });

    function runTogether(kernel: Kernel, tasks: readonly number[][], scratch: Scratch): void {
      publish(job, instance.inOrder.indexOf(kernel), tasks, scratch);
      Atomics.store(bell, SITE, site);
      ring(bell, tasks.length - 1);
      work(job, instance, 0);
      while (!lookFor(() => hasEnded(job))) {
        if (sleeps) sleepUntilEnd(job, HEARTBEAT_MILLISECONDS);
        if (!hasEnded(job)) check();
      }
      if (hasFailed(job)) {
        // What has failed there fails here too, and throws.
        for (const task of tasks) kernel(...task);
        throw new UnsupportedError(
          `${caller}: expected kernels to run in every thread, got one that failed in a worker only; use createWasm()`,
        );
      }
    }

    return {
      memory,
      base: JOB_BYTES,
      kernels: instance.kernels,
      run(name, tasks, scratch) {
        check();
        const kernel = instance.kernels[name];
        instance.scratch.value = scratch.at;
        if (tasks.length === 1) {
          kernel(...tasks[0]);
          return;
        }
        const most = Math.floor(MOST_NUMBERS / tasks[0].length);
        for (let first = 0; first < tasks.length; first += most) {
          runTogether(kernel, tasks.slice(first, first + most), scratch);
        }
      },
      close: () => tell({ kind: 'close', site }),
    };
  }

  return {
    threads: all.length + 1,
    open,
    check,
    release() {
      over ??= 'was released; create another one';
      workers.end();
    },
  };
}

const caller = 'ndarray.createPool';

function sharedMemory(bytes: number): WebAssembly.Memory {
  let refusal: unknown;
  for (const maximum of MOST_PAGES) {
    try {
      return new WebAssembly.Memory({ initial: Math.ceil(bytes / 65536), maximum, shared: true });
    } catch (error) {
      refusal = error;
    }
  }
  throw new UnsupportedError(
    `${caller}: expected room for a shared memory, got a refusal; release what is not needed, or use createWasm()`,
    { cause: refusal },
  );
}

/** Whether this thread may sleep: that of a page may not. */
function mayWait(words: Int32Array): boolean {
  try {
    // 1 is not what is there, so this does not wait.
    Atomics.wait(words, DEATHS, 1);
    return true;
  } catch {
    return false;
  }
}
