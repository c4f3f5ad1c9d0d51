import { createPool } from '@monge/ndarray/pool';
import { type LinearProblem, linearProblem, pointCloud, type Solution } from '@monge/sinkhorn';
import { solveBatch, solveBatchAsync } from '@monge/sinkhorn/batch';
import { describe, expect, it } from 'vitest';
import { deviation } from '../support/deviation.js';
import { createDevice } from '../support/device.js';
import { normals, unevenWeights } from '../support/samples.js';

const problems: LinearProblem[] = [17, 300, 5].map((n, k) => {
  const clouds = pointCloud(normals(k, n, 2), normals(k + 9, n + 3, 2, 1));
  return linearProblem(clouds, { a: unevenWeights(k, n), b: unevenWeights(k + 9, n + 3), epsilon: 0.4 });
});

const numbersOf = ({ f, g, errors, cost }: Solution) => [cost, ...f.data, ...g.data, ...errors];

describe('a batch that hands the thread back', () => {
  it('has the bits of one that does not', async () => {
    const [expected, found] = [solveBatch(problems), await solveBatchAsync(problems)];
    expect(found.solutions.map(numbersOf)).toEqual(expected.solutions.map(numbersOf));
  });

  it('has the same bits on a pool, whose threads large problems use, and says which ran', async () => {
    const pool = await createPool({ threads: 2 });
    try {
      const [expected, found] = [solveBatch(problems), solveBatch(problems, { executor: pool })];
      expect(found.solutions.map(numbersOf)).toEqual(expected.solutions.map(numbersOf));
      expect(found.solutions.map(({ executor }) => executor.threads)).toEqual([1, 2, 1]);
    } finally {
      pool.release();
    }
  });

  it('runs on a device as solveAsync does', async () => {
    const { device, calls } = createDevice();
    const seen: number[] = [];
    const { cost, status } = await solveBatchAsync(problems, {
      executor: device,
      threshold: 1e-6,
      init: problems.map(() => ({})),
      onProgress: ({ solved }) => seen.push(solved),
    });
    expect(status).toBe('converged');
    expect(deviation(cost.data, solveBatch(problems, { threshold: 1e-9 }).cost.data)).toBeLessThan(1e-5);
    expect(seen).toEqual([1, 2, 3]);
    expect(calls.unreleased).toBe(0);
  });

  it('stops when the signal fires, with what is solved', async () => {
    const abort = new AbortController();
    const stop = { signal: abort.signal, onProgress: () => abort.abort('enough') };
    const expected = expect.objectContaining({
      code: 'aborted',
      partial: { solutions: [expect.anything()] },
    });
    await expect(solveBatchAsync(problems, stop)).rejects.toEqual(expected);
    await expect(solveBatchAsync(problems, { signal: abort.signal })).rejects.toThrow('after 0 problems');
  });

  it('stops between two problems on a device', async () => {
    const abort = new AbortController();
    const stop = { executor: createDevice().device, signal: abort.signal, onProgress: () => abort.abort() };
    await expect(solveBatchAsync(problems, stop)).rejects.toThrow('aborted after 1 problems');
  });

  it('rejects what solveBatch throws', async () => {
    await expect(solveBatchAsync([])).rejects.toThrow('sinkhorn.solveBatchAsync: expected problems');
  });
});
