import {
  type AbortedError,
  type AlternationStart,
  type AsyncExecutor,
  fromData,
  linspace,
  type NdArray,
  type PairwiseCosts,
  UnsupportedError,
} from '@monge/ndarray';
import { linearProblem, pointCloud, solve, solveAsync } from '@monge/sinkhorn';
import { describe, expect, it } from 'vitest';
import { deviation } from './support/deviation.js';
import { createDevice } from './support/device.js';
import { wasm } from './support/executors.js';
import { normals, unevenWeights } from './support/samples.js';

const [n, m] = [37, 52];

/** Some weights are zero. */
const a = unevenWeights(1, n).map((weight, i) => (i === 5 ? 0 : weight));
const b = unevenWeights(2, m).map((weight, j) => (j === 7 ? 0 : weight));
const problem = linearProblem(pointCloud(normals(3, n, 2), normals(4, m, 2, 1)), {
  a: a.map((weight) => weight / a.reduce((x, y) => x + y)),
  b: b.map((weight) => weight / b.reduce((x, y) => x + y)),
  epsilon: 0.05,
});

/** Plain Sinkhorn takes thousands of iterations, and momentum carries past the top. */
const line = linspace(0, 1, 100, { dtype: 'float64' });
const hard = linearProblem(
  pointCloud(
    line,
    line.data.map((x) => x * x),
  ),
  { epsilon: 1e-3 },
);

describe('solveAsync on an asynchronous executor', () => {
  it('takes the steps of solve, without momentum', async () => {
    const { device } = createDevice();
    const options = { acceleration: 'none', threshold: 0, maxIterations: 40 } as const;
    const solution = await solveAsync(problem, { ...options, executor: device });
    const expected = solve(problem, { ...options, mode: 'log' });
    expect(solution.iterations).toBe(40);
    expect(deviation(solution.errors, expected.errors)).toBeLessThan(1e-12);
    expect(deviation(solution.f.data, expected.f.data)).toBeLessThan(1e-12);
    expect(deviation(solution.g.data, expected.g.data)).toBeLessThan(1e-12);
    expect(deviation([solution.cost], [expected.cost])).toBeLessThan(1e-12);
    expect(deviation([solution.dualCost], [expected.dualCost])).toBeLessThan(1e-12);
  });

  it('carries momentum, which pays as it does in solve', async () => {
    const { device } = createDevice();
    const options = { threshold: 1e-6, maxIterations: 20_000 } as const;
    const plain = solve(hard, { ...options, acceleration: 'none' });
    const solution = await solveAsync(hard, { ...options, executor: device });
    expect(solution.status).toBe('converged');
    expect(solution.iterations).toBeLessThan(plain.iterations / 4);
    expect(deviation([solution.cost], [plain.cost])).toBeLessThan(1e-6);
  });

  it('takes steps back that have lowered the dual, and goes on without momentum', async () => {
    const { device } = createDevice();
    const starts: (AlternationStart & { readonly momenta: readonly number[] })[] = [];
    const ends: (Float64Array | undefined)[] = [];
    const astray: AsyncExecutor = {
      ...device,
      pairwise: (costs) => {
        const pairwise = device.pairwise(costs);
        return {
          ...pairwise,
          async alternate(epsilon, start, momenta) {
            const { f, images } = await pairwise.alternate(epsilon, start, momenta);
            starts.push({ ...start, momenta });
            ends.push(images.at(-1));
            return { f: starts.length === 2 ? f.map((value) => value - 10) : f, images };
          },
        };
      },
    };
    await solveAsync(problem, { executor: astray, threshold: 0, maxIterations: 40 });
    expect(starts[1].image).toEqual(ends[0]);
    expect(starts[1].momenta.every((momentum) => momentum > 0)).toBe(true);
    expect(starts[2]).toMatchObject({ image: ends[0], before: ends[0], momenta: Array(10).fill(0) });
    expect(starts[3].image).toEqual(ends[2]);
    expect(starts[3].momenta.slice(1).every((momentum) => momentum > 0)).toBe(true);
  });

  it('looks at the device every ten steps, and reports each of them', async () => {
    const { device, calls } = createDevice();
    const seen: number[] = [];
    const solution = await solveAsync(problem, {
      executor: device,
      threshold: 0,
      maxIterations: 23,
      onProgress: ({ iteration, error }) => {
        seen.push(iteration);
        expect(error).toBeGreaterThan(0);
      },
    });
    expect(calls).toEqual({ looks: [10, 10, 3], unreleased: 0 });
    expect(seen).toEqual(Array.from({ length: 23 }, (_, i) => i + 1));
    expect(solution.status).toBe('maxIterations');
    expect(solution.executor).toEqual({ name: 'webgpu', threads: 1 });
    expect(solution.mode).toBe('log');
  });

  it('follows the schedule of ε, and measures at the problem’s ε where it ends early', async () => {
    const { device } = createDevice();
    const options = { epsilonScaling: { initial: 5 }, threshold: 1e-8 } as const;
    const epsilons = new Set<number>();
    const solution = await solveAsync(problem, {
      ...options,
      executor: device,
      onProgress: ({ epsilon }) => epsilons.add(epsilon),
    });
    expect([...epsilons]).toEqual([5, 1.25, 0.3125, 0.078125, 0.05]);
    expect(solution.status).toBe('converged');
    expect(deviation([solution.cost], [solve(problem, options).cost])).toBeLessThan(1e-7);

    const early = await solveAsync(problem, { ...options, executor: device, maxIterations: 10 });
    expect(early.status).toBe('maxIterations');
    expect(early.marginalErrors.source).toBeLessThan(1e-12);
    expect(early.marginalErrors.target).toBeGreaterThan(1e-3);
  });

  it('starts from potentials, either of them', async () => {
    const { device } = createDevice();
    const { f, g } = solve(problem, { threshold: 1e-10 });
    for (const init of [{ g }, { f }]) {
      const solution = await solveAsync(problem, { executor: device, threshold: 1e-8, init });
      expect(solution.errors[0]).toBeLessThan(1e-8);
      expect(solution.status).toBe('converged');
    }
  });

  it('starts from potentials without the constant that is free, which would take the digits of float32', async () => {
    const { device } = createDevice();
    const { g } = solve(problem, { threshold: 1e-10 });
    const init = { g: g.data.map((value) => value + 1e7) };
    const solution = await solveAsync(problem, { executor: device, threshold: 1e-6, init });
    expect(solution.status).toBe('converged');
    expect(Math.max(...solution.g.data.map(Math.abs))).toBeLessThan(1e4);
  });

  it('stops at a signal when the device has been looked at, with potentials to go on from', async () => {
    const { device, calls } = createDevice();
    const stop = new AbortController();
    const solving = solveAsync(problem, {
      executor: device,
      threshold: 0,
      signal: stop.signal,
      onProgress: ({ iteration }) => {
        if (iteration === 12) stop.abort();
      },
    });
    const error = await solving.then(
      () => undefined,
      (reason: unknown) => reason as AbortedError<{ f: NdArray<Float64Array>; g: NdArray<Float64Array> }>,
    );
    expect(error?.message).toBe(
      'sinkhorn.solveAsync: aborted after 20 iterations; `partial` has the potentials, to go on from as `init`',
    );
    expect(calls).toEqual({ looks: [10, 10], unreleased: 0 });
    const rest = solve(problem, { threshold: 1e-9, maxIterations: 100_000, init: error!.partial });
    expect(rest.status).toBe('converged');
  });

  it('gives the device its memory back when something fails', async () => {
    const { device, calls } = createDevice();
    const failing = solveAsync(problem, {
      executor: device,
      onProgress: () => {
        throw new RangeError('mine');
      },
    });
    await expect(failing).rejects.toThrow(RangeError);
    expect(calls.unreleased).toBe(0);
    const lost = solveAsync(problem, {
      executor: {
        ...device,
        pairwise: (costs: PairwiseCosts) => ({
          ...device.pairwise(costs),
          alternate: () => Promise.reject(new Error('lost')),
        }),
      },
    });
    await expect(lost).rejects.toThrow('lost');
    expect(calls.unreleased).toBe(0);
  });

  it('says that the numbers left the range of floats', async () => {
    const { device } = createDevice();
    const broken = {
      ...device,
      pairwise: (costs: PairwiseCosts) => {
        const pairwise = device.pairwise(costs);
        return {
          ...pairwise,
          alternate: async (...args: Parameters<typeof pairwise.alternate>) => {
            const { f, images } = await pairwise.alternate(...args);
            return { f, images: images.map((image) => image.fill(Number.NaN)) };
          },
        };
      },
    };
    const solution = await solveAsync(problem, { executor: broken });
    expect(solution.status).toBe('diverged');
  });

  it('stores no kernel', async () => {
    const solving = solveAsync(problem, { executor: createDevice().device, mode: 'kernel' });
    await expect(solving).rejects.toThrow(UnsupportedError);
    await expect(solving).rejects.toThrow(
      "sinkhorn.solveAsync: expected mode 'log' or 'auto' on webgpu (kernels are not stored there), got 'kernel'",
    );
  });

  it('is carried along by momentum, or by nothing', async () => {
    for (const acceleration of ['anderson', { kind: 'overRelaxation', factor: 1.5 }] as const) {
      const solving = solveAsync(problem, { executor: createDevice().device, acceleration });
      await expect(solving).rejects.toThrow(UnsupportedError);
      await expect(solving).rejects.toThrow(
        "sinkhorn.solveAsync: expected acceleration 'nesterov' or 'none' on webgpu (steps are chained there, and looked at from time to time), got '",
      );
    }
    const options = { executor: createDevice().device, threshold: 1e-4 };
    const { errors } = await solveAsync(problem, options);
    expect((await solveAsync(problem, { ...options, acceleration: 'nesterov' })).errors).toEqual(errors);
    const plain = await solveAsync(problem, { ...options, acceleration: 'none' });
    expect(plain.iterations).toBeGreaterThan(errors.length);
  });

  it('is for solveAsync only', () => {
    const { device } = createDevice();
    // @ts-expect-error: its kernels return promises.
    expect(() => solve(problem, { executor: device })).toThrow(
      'sinkhorn.solve: expected an executor whose kernels are done when they return, got webgpu, whose kernels finish later; use solveAsync',
    );
  });

  it('looks at plans on the processor', async () => {
    const { device, calls } = createDevice();
    const solution = await solveAsync(problem, { executor: device, threshold: 1e-8 });
    calls.looks.length = 0;
    const expected = solve(problem, { executor: wasm, threshold: 1e-10 });
    const ones = fromData(new Float64Array(m).fill(1), [m]);
    expect(deviation(solution.apply(ones).data, expected.apply(ones).data)).toBeLessThan(1e-7);
    expect(solution.plan().shape).toEqual([n, m]);
    expect(calls).toEqual({ looks: [], unreleased: 0 });
  });
});
