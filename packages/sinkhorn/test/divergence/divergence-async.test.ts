import { AbortedError, DomainError, ShapeError, UnsupportedError } from '@monge/ndarray';
import {
  denseCost,
  euclidean,
  grid,
  linearProblem,
  lowRankCost,
  pointCloud,
  sinkhornDivergence,
  sinkhornDivergenceAsync,
  solveDivergence,
  solveDivergenceAsync,
  solveSymmetric,
  solveSymmetricAsync,
} from '@monge/sinkhorn';
import { describe, expect, it } from 'vitest';
import { deviation } from '../support/deviation.js';
import { createDevice } from '../support/device.js';
import { engines } from '../support/executors.js';
import { normals, unevenWeights } from '../support/samples.js';

const [n, m] = [33, 47];
const [x, y] = [normals(3, n, 2), normals(4, m, 2, 0.8, 0.6)];
/** Some weights are zero. */
const a = unevenWeights(1, n).map((weight, i) => (i === 4 ? 0 : weight));
const mass = a.reduce((total, weight) => total + weight, 0);
const b = unevenWeights(2, m).map((weight) => weight * mass);

/** What the masses are held by, and the masses of the targets in that case. */
const relaxations = {
  balanced: { options: {}, targets: b },
  unbalanced: { options: { tauA: 0.8, tauB: 0.8 }, targets: b.map((weight) => 3 * weight) },
};

describe.each(engines)('on the processor, $name', (engine) => {
  it.each(Object.entries(relaxations))(
    'the %s divergence is that of solveDivergence to the bit',
    async (_, relaxation) => {
      const options = { a, b: relaxation.targets, epsilon: 0.1, ...engine, ...relaxation.options };
      const [found, expected] = [
        await sinkhornDivergenceAsync(x, y, options),
        sinkhornDivergence(x, y, options),
      ];
      expect(found.divergence).toBe(expected.divergence);
      expect(found.f.data).toEqual(expected.f.data);
      expect(found.g.data).toEqual(expected.g.data);
      expect(found.transport().data).toEqual(expected.transport().data);
      expect(found.yy.executor).toEqual(expected.yy.executor);
    },
  );
});

describe.each(Object.entries(relaxations))('on a device, %s', (_, { options: held, targets }) => {
  const options = { a, b: targets, epsilon: 0.1, ...held };

  it('takes the averaged steps of solveSymmetric, four between two looks', async () => {
    const { device, calls } = createDevice();
    const problem = linearProblem(pointCloud(x, x), { ...options, b: a });
    const limits = { threshold: 0, maxIterations: 6 } as const;
    const found = await solveSymmetricAsync(problem, { ...limits, executor: device });
    const expected = solveSymmetric(problem, { ...limits, mode: 'log' });
    expect(calls).toEqual({ looks: [4, 2], unreleased: 0 });
    expect(deviation(found.errors, expected.errors)).toBeLessThan(1e-11);
    expect(deviation(found.f.data, expected.f.data)).toBeLessThan(1e-12);
    expect(found.g.data).toEqual(found.f.data);
    expect(deviation([found.cost, found.dualCost], [expected.cost, expected.dualCost])).toBeLessThan(1e-12);
    expect(found.executor).toEqual({ name: 'webgpu', threads: 1 });
  });

  it.each(Object.entries({ 'squared Euclidean': undefined, Euclidean: euclidean }))(
    'finds the divergence that the processor finds, for the %s cost',
    async (_name, cost) => {
      const { device, calls } = createDevice();
      const own = { ...options, threshold: 1e-9, ...(cost === undefined ? {} : { cost }) };
      const found = await sinkhornDivergenceAsync(x, y, { ...own, executor: device });
      const expected = sinkhornDivergence(x, y, own);
      expect(found.status).toBe('converged');
      expect(deviation([found.divergence], [expected.divergence])).toBeLessThan(1e-9);
      expect(calls.unreleased).toBe(0);
    },
  );

  it('is zero for a measure and itself', async () => {
    const { divergence } = await sinkhornDivergenceAsync(x, x, {
      ...options,
      b: a,
      threshold: 1e-9,
      executor: createDevice().device,
    });
    expect(Math.abs(divergence)).toBeLessThan(1e-9);
  });

  it('is that of the processor for costs of low rank too', async () => {
    const [u, v] = [x.data, y.data];
    const inner = (p: Float64Array, q: Float64Array) =>
      lowRankCost(
        Array.from({ length: p.length / 2 }, (_row, i) => [p[2 * i], p[2 * i + 1] + 3]),
        Array.from({ length: q.length / 2 }, (_row, j) => [-q[2 * j], -q[2 * j + 1] - 3]),
      );
    const geometries = { xy: inner(u, v), xx: inner(u, u), yy: inner(v, v) };
    const own = { ...options, threshold: 1e-9 };
    const found = await solveDivergenceAsync(geometries, { ...own, executor: createDevice().device });
    const expected = solveDivergence(geometries, own);
    expect(deviation([found.divergence], [expected.divergence])).toBeLessThan(1e-9);
    expect(deviation(found.xx.f.data, expected.xx.f.data)).toBeLessThan(1e-8);
  });
});

it('stops at a signal, with the memory of the device given back', async () => {
  const { device, calls } = createDevice();
  for (const stopAt of [1, 3]) {
    const stop = new AbortController();
    let solves = 0;
    const solving = sinkhornDivergenceAsync(x, y, {
      a,
      b,
      executor: device,
      signal: stop.signal,
      onProgress: ({ iteration }) => {
        if (iteration === 1 && ++solves === stopAt) stop.abort();
      },
    });
    await expect(solving).rejects.toThrow(AbortedError);
    expect(calls.unreleased).toBe(0);
  }
});

it('starts where it is told to', async () => {
  const { device } = createDevice();
  const options = { a, b, epsilon: 0.1, threshold: 1e-6, executor: device };
  const first = await sinkhornDivergenceAsync(x, y, options);
  const again = await sinkhornDivergenceAsync(x, y, { ...options, init: { g: first.xy.g } });
  expect(again.xy.errors[0]).toBeLessThan(1e-6);
  expect((await sinkhornDivergenceAsync(x, y, { ...options, initialiser: 'gaussian' })).status).toBe(
    'converged',
  );
});

describe('refused, by rejecting', () => {
  const { device, calls } = createDevice();

  it('are geometries that do not fit, and measures that are not one', async () => {
    const [xy, xx] = [denseCost([[1, 2]]), denseCost([[0]])];
    await expect(solveDivergenceAsync({ xy, xx, yy: xx })).rejects.toThrow(ShapeError);
    await expect(solveDivergenceAsync({ xy, xx, yy: xx })).rejects.toThrow(
      'sinkhorn.solveDivergenceAsync: expected yy',
    );
    await expect(sinkhornDivergenceAsync(x, y, { tauA: 0.5 })).rejects.toThrow(DomainError);
    await expect(solveSymmetricAsync(linearProblem(pointCloud(x, y)))).rejects.toThrow(
      'sinkhorn.solveSymmetricAsync: expected as many targets as sources',
    );
  });

  it('are kernels that are stored, and costs that have kernels of their own, on a device', async () => {
    const itself = linearProblem(pointCloud(x, x));
    await expect(solveSymmetricAsync(itself, { executor: device, mode: 'kernel' })).rejects.toThrow(
      UnsupportedError,
    );
    const pixels = linearProblem(
      grid([
        [0, 1],
        [0, 1, 2],
      ]),
    );
    await expect(solveSymmetricAsync(pixels, { executor: device })).rejects.toThrow(
      'sinkhorn.solveSymmetricAsync: expected point clouds, a matrix of costs or costs of low rank, got costs that are sums over axes; their kernels run on the ' +
        'processor: use an executor of @monge/ndarray/executors, or pointCloud of the same points',
    );
    expect(calls).toEqual({ looks: [], unreleased: 0 });
  });
});
