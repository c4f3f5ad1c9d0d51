import { AbortedError } from '@monge/ndarray';
import {
  certificate,
  denseCost,
  linearProblem,
  mongeGap,
  pointCloud,
  type SolveOptions,
  sinkhornDivergence,
  solve,
  solveAsync,
  solveDivergence,
  solveDivergenceAsync,
  solveGreedily,
  solveSymmetric,
  solveSymmetricAsync,
  sparseCost,
} from '@monge/sinkhorn';
import {
  barycentrePoints,
  barycentreProblem,
  freeSupportBarycentre,
  sinkhornKMeans,
  solveBarycentre,
} from '@monge/sinkhorn/barycentres';
import { solveBatch, solveBatchAsync } from '@monge/sinkhorn/batch';
import { barycentricMap, transportCost } from '@monge/sinkhorn/differentiable';
import { gromovProblem, solveGromov, solveGromovAsync } from '@monge/sinkhorn/gromov';
import { chainCost, multiMarginalProblem, solveMultiMarginal } from '@monge/sinkhorn/multimarginal';
import { describe, expect, it } from 'vitest';

const cloud = pointCloud([0, 1, 3], [0, 1, 3]);
const problem = linearProblem(cloud, { epsilon: 1 });
const three = { xy: cloud, xx: cloud, yy: cloud };
const shapes = gromovProblem(cloud, cloud, { epsilon: 1 });
const mean = barycentreProblem(cloud, { measures: [[1, 2, 3]], epsilon: 1 });
const points = { x: [0, 1], y: [2, 5] };
const marginals = multiMarginalProblem(chainCost([cloud]), { epsilon: 1 });

type Options = Pick<SolveOptions, 'acceleration' | 'maxIterations' | 'signal'>;

/** A call of each function, with options that reach its solve. */
const callers: Record<string, (options: Options) => unknown> = {
  solve: (options) => solve(problem, options),
  solveAsync: (options) => solveAsync(problem, options),
  solveGreedily: (options) => solveGreedily(problem, options),
  solveSymmetric: (options) => solveSymmetric(problem, options),
  solveSymmetricAsync: (options) => solveSymmetricAsync(problem, options),
  solveDivergence: (options) => solveDivergence(three, options),
  solveDivergenceAsync: (options) => solveDivergenceAsync(three, options),
  solveBatch: (options) => solveBatch([problem], options),
  solveBatchAsync: (options) => solveBatchAsync([problem], options),
  solveGromov: ({ maxIterations, signal, ...linear }) =>
    solveGromov(shapes, {
      linear: { ...linear, ...(maxIterations && { maxIterations }) },
      ...(signal && { signal }),
    }),
  solveGromovAsync: ({ maxIterations, signal, ...linear }) =>
    solveGromovAsync(shapes, {
      linear: { ...linear, ...(maxIterations && { maxIterations }) },
      ...(signal && { signal }),
    }),
  solveBarycentre: (options) => solveBarycentre(mean, options),
  solveMultiMarginal: (options) => solveMultiMarginal(marginals, options),
  freeSupportBarycentre: ({ signal, ...transport }) =>
    freeSupportBarycentre([[0, 1]], { size: 2, epsilon: 1, transport, ...(signal && { signal }) }),
  sinkhornKMeans: ({ signal, ...transport }) =>
    sinkhornKMeans([0, 1, 5], { clusters: 2, epsilon: 1, transport, ...(signal && { signal }) }),
  barycentrePoints: ({ signal, ...transport }) =>
    barycentrePoints([[0, 1]], { size: 2, epsilon: 1, transport, ...(signal && { signal }) }),
  mongeGap: (options) => mongeGap([0, 1], [1, 2], { ...options, epsilon: 1 }),
  transportCost: (options) => transportCost(points, options),
  barycentricMap: (options) => barycentricMap(points, options),
};

async function messageOf(call: () => unknown): Promise<string> {
  try {
    await call();
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing';
}

/** Those that accelerate. */
const accelerated = Object.entries(callers).filter(
  ([name]) => name !== 'solveGreedily' && !name.startsWith('solveSymmetric'),
);

describe('the errors of what is called', () => {
  it.each(Object.entries(callers))('are in the name of %s', async (name, call) => {
    expect(await messageOf(() => call({ maxIterations: 0.5 }))).toMatch(
      new RegExp(`^sinkhorn\\.${name}: expected maxIterations`),
    );
    expect(await messageOf(() => call({ signal: AbortSignal.abort() }))).toMatch(
      new RegExp(`^sinkhorn\\.${name}: aborted`),
    );
  });

  it.each(accelerated)('are in the name of %s, of its acceleration too', async (name, call) => {
    // @ts-expect-error: no such acceleration
    expect(await messageOf(() => call({ acceleration: 'fast' }))).toMatch(
      new RegExp(`^sinkhorn\\.${name}: expected acceleration`),
    );
  });
});

describe('errors of solvers', () => {
  it('in the middle of the work are in their name, and of initialisers too', async () => {
    const controller = new AbortController();
    const options = { threshold: 0, signal: controller.signal, onProgress: () => controller.abort() };
    expect(await messageOf(() => solveDivergence(three, options))).toMatch(
      /^sinkhorn\.solveDivergence: aborted/,
    );
    const both = { initialiser: 'zero', init: {} } as const;
    expect(await messageOf(() => solveGreedily(problem, both))).toMatch(
      /^sinkhorn\.solveGreedily: expected init/,
    );
    expect(await messageOf(() => sinkhornDivergence([0], [1], { mode: 'fast' as 'log' }))).toMatch(
      /^sinkhorn\.solveDivergence: expected mode/,
    );
  });

  it('of barycentres without the bias are in the name of their solver', () => {
    const sharp = barycentreProblem(cloud, { measures: [[1, 2, 3]], epsilon: 1, objective: 'divergence' });
    expect(() => solveBarycentre(sharp, { acceleration: 'nesterov' })).toThrow(
      "sinkhorn.solveBarycentre: expected acceleration 'anderson' or 'none'",
    );
  });
});

describe('errors of certificate', () => {
  it('are in its name', () => {
    const unbalanced = solve(linearProblem(denseCost([[0, 1]]), { epsilon: 1, tauA: 0.5 }));
    expect(() => certificate(unbalanced)).toThrow(/^sinkhorn\.certificate: expected a problem whose plan/);
    const sparse = sparseCost([2, 2], { source: [0, 1], target: [0, 1], cost: [1, 2] });
    expect(() => certificate(solve(linearProblem(sparse, { epsilon: 1 })))).toThrow(
      'sinkhorn.certificate: expected costs that are finite',
    );
  });
});

describe('errors of clusters and barycentres of clouds', () => {
  it.each([
    [{ clusters: 2, weights: [1, 2] }, 'expected weights of shape [3]'],
    [{ clusters: 2, weights: [1, -2, 3] }, 'expected masses in [0, ∞) in weights, got -2'],
    [{ clusters: 2, sizes: [1, 2, 3] }, 'expected sizes of shape [2]'],
    [
      { clusters: 4 },
      'expected clusters to be at most the number of distinct points, got 4, and 3 of them; give centroids',
    ],
    [{ centroids: [[0, 1]] }, 'expected centroids of shape [·, 1] (of the dimension of points)'],
    [{ clusters: 2, epsilon: -1 }, 'expected epsilon in [0, ∞)'],
    [{ clusters: 2, threshold: -1 }, 'expected threshold'],
  ])('name the inputs as sinkhornKMeans does: %o', (options, message) => {
    const call = () => sinkhornKMeans([0, 1, 5], options);
    expect(call).toThrow(`sinkhorn.sinkhornKMeans: ${message}`);
  });

  it('leave centroids to go on from', () => {
    const stop = (): SolveOptions => ({ signal: AbortSignal.abort() });
    let partial: unknown;
    try {
      sinkhornKMeans([0, 1, 5], { clusters: 2, epsilon: 1, ...stop() });
    } catch (error) {
      if (error instanceof AbortedError) partial = error.partial;
    }
    const { centroids } = partial as { centroids: number[][] };
    expect(sinkhornKMeans([0, 1, 5], { epsilon: 1, centroids }).status).toBe('converged');
  });

  it.each([
    [{ measures: [[1]] }, 'expected measures[0] of shape [2] (masses of the points), got [1]'],
    [
      {
        measures: [
          [1, 1],
          [1, 1],
        ],
      },
      'expected as many measures as clouds, got 2 and 1',
    ],
    [{ weights: [1, 2] }, 'expected weights of shape [1]'],
    [{ epsilon: Number.NaN }, 'expected epsilon in [0, ∞)'],
  ])('and as freeSupportBarycentre does: %o', (options, message) => {
    const call = () => freeSupportBarycentre([[0, 1]], { size: 2, ...options });
    expect(call).toThrow(`sinkhorn.freeSupportBarycentre: ${message}`);
  });
});
