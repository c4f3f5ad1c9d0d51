import { createGpu, type Gpu } from '@monge/gpu';
import { type AbortedError, flip, fromData, type NdArray, slice, transpose } from '@monge/ndarray';
import { dirichlet, normal, uniform } from '@monge/random';
import {
  denseCost,
  greatCircle,
  linearProblem,
  pointCloud,
  type Solution,
  solve,
  solveAsync,
} from '@monge/sinkhorn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modes } from './support/modes.js';
import { relativeError } from './support/relative-error.js';

const TOLERANCE = 1e-4;

/** Uneven weights, every tenth of them zero. */
function weights(key: number, length: number): Float64Array {
  const { data } = dirichlet(key, [], { concentration: new Float64Array(length).fill(2) });
  const some = data.map((weight, i) => (i % 10 === 0 ? 0 : weight));
  const mass = some.reduce((total, weight) => total + weight, 0);
  return some.map((weight) => weight / mass);
}

/** Points in no particular layout. */
function scattered(key: number, count: number): NdArray {
  return flip(slice(transpose(normal(key, [2, 2 * count])), [null, null, 2]), 0);
}

function problemOf(n: number, m: number, epsilon: number) {
  const geometry = pointCloud(scattered(3, n), normal(4, [m, 2], { mean: 0.5 }));
  return linearProblem(geometry, { a: weights(1, n), b: weights(2, m), epsilon });
}

const small = problemOf(60, 41, 0.3);

/** Holds the costs and the plan of a solution against those of another. */
function expectSame(solution: Solution, exact: Solution): void {
  const costsOf = ({ cost, regularisedCost, dualCost }: Solution) => [cost, regularisedCost, dualCost];
  expect(relativeError(costsOf(solution), costsOf(exact))).toBeLessThan(TOLERANCE);
  const vector = normal(5, [exact.g.size]);
  expect(relativeError(solution.apply(vector).data, exact.apply(vector).data)).toBeLessThan(TOLERANCE);
  const shift = exact.f.data[1] - solution.f.data[1];
  expect(
    relativeError(
      solution.f.data.map((f) => f + shift),
      exact.f.data,
    ),
  ).toBeLessThan(TOLERANCE);
  expect(
    relativeError(
      solution.g.data.map((g) => g - shift),
      exact.g.data,
    ),
  ).toBeLessThan(TOLERANCE);
}

describe.each(modes)('%s', { timeout: 60_000 }, (mode) => {
  let gpu: Gpu;
  beforeAll(async () => {
    gpu = await createGpu({ mode });
  });
  afterAll(() => gpu.release());

  it('finds the plan that the processor finds in float64', async () => {
    const problem = problemOf(1030, 210, 2);
    const progress: number[] = [];
    const solution = await solveAsync(problem, {
      executor: gpu,
      threshold: 1e-5,
      onProgress: ({ iteration }) => progress.push(iteration),
    });
    expect(solution).toMatchObject({
      status: 'converged',
      mode: 'log',
      executor: { name: mode, threads: 1 },
    });
    expect(progress).toEqual(Array.from(solution.errors, (_, i) => i + 1));
    expect(Math.max(...Object.values(solution.marginalErrors))).toBeLessThan(TOLERANCE);
    expectSame(solution, solve(problem, { threshold: 1e-10 }));
  });

  it.each([
    [
      'a matrix of costs of either sign',
      denseCost(fromData(uniform(6, [60, 41], { low: -1 }).data, [60, 41])),
      0.1,
    ],
    [
      'great circles',
      pointCloud(uniform(7, [60, 2], { low: -80, high: 80 }), uniform(8, [41, 2], { low: -60, high: 90 }), {
        cost: greatCircle(),
      }),
      500,
    ],
  ])('solves for %s', async (_, geometry, epsilon) => {
    const problem = linearProblem(geometry, { a: weights(1, 60), b: weights(2, 41), epsilon });
    const solution = await solveAsync(problem, { executor: gpu, threshold: 1e-5 });
    expect(solution.status).toBe('converged');
    expectSame(solution, solve(problem, { threshold: 1e-10 }));
  });

  it.each([
    { tauA: 0.9, tauB: 0.6 },
    { tauA: 1, tauB: 0.8 },
    { tauA: 0.7, tauB: 1 },
  ])('lets marginals give way, by τ = $tauA and $tauB', async (taus) => {
    const { a, b, geometry, epsilon } = small;
    const problem = linearProblem(geometry, { a, b: b.map((weight) => 3 * weight), epsilon, ...taus });
    const solution = await solveAsync(problem, { executor: gpu, threshold: 1e-5 });
    const exact = solve(problem, { threshold: 1e-10 });
    expect(solution.status).toBe('converged');
    expect(relativeError([solution.mass, solution.cost], [exact.mass, exact.cost])).toBeLessThan(TOLERANCE);
    expect(relativeError(solution.f.data, exact.f.data)).toBeLessThan(TOLERANCE);
    expect(relativeError(solution.g.data, exact.g.data)).toBeLessThan(TOLERANCE);
  });

  it.each(['gaussian', 'entropicGaussian', 'kMeans', 'subsample', 'auto'] as const)(
    'starts from what the initialiser makes on the processor: %s',
    async (initialiser) => {
      const solution = await solveAsync(small, { executor: gpu, threshold: 1e-5, initialiser });
      expect(solution.status).toBe('converged');
      expectSame(solution, solve(small, { threshold: 1e-10 }));
    },
  );

  it('follows a schedule of ε, and starts from potentials', async () => {
    const exact = solve(small, { threshold: 1e-10 });
    const scaled = await solveAsync(small, {
      executor: gpu,
      threshold: 1e-5,
      epsilonScaling: { initial: 3 },
    });
    expectSame(scaled, exact);
    const again = await solveAsync(small, {
      executor: gpu,
      threshold: 1e-5,
      init: { f: exact.f },
      maxIterations: 1,
    });
    expect(again.status).toBe('converged');
    expectSame(again, exact);
  });

  it('stops at a signal, with potentials to go on from', async () => {
    const stop = new AbortController();
    const solving = solveAsync(small, {
      executor: gpu,
      threshold: 0,
      signal: stop.signal,
      onProgress: ({ iteration }) => {
        if (iteration === 5) stop.abort();
      },
    });
    const error = await solving.then(
      () => undefined,
      (reason: unknown) => reason as AbortedError<{ f: NdArray<Float64Array>; g: NdArray<Float64Array> }>,
    );
    expect(error?.message).toMatch(/^sinkhorn\.solveAsync: aborted after 10 iterations/);
    const rest = solve(small, { threshold: 1e-3, init: error!.partial });
    expect(rest.iterations).toBeLessThan(solve(small, { threshold: 1e-3 }).iterations);
  });

  it('says so when a threshold is beyond float32', async () => {
    const solution = await solveAsync(small, { executor: gpu, threshold: 1e-12, maxIterations: 40 });
    expect(solution.status).toBe('maxIterations');
    expectSame(solution, solve(small, { threshold: 1e-10 }));
  });
});
