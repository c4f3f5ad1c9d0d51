import { createGpu, type Gpu } from '@monge/gpu';
import { dirichlet, normal, uniform } from '@monge/random';
import { denseCost, type Geometry, linearProblem, lowRankCost, pointCloud, solve } from '@monge/sinkhorn';
import { solveBatchAsync } from '@monge/sinkhorn/batch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modes } from './support/modes.js';
import { relativeError } from './support/relative-error.js';

const TOLERANCE = 1e-4;

function weights(key: number, length: number): Float64Array {
  return dirichlet(key, [], { concentration: new Float64Array(length).fill(2) }).data;
}

function geometryOf(k: number, n: number, m: number): Geometry {
  if (k % 3 === 1) return denseCost(uniform(k, [n, m], { high: 10 }));
  const [x, y] = [normal(2 * k, [n, 2], { mean: k }), normal(2 * k + 1, [m, 2], { mean: k + 1 })];
  return k % 3 === 0 ? pointCloud(x, y) : lowRankCost(x, y);
}

/** Of several geometries and sizes; some give way to their marginals, and some take many more steps than others. */
const problems = [
  [1010, 12],
  [30, 41],
  [7, 9],
  [50, 50],
  [1, 5],
  [64, 3],
  [20, 1],
  [33, 70],
].map(([n, m], k) =>
  linearProblem(geometryOf(k, n, m), {
    a: weights(k, n),
    b: weights(k + 9, m),
    epsilon: [2, 1, 5][k % 3],
    tauB: k % 4 === 3 ? 0.8 : 1,
  }),
);

describe.each(modes)('%s', { timeout: 60_000 }, (mode) => {
  let gpu: Gpu;
  beforeAll(async () => {
    gpu = await createGpu({ mode });
  });
  afterAll(() => gpu.release());

  it('finds the plans of a batch that the processor finds in float64, each when it has converged', async () => {
    const seen: number[] = [];
    const batch = await solveBatchAsync(problems, {
      executor: gpu,
      threshold: 1e-5,
      onProgress: ({ solved }) => seen.push(solved),
    });
    expect(batch.status).toBe('converged');
    expect(seen).toEqual(problems.map((_, k) => k + 1));
    expect(new Set(batch.iterations.data).size).toBeGreaterThan(1);
    for (const [k, solution] of batch.solutions.entries()) {
      const exact = solve(problems[k], { threshold: 1e-10 });
      expect(solution.problem).toBe(problems[k]);
      expect(solution.executor).toEqual({ name: mode, threads: 1 });
      const scale = Math.max(Math.abs(exact.cost), exact.epsilon);
      expect(Math.abs(solution.cost - exact.cost) / scale).toBeLessThan(TOLERANCE);
      const vector = normal(k, [exact.g.size]);
      expect(relativeError(solution.apply(vector).data, exact.apply(vector).data)).toBeLessThan(TOLERANCE);
    }
  });

  it('has the same bits for a problem whatever the others are', async () => {
    const options = { executor: gpu, threshold: 1e-5 };
    const [whole, some] = [
      await solveBatchAsync(problems.slice(0, 7), options),
      await solveBatchAsync([problems[3], problems[6]], options),
    ];
    expect(some.solutions[0].g.data).toEqual(whole.solutions[3].g.data);
    expect(some.solutions[0].errors).toEqual(whole.solutions[3].errors);
    expect(some.solutions[1].f.data).toEqual(whole.solutions[6].f.data);
  });

  it('stops at a signal, with what is solved', async () => {
    const stop = new AbortController();
    const solving = solveBatchAsync(problems, {
      executor: gpu,
      threshold: 1e-5,
      signal: stop.signal,
      onProgress: ({ solved }) => {
        if (solved === 3) stop.abort();
      },
    });
    await expect(solving).rejects.toMatchObject({ code: 'aborted', partial: { solutions: { length: 3 } } });
  });
});
