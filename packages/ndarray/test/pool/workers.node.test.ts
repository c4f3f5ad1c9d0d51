import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { UnsupportedError } from '@monge/ndarray';
import { createWasm, kernelBytes } from '@monge/ndarray/executors';
import { createPool, type Pool } from '@monge/ndarray/pool';
import { normal } from '@monge/random';
import { rolldown } from 'rolldown';
import { afterEach, describe, expect, it } from 'vitest';
import { hire, startWorker } from '../../src/pool/hire.js';
import { createPoolCrew } from '../../src/pool/pool-crew.js';
import { withSharedMemory } from '../../src/pool/shared-module.js';
import { workerScript } from '../../src/pool/worker.script.js';
import type { KernelArguments } from '../../src/wasm/kernel-module.js';
import { workerAfter } from './worker-after.js';

let pool: Pool | undefined;

afterEach(() => {
  pool?.release();
  pool = undefined;
});

const size = 300;
const a = { data: normal(1, [size, size]).data, shape: [size, size], stride: [size, 1], offset: 0 };

function multiply(executor: Pick<Pool, 'gemm'>): Float64Array {
  const out = new Float64Array(size * size);
  executor.gemm(a, a, out);
  return out;
}

/** Work until workers have had a share of it, however busy the machine is. */
function multiplyOften(executor: Pool): void {
  for (let i = 0; i < 5000; i++) multiply(executor);
}

const stopped = (why: string) =>
  `ndarray.createPool: expected a pool at work, got one that lost a worker (${why}) and has stopped; what an interrupted call was to write is ` +
  'unfinished, its operands are as they were; create another pool, or use createWasm()';

/** Lets a worker end in the middle of a task, at the first one that it claims. */
const endsAtFirstTask = `
  const { sub } = Atomics;
  Atomics.sub = (words, at, value) => {
    const before = sub(words, at, value);
    if (at === 0 && before > 0) process.exit(3);
    return before;
  };`;

describe('a worker that dies', () => {
  it('between two calls makes the next one throw', async () => {
    const started: Worker[] = [];
    pool = await createPool({
      threads: 3,
      worker() {
        const worker = new Worker(workerScript, { eval: true });
        started.push(worker);
        return worker;
      },
    });
    expect(multiply(pool)).toEqual(multiply(createWasm()));
    await started[1].terminate();
    expect(() => multiply(pool!)).toThrow(UnsupportedError);
    expect(() => multiply(pool!)).toThrow(stopped('it ended with exit code 1'));
  });

  it('in the middle of a call makes that one throw, and every one after it', async () => {
    pool = await createPool({ threads: 2, worker: workerAfter(endsAtFirstTask) });
    expect(() => multiplyOften(pool!)).toThrow(stopped('it ended'));
    expect(() => pool!.pairwise({ kind: 'stored', rows: 1, columns: 1, costs: a.data }, 'float64')).toThrow(
      UnsupportedError,
    );
    expect(multiply(await createPool({ threads: 1 }))).toEqual(multiply(createWasm()));
  });

  it('before it is ready leaves one thread, and the reason', async () => {
    pool = await createPool({ threads: 4, worker: workerAfter('throw new Error("not today")') });
    expect(pool).toMatchObject({ threads: 1, fallbackReason: 'a worker did not start: not today' });
    expect(multiply(pool)).toEqual(multiply(createWasm()));
  });
});

it('a kernel that fails does so in the call, and the threads go on', async () => {
  const module = new WebAssembly.Module(withSharedMemory(kernelBytes(), 65536));
  const workers = await hire(2, module, startWorker);
  const crew = createPoolCrew(module, workers);
  const site = crew.open();
  const outside = 2 ** 31;
  const pack = (to: number): KernelArguments['packColumnsF64'] => [4, 2, site.base, 4, 1, to];
  const run = (to: readonly number[]) => site.run('packColumnsF64', to.map(pack), { at: 0, bytes: 0 });
  site.memory.grow(1);
  const view = new Float64Array(site.memory.buffer, site.base, 64);
  view.set([1, 2, 3, 4, 5, 6, 7, 8]);
  for (let i = 0; i < 20; i++) {
    expect(() => run([site.base + 64, outside, outside, site.base + 128])).toThrow(WebAssembly.RuntimeError);
  }
  run([site.base + 256, site.base + 320]);
  expect([...view.subarray(32, 48)]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8]);
  crew.release();
});

it('a process ends by itself, whether its pool was released or not', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'monge-pool-'));
  try {
    const file = join(folder, 'pool.mjs');
    const input = fileURLToPath(new URL('../../src/pool/index.ts', import.meta.url));
    await (await rolldown({ input, platform: 'neutral' })).write({ file, codeSplitting: false });
    const program = `
      import { createPool } from ${JSON.stringify(pathToFileURL(file).href)};
      const [kept, released] = await Promise.all([createPool({ threads: 3 }), createPool({ threads: 2 })]);
      const n = 256;
      const matrix = { data: new Float64Array(n * n).fill(1), shape: [n, n], stride: [n, 1], offset: 0 };
      for (const pool of [kept, released]) {
        const out = new Float64Array(n * n);
        pool.gemm(matrix, matrix, out);
        console.log(pool.threads, out[n * n - 1]);
      }
      released.release();`;
    const run = promisify(execFile);
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', program]);
    expect(stdout).toBe('3 256\n2 256\n');
  } finally {
    await rm(folder, { recursive: true });
  }
});
