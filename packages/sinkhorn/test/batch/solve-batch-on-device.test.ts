import { type AsyncExecutor, type PairwiseCosts, UnsupportedError } from '@monge/ndarray';
import {
  grid,
  type LinearProblem,
  linearProblem,
  lowRankCost,
  pointCloud,
  solve,
  solveAsync,
} from '@monge/sinkhorn';
import { solveBatchAsync } from '@monge/sinkhorn/batch';
import { describe, expect, it } from 'vitest';
import { createDevice } from '../support/device.js';
import { expectSameSolution } from '../support/expect-same-solution.js';
import { normals, unevenWeights } from '../support/samples.js';

/** Of several sizes and geometries, balanced or not; the second takes the most steps. */
const problems: LinearProblem[] = [
  [17, 1, 1],
  [30, 0.05, 1],
  [5, 0.5, 0.7],
].map(([n, epsilon, tauB], k) => {
  const [x, y] = [normals(k, n, 2), normals(k + 9, n + 3, 2, 1)];
  return linearProblem(k === 0 ? lowRankCost(x, y) : pointCloud(x, y), {
    a: unevenWeights(k, n),
    b: unevenWeights(k + 9, n + 3),
    epsilon,
    tauB,
  });
});

describe('a batch on a device', () => {
  it('has the solutions of solveAsync to the bit, each after as many steps', async () => {
    const { device, calls } = createDevice();
    const init = problems.map((problem) => ({ g: solve(problem, { maxIterations: 2 }).g }));
    const { solutions } = await solveBatchAsync(problems, { executor: device, threshold: 1e-6, init });
    const alone = problems.map((problem, k) =>
      solveAsync(problem, { executor: device, threshold: 1e-6, init: init[k] }),
    );
    for (const [k, expected] of (await Promise.all(alone)).entries()) {
      expect(solutions[k].errors).toEqual(expected.errors);
      expect(solutions[k].executor).toEqual({ name: 'webgpu', threads: 1 });
      expectSameSolution(solutions[k], expected, 0);
    }
    expect(new Set(solutions.map(({ iterations }) => iterations)).size).toBeGreaterThan(1);
    expect(calls.unreleased).toBe(0);
  });

  it('is loaded at once, and hears of each problem when it is done', async () => {
    const { device } = createDevice();
    const loads: number[] = [];
    const watched: AsyncExecutor = {
      ...device,
      pairwiseBatch: (costs) => {
        loads.push(costs.length);
        return device.pairwiseBatch(costs);
      },
    };
    const seen: (readonly [number, number])[] = [];
    const onProgress = ({ solved, size }: { solved: number; size: number }) => seen.push([solved, size]);
    await solveBatchAsync(problems, { executor: watched, onProgress });
    expect(loads).toEqual([3]);
    expect(seen).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
  });

  it('stops at a signal between two looks, with the solutions of those that are done', async () => {
    const { device, calls } = createDevice();
    const stop = new AbortController();
    const solving = solveBatchAsync(problems, {
      executor: device,
      threshold: 1e-9,
      signal: stop.signal,
      onProgress: ({ solved }) => {
        if (solved === 2) stop.abort('enough');
      },
    });
    await expect(solving).rejects.toMatchObject({
      code: 'aborted',
      cause: 'enough',
      partial: { solutions: [{ problem: problems[0] }, { problem: problems[2] }] },
    });
    expect(calls.unreleased).toBe(0);
  });

  it('ends as a whole when one of its problems fails, and gives all memory back', async () => {
    const { device, calls } = createDevice();
    const failing: AsyncExecutor = {
      ...device,
      pairwiseBatch: (costs: readonly PairwiseCosts[]) => {
        const loaded = device.pairwiseBatch(costs);
        const lost = () => Promise.reject(new RangeError('lost'));
        return [loaded[0], { ...loaded[1], alternate: lost }, loaded[2]];
      },
    };
    await expect(solveBatchAsync(problems, { executor: failing, threshold: 0 })).rejects.toThrow('lost');
    expect(calls.unreleased).toBe(0);
    const onProgress = () => {
      throw new RangeError('mine');
    };
    await expect(solveBatchAsync(problems, { executor: device, onProgress })).rejects.toThrow('mine');
    expect(calls.unreleased).toBe(0);
  });

  it('says which problem it does not take, and what to do', async () => {
    const { device, calls } = createDevice();
    const pixels = linearProblem(
      grid([
        [0, 1],
        [0, 1, 2],
      ]),
    );
    const solving = solveBatchAsync([problems[0], pixels], { executor: device });
    await expect(solving).rejects.toThrow(UnsupportedError);
    await expect(solving).rejects.toThrow(
      /^sinkhorn\.solveBatchAsync: expected point clouds, a matrix of costs or costs of low rank, got .*; their kernels run on the processor: use .* \(problem 1 of the batch\)$/,
    );
    await expect(solveBatchAsync(problems, { executor: device, mode: 'kernel' })).rejects.toThrow(
      "expected mode 'log' or 'auto' on webgpu",
    );
    expect(calls).toEqual({ looks: [], unreleased: 0 });
  });
});
