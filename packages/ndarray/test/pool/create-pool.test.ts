import { DomainError, type Executor, UnsupportedError } from '@monge/ndarray';
import { createWasm } from '@monge/ndarray/executors';
import { createPool } from '@monge/ndarray/pool';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { workerAfter } from './worker-after.js';

afterEach(() => {
  vi.unstubAllGlobals();
});

const matrix = { data: Float64Array.of(1, 2, 3, 4), shape: [2, 2], stride: [2, 1], offset: 0 };

function square(executor: Executor): Float64Array {
  const out = new Float64Array(4);
  executor.gemm(matrix, matrix, out);
  return out;
}

describe('where there are no threads, a pool has one and says why', () => {
  it('without shared memory', async () => {
    vi.stubGlobal('SharedArrayBuffer', undefined);
    const pool = await createPool({ threads: 3 });
    expect(pool.threads).toBe(1);
    expect(pool.fallbackReason).toBe(
      'there is no SharedArrayBuffer: the page is not cross-origin isolated (Cross-Origin-Opener-Policy: same-origin, ' +
        'Cross-Origin-Embedder-Policy: require-corp)',
    );
    expect(square(pool)).toEqual(square(createWasm()));
    pool.release();
  });

  it('where workers are refused, be it after the first one', async () => {
    const start = workerAfter('');
    let started = 0;
    const worker = () => {
      if (started++ === 1) throw new Error('refused by the content security policy');
      return start();
    };
    const pool = await createPool({ threads: 3, worker });
    expect(pool).toMatchObject({
      threads: 1,
      fallbackReason: 'a worker did not start: refused by the content security policy',
    });
    expect(square(pool)).toEqual(Float64Array.of(7, 10, 15, 22));
  });

  it('but not where one thread is what was asked for', async () => {
    expect(await createPool({ threads: 1 })).toMatchObject({ threads: 1, fallbackReason: undefined });
  });
});

it('a pool has a thread for every processor by default', async () => {
  const pool = await createPool();
  expect(pool.fallbackReason).toBeUndefined();
  expect(pool.threads).toBeGreaterThanOrEqual(1);
  expect(square(pool)).toEqual(Float64Array.of(7, 10, 15, 22));
  pool.release();
});

it('workers have a share of the work: where their kernels are broken, calls fail', async () => {
  const brokenKernels = `
    const { Instance } = WebAssembly;
    WebAssembly.Instance = function (...args) {
      const { scratch, ...kernels } = new Instance(...args).exports;
      for (const name in kernels) kernels[name] = () => { throw new Error('broken'); };
      return { exports: { scratch, ...kernels } };
    };`;
  const pool = await createPool({ threads: 2, worker: workerAfter(brokenKernels) });
  const n = 300;
  const large = { data: new Float64Array(n * n), shape: [n, n], stride: [n, 1], offset: 0 };
  const out = new Float64Array(n * n);
  expect(() => {
    // However busy the machine is, a worker gets hold of a task at last.
    for (let i = 0; i < 5000; i++) pool.gemm(large, large, out);
  }).toThrow(
    'ndarray.createPool: expected kernels to run in every thread, got one that failed in a worker only; use createWasm()',
  );
  pool.release();
});

it.each([0, -2, 1.5, Number.NaN, 257])('%d threads are a mistake', async (threads) => {
  await expect(createPool({ threads })).rejects.toThrow(DomainError);
  await expect(createPool({ threads })).rejects.toThrow(
    `ndarray.createPool: expected threads to be a whole number in [1, 256], got ${threads}; leave it out for one thread a processor`,
  );
});

it('a pool that was released says so, as do the problems it had loaded', async () => {
  const pool = await createPool({ threads: 2 });
  const costs = { kind: 'stored', rows: 2, columns: 2, costs: matrix.data } as const;
  const pairs = pool.pairwise(costs, 'float64');
  pool.release();
  pool.release();
  const message =
    'ndarray.createPool: expected a pool at work, got one that was released; create another one';
  for (const use of [
    () => square(pool),
    () => pool.pairwise(costs, 'float64'),
    () => pairs.softmin(1, 1, new Float64Array(2), new Float64Array(2)),
  ]) {
    expect(use).toThrow(UnsupportedError);
    expect(use).toThrow(message);
  }
  pairs.release();
});
