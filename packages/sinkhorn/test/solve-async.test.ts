import { AbortedError, type NdArray } from '@monge/ndarray';
import { linearProblem, pointCloud, solve, solveAsync } from '@monge/sinkhorn';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { engines, wasm } from './support/executors.js';
import { normals, unevenWeights } from './support/samples.js';
import { spyOn } from './support/spy.js';

const [n, m] = [37, 52];
const problem = linearProblem(pointCloud(normals(3, n, 2), normals(4, m, 2, 1)), {
  a: unevenWeights(1, n),
  b: unevenWeights(2, m),
  epsilon: 0.05,
});

/** A clock on which every look takes a second, so that every iteration is worth a turn of the event loop. */
function slowClock() {
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => {
    now += 1000;
    return now;
  });
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('solveAsync', () => {
  it.each(engines)('has the result of solve to the bit, $name', async ({ mode, executor }) => {
    slowClock();
    const options = { mode, executor, threshold: 1e-6 } as const;
    const expected = solve(problem, options);
    const solution = await solveAsync(problem, options);
    expect(solution.f.data).toEqual(expected.f.data);
    expect(solution.g.data).toEqual(expected.g.data);
    expect(solution.errors).toEqual(expected.errors);
    expect(solution.cost).toBe(expected.cost);
    expect(solution.plan().data).toEqual(expected.plan().data);
  });

  it('lets other work in between', async () => {
    slowClock();
    const stop = new AbortController();
    let turns = 0;
    const turn = setInterval(() => {
      turns++;
    }, 0);
    // There is no end to it, but that others have had three turns.
    const solving = solveAsync(problem, {
      threshold: 0,
      maxIterations: 10_000_000,
      signal: stop.signal,
      onProgress: () => {
        if (turns === 3) stop.abort();
      },
    });
    await expect(solving).rejects.toThrow(AbortedError);
    clearInterval(turn);
    expect(turns).toBe(3);
  });

  it('stops when a signal fires from outside, and goes on from there', async () => {
    slowClock();
    const stop = new AbortController();
    const { executor, calls } = spyOn(wasm);
    const iterations: number[] = [];
    const options = { threshold: 1e-9, maxIterations: 100_000 } as const;
    const solving = solveAsync(problem, {
      ...options,
      // Never reached, so that it is the signal that ends it.
      threshold: 0,
      executor,
      signal: stop.signal,
      onProgress: ({ iteration }) => iterations.push(iteration),
    });
    setTimeout(() => stop.abort(), 20);
    const error = await solving.then(
      () => undefined,
      (reason: unknown) => reason as AbortedError<{ f: NdArray<Float64Array>; g: NdArray<Float64Array> }>,
    );
    expect(error).toBeInstanceOf(AbortedError);
    expect(error?.message).toBe(
      `sinkhorn.solveAsync: aborted after ${iterations.length} iterations; \`partial\` has the potentials, to go on from as \`init\``,
    );
    expect(calls.unreleased).toBe(0);
    const rest = solve(problem, { ...options, init: error!.partial });
    expect(rest.status).toBe('converged');
    expect(rest.cost).toBeCloseTo(solve(problem, options).cost, 8);
  });

  it('rejects what solve throws', async () => {
    await expect(solveAsync(problem, { threshold: -1 })).rejects.toThrow(
      'sinkhorn.solveAsync: expected threshold in [0, ∞)',
    );
    const failing = solveAsync(problem, {
      onProgress: () => {
        throw new RangeError('mine');
      },
    });
    await expect(failing).rejects.toThrow(RangeError);
  });
});
