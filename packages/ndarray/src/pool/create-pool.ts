import { DomainError, UnsupportedError } from '../errors.js';
import { bySize } from '../executors/by-size.js';
import type { Executor } from '../executors/executor.js';
import { onKernels } from '../executors/on-kernels.js';
import { compileKernels, createWasm } from '../executors/wasm.js';
import { createSoloCrew } from '../wasm/crew.js';
import { kernelBytes } from '../wasm/kernel-module.js';
import { type AnyWorker, hire, startWorker } from './hire.js';
import { inNode } from './node.js';
import { createPoolCrew, type PoolCrew } from './pool-crew.js';
import { withSharedMemory } from './shared-module.js';

const caller = 'ndarray.createPool';

/** Threads are worth their memory up to about here. */
const MOST_THREADS = 256;

export interface PoolOptions {
  /** How many threads work together, the calling one included. Default: one for each processor of the machine. */
  readonly threads?: number;
  /**
   * Starts a worker whose script calls `runPoolWorker()`, where a page's content security policy does not allow the default, a script from a `blob:`
   * (`worker-src blob:`).
   */
  readonly worker?: () => AnyWorker;
}

/** An executor with threads of its own. */
export interface Pool extends Executor {
  /** Why one thread has to do, where more were asked for; undefined when they are there. */
  readonly fallbackReason: string | undefined;
  /** Ends the workers. Nothing can be computed with the pool afterwards, nor with the problems that were loaded by it. */
  release(): void;
}

/**
 * The executor on WebAssembly SIMD kernels on all cores: the calling thread and a worker for each other one. Calls stay synchronous, and **results have
 * the bits of `createWasm()`, whatever the number of threads**: sums are cut and put together by shape alone. Small work stays on the calling thread.
 * Workers sleep when there is nothing to do, and let the process end.
 *
 * Browsers share memory only with pages that are cross-origin isolated (`Cross-Origin-Opener-Policy: same-origin` and `Cross-Origin-Embedder-Policy:
 * require-corp`). Where there are no threads, the result has one, and says why.
 *
 * @throws {DomainError} when `threads` is not a whole number in [1, 256].
 * @throws {UnsupportedError} where WebAssembly is forbidden or has no SIMD.
 *
 * @example
 * ```ts
 * import { createPool } from '@monge/ndarray/pool';
 *
 * const pool = await createPool({ threads: 2 });
 * pool.threads; // → 2
 * pool.release();
 * ```
 */
export async function createPool({
  threads = processors(),
  worker = startWorker,
}: PoolOptions = {}): Promise<Pool> {
  if (!Number.isInteger(threads) || threads < 1 || threads > MOST_THREADS) {
    throw new DomainError(
      `${caller}: expected threads to be a whole number in [1, ${MOST_THREADS}], got ${threads}; leave it out for one thread a processor`,
    );
  }
  const alone = createWasm();
  if (threads === 1) return { ...alone, fallbackReason: undefined, release() {} };
  let crew: PoolCrew;
  try {
    crew = await assemble(threads, worker);
  } catch (error) {
    return { ...alone, fallbackReason: error instanceof Error ? error.message : String(error), release() {} };
  }
  const small = onKernels(createSoloCrew(compileKernels(), crew.check));
  return { ...bySize(small, onKernels(crew)), fallbackReason: undefined, release: crew.release };
}

/** @throws Error that says why there are no threads. */
async function assemble(threads: number, worker: () => AnyWorker): Promise<PoolCrew> {
  if (typeof SharedArrayBuffer === 'undefined') {
    throw new UnsupportedError(
      'there is no SharedArrayBuffer: the page is not cross-origin isolated (Cross-Origin-Opener-Policy: same-origin, ' +
        'Cross-Origin-Embedder-Policy: require-corp)',
    );
  }
  const module = new WebAssembly.Module(withSharedMemory(kernelBytes(), 65536));
  try {
    return createPoolCrew(module, await hire(threads - 1, module, worker));
  } catch (error) {
    throw new UnsupportedError(
      `a worker did not start: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}

function processors(): number {
  const available = inNode()?.os.availableParallelism() ?? navigator.hardwareConcurrency;
  return Math.min(available, MOST_THREADS);
}
