import { createGpu, type Gpu } from '@monge/gpu';
import { multiply } from '@monge/ndarray';
import { dirichlet, normal } from '@monge/random';
import {
  lowRankCost,
  sinkhornDivergence,
  sinkhornDivergenceAsync,
  solveDivergence,
  solveDivergenceAsync,
} from '@monge/sinkhorn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modes } from './support/modes.js';
import { relativeError } from './support/relative-error.js';

/** Of the divergence some millionths of the costs are rounding, of the potentials as much as in a solve. */
const TOLERANCE = 1e-4;

function weights(key: number, length: number, mass = 1): Float64Array {
  const { data } = dirichlet(key, [], { concentration: new Float64Array(length).fill(2) });
  return data.map((weight) => weight * mass);
}

describe.each(modes)('%s', { timeout: 60_000 }, (mode) => {
  let gpu: Gpu;
  beforeAll(async () => {
    gpu = await createGpu({ mode });
  });
  afterAll(() => gpu.release());

  it.each([
    ['balanced', {}, 1],
    ['unbalanced', { tauA: 0.7, tauB: 0.7 }, 2],
  ])('finds the %s divergence that the processor finds in float64', async (_, taus, mass) => {
    const [n, m] = [1030, 140];
    const [x, y] = [normal(1, [n, 2]), normal(2, [m, 2], { mean: 0.5, std: 0.7 })];
    const options = { a: weights(3, n), b: weights(4, m, mass), epsilon: 0.5, ...taus };
    const seen: number[] = [];
    const found = await sinkhornDivergenceAsync(x, y, {
      ...options,
      executor: gpu,
      threshold: 1e-5,
      onProgress: ({ iteration }) => seen.push(iteration),
    });
    const expected = sinkhornDivergence(x, y, { ...options, threshold: 1e-10 });
    expect(found.status).toBe('converged');
    expect(seen).toHaveLength(found.xx.iterations + found.yy.iterations + found.xy.iterations);
    for (const { executor } of [found.xy, found.xx, found.yy])
      expect(executor).toEqual({ name: mode, threads: 1 });
    expect(Math.abs(found.divergence - expected.divergence)).toBeLessThan(2e-5 * expected.xy.cost);
    expect(relativeError(found.xx.f.data, expected.xx.f.data)).toBeLessThan(TOLERANCE);
    expect(relativeError(found.transport().data, expected.transport().data)).toBeLessThan(TOLERANCE);
  });

  // What follows are the same kernels, which WebGL2 takes long to compile.
  if (mode === 'webgl2') return;

  it('is zero for a measure and itself, but for rounding', async () => {
    const x = normal(5, [300, 3], { mean: 10 });
    const a = weights(6, 300);
    const { divergence, xy } = await sinkhornDivergenceAsync(x, x, {
      a,
      b: a,
      epsilon: 0.3,
      executor: gpu,
      threshold: 1e-5,
    });
    expect(Math.abs(divergence)).toBeLessThan(1e-5 * xy.cost);
  });

  it('takes costs of low rank, which need not be positive', async () => {
    const features = (key: number) => normal(key, [70, 3], { mean: 1 });
    const inner = (key: number, other: number) => lowRankCost(multiply(features(key), -1), features(other));
    const geometries = { xy: inner(7, 8), xx: inner(7, 7), yy: inner(8, 8) };
    const options = { a: weights(9, 70), b: weights(10, 70), epsilon: 0.5 };
    const found = await solveDivergenceAsync(geometries, { ...options, executor: gpu, threshold: 1e-5 });
    const expected = solveDivergence(geometries, { ...options, threshold: 1e-10 });
    expect(found.status).toBe('converged');
    expect(Math.abs(found.divergence - expected.divergence)).toBeLessThan(1e-4);
  });
});
