import { createGpu, type Gpu } from '@monge/gpu';
import type { AsyncPairwise, PairwiseCosts } from '@monge/ndarray';
import { createJavaScript } from '@monge/ndarray/executors';
import { normal, uniform } from '@monge/random';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modes } from './support/modes.js';
import { relativeError } from './support/relative-error.js';
import { alternateExactly, averageExactly } from './support/steps.js';

const TOLERANCE = 1e-5;

/** Sums of plans are exponentials of numbers of some tens, which have fewer digits behind the point. */
const TOLERANCE_OF_SUMS = 3e-5;

/** Of uneven sizes, far apart, in small and in large units; some with a thousand points, and one too large to be run with others. */
const shapes = [
  [1010, 37],
  [3, 1100],
  [1, 1],
  [64, 65],
  [2100, 20],
  [50, 50],
] as const;

const costsOf: Readonly<Record<string, (k: number, rows: number, columns: number) => PairwiseCosts>> = {
  clouds: (k, rows, columns) => ({
    kind: 'squaredDistance',
    factor: 10 ** (k - 2),
    dimension: 2,
    x: normal(2 * k, [rows, 2], { mean: 100 * k }).data,
    y: normal(2 * k + 1, [columns, 2], { mean: 100 * k }).data,
  }),
  matrices: (k, rows, columns) => ({
    kind: 'stored',
    rows,
    columns,
    costs: uniform(k, [rows, columns], { low: -(10 ** (k - 2)), high: 10 ** (k - 2) }).data,
  }),
  'clouds in the plane and in space, and matrices': (k, rows, columns) =>
    k % 3 === 2
      ? { kind: 'stored', rows, columns, costs: uniform(k, [rows, columns]).data }
      : {
          kind: 'distance',
          factor: 1,
          dimension: 2 + (k % 3),
          x: normal(2 * k, [rows, 2 + (k % 3)]).data,
          y: normal(2 * k + 1, [columns, 2 + (k % 3)]).data,
        },
};

/** What runs apart is the same kernels, compiled for each pack. */
const inFull = ['clouds', 'matrices'];

/** Potentials in units of ε, some without mass. */
function potential(key: number, length: number, epsilon: number): Float64Array {
  return normal(key, [length]).data.map((value, i) => (i % 7 === 3 ? -Infinity : value * epsilon));
}

describe.each(modes)('%s', { timeout: 60_000 }, (mode) => {
  let gpu: Gpu;
  beforeAll(async () => {
    gpu = await createGpu({ mode });
  });
  afterAll(() => gpu.release());

  describe.each(Object.entries(costsOf))('a batch of %s', (kind, costOf) => {
    const costs = shapes.map(([rows, columns], k) => costOf(k, rows, columns));
    const exact = costs.map((each) => createJavaScript().pairwise(each, 'float64'));
    const epsilons = costs.map((_each, k) => 0.5 * 10 ** (k - 2));
    let device: readonly AsyncPairwise[];
    beforeAll(() => {
      device = gpu.pairwiseBatch(costs);
    });
    afterAll(() => {
      for (const pairwise of device) pairwise.release();
    });

    it.each([0, 1] as const)('has the soft minima of each, axis %i', async (axis) => {
      const found = await Promise.all(
        device.map(({ rows, columns, softmin }, k) =>
          softmin(axis, epsilons[k], potential(k, axis === 1 ? columns : rows, epsilons[k])),
        ),
      );
      for (const [k, { rows, columns, softmin }] of exact.entries()) {
        const expected = new Float64Array(axis === 1 ? rows : columns);
        softmin(axis, epsilons[k], potential(k, axis === 1 ? columns : rows, epsilons[k]), expected);
        expect(relativeError(found[k], expected)).toBeLessThan(TOLERANCE);
      }
    });

    if (!inFull.includes(kind)) return;

    it('has the products and the sums of the plan of each', async () => {
      const plans = device.map(
        ({ rows, columns }, k) =>
          [epsilons[k], potential(k + 7, rows, epsilons[k]), potential(k, columns, epsilons[k])] as const,
      );
      const vectors = device.map(({ rows }, k) => uniform(k + 20, [rows]).data);
      const [products, totals] = await Promise.all([
        Promise.all(device.map(({ product }, k) => product(0, ...plans[k], vectors[k]))),
        Promise.all(device.map(({ totals: totalsOf }, k) => totalsOf(...plans[k]))),
      ]);
      for (const [k, { rows, columns, product, totals: totalsOf }] of exact.entries()) {
        const expected = new Float64Array(columns);
        product(0, ...plans[k], vectors[k], expected);
        expect(relativeError(products[k], expected)).toBeLessThan(TOLERANCE_OF_SUMS);
        const [rowSums, columnSums] = [new Float64Array(rows), new Float64Array(columns)];
        const cost = totalsOf(...plans[k], rowSums, columnSums);
        const size = Math.max(Math.abs(cost), epsilons[k] * rowSums.reduce((sum, value) => sum + value, 0));
        expect(relativeError(totals[k].rowSums, rowSums)).toBeLessThan(TOLERANCE_OF_SUMS);
        expect(relativeError(totals[k].columnSums, columnSums)).toBeLessThan(TOLERANCE_OF_SUMS);
        expect(Math.abs(totals[k].cost - cost) / size).toBeLessThan(TOLERANCE_OF_SUMS);
      }
    });

    it('takes steps of each, the same to the bit whatever the others do', async () => {
      const starts = device.map(({ rows, columns }, k) => ({
        logA: potential(k, rows, epsilons[k]),
        logB: potential(k + 7, columns, epsilons[k]),
        tauA: 1 - 0.1 * k,
        tauB: 0.5 + 0.1 * k,
        image: normal(k + 14, [columns]).data,
        before: normal(k + 21, [columns]).data,
      }));
      const momenta = starts.map((_start, k) => [0.1 * k, 0, 0.5]);
      const step = (pairwise: AsyncPairwise, k: number) =>
        pairwise.alternate(epsilons[k], starts[k], momenta[k]);
      const together = await Promise.all(device.map(step));
      const some = await Promise.all([5, 0].map((k) => step(device[k], k)));
      expect(some).toEqual([together[5], together[0]]);
      for (const [k, { f, images }] of together.entries()) {
        const expected = alternateExactly(exact[k], epsilons[k], starts[k], momenta[k]);
        expect(relativeError(f, expected.f)).toBeLessThan(TOLERANCE);
        for (const [nth, image] of images.entries())
          expect(relativeError(image, expected.images[nth])).toBeLessThan(TOLERANCE);
      }
    });
  });

  it('runs some of the problems, and then others', async () => {
    const x = normal(31, [40, 2]).data;
    const costs = [1, 2, 3].map(
      (factor): PairwiseCosts => ({ kind: 'distance', factor, dimension: 2, x, y: x }),
    );
    const exact = costs.map((each) => createJavaScript().pairwise(each, 'float64'));
    const device = gpu.pairwiseBatch(costs);
    const phi = potential(32, 40, 1);
    const psi = potential(33, 40, 1);
    for (const some of [[1, 2], [0], [1]]) {
      const found = await Promise.all(some.map((k) => device[k].totals(1, phi, psi)));
      for (const [nth, k] of some.entries()) {
        const [rowSums, columnSums] = [new Float64Array(40), new Float64Array(40)];
        exact[k].totals(1, phi, psi, rowSums, columnSums);
        expect(relativeError(found[nth].rowSums, rowSums)).toBeLessThan(TOLERANCE_OF_SUMS);
        expect(relativeError(found[nth].columnSums, columnSums)).toBeLessThan(TOLERANCE_OF_SUMS);
      }
    }
    for (const pairwise of device) pairwise.release();
  });

  it('takes averaged steps of each', async () => {
    const clouds = [50, 7, 1030].map((count, k): PairwiseCosts => {
      const x = normal(k, [count, 3]).data;
      return { kind: 'squaredDistance', factor: 1, dimension: 3, x, y: x };
    });
    const start = (k: number, count: number) => ({
      logA: potential(k, count, 1),
      tau: 1 - 0.2 * k,
      potential: normal(k + 9, [count]).data,
    });
    const device = gpu.pairwiseBatch(clouds);
    const together = await Promise.all(device.map(({ rows, average }, k) => average(1, start(k, rows), 2)));
    for (const [k, each] of clouds.entries()) {
      const exact = createJavaScript().pairwise(each, 'float64');
      for (const [nth, { once, twice }] of averageExactly(exact, 1, start(k, exact.rows), 2).entries()) {
        expect(relativeError(together[k][nth].once, once)).toBeLessThan(TOLERANCE);
        expect(relativeError(together[k][nth].twice, twice)).toBeLessThan(TOLERANCE);
      }
      device[k].release();
    }
  });

  it('is given back problem by problem', async () => {
    const costs = [1, 2].map((factor): PairwiseCosts => {
      const x = Float64Array.of(0, 1);
      return { kind: 'squaredDistance', factor, dimension: 1, x, y: x };
    });
    const [one, other] = gpu.pairwiseBatch(costs);
    one.release();
    one.release();
    await expect(one.softmin(1, 1, new Float64Array(2))).rejects.toThrow(
      'gpu.pairwiseBatch: expected to be called before release()',
    );
    expect((await other.softmin(1, 1e-3, new Float64Array(2)))[0]).toBeCloseTo(0, 6);
    other.release();
    await expect(other.softmin(1, 1, new Float64Array(2))).rejects.toThrow('before release()');
  });
});
