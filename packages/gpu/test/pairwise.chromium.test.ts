import { createGpu, type Gpu } from '@monge/gpu';
import type { AsyncPairwise, Axis, PointCosts, StoredCosts } from '@monge/ndarray';
import { createJavaScript } from '@monge/ndarray/executors';
import { normal } from '@monge/random';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allCosts } from './support/costs.js';
import { modes } from './support/modes.js';
import { relativeError } from './support/relative-error.js';
import { alternateExactly, averageExactly } from './support/steps.js';

const EPSILON = 0.5;
const TOLERANCE = 1e-5;

/**
 * Soft minima and sums of plans compute every kind of cost in every kernel; the rest is those kernels put together otherwise, and compiled anew at each
 * place: so for points once, and for stored costs.
 */
const inFull = ['squared distances in the plane', 'stored costs'];

const other = (axis: Axis): Axis => (axis === 1 ? 0 : 1);

/** Potentials, some without mass. */
function potential(key: number, length: number): Float64Array {
  return normal(key, [length]).data.map((value, i) => (i % 7 === 3 ? -Infinity : value));
}

/** Squared distances one by one. */
function matrixOf({ x, y, dimension }: PointCosts): StoredCosts {
  const [rows, columns] = [x.length / dimension, y.length / dimension];
  const costs = Float64Array.from({ length: rows * columns }, (_, at) => {
    const [i, j] = [Math.floor(at / columns), at % columns];
    let cost = 0;
    for (let k = 0; k < dimension; k++) cost += (x[i * dimension + k] - y[j * dimension + k]) ** 2;
    return cost;
  });
  return { kind: 'stored', rows, columns, costs };
}

const small: PointCosts = {
  kind: 'distance',
  factor: 1,
  dimension: 1,
  x: Float64Array.of(0, 1, 2),
  y: Float64Array.of(1, 3),
};

describe.each(modes)('%s', { timeout: 60_000 }, (mode) => {
  let gpu: Gpu;
  beforeAll(async () => {
    gpu = await createGpu({ mode });
  });
  afterAll(() => gpu.release());

  describe.each(Object.entries(allCosts))('%s', (kind, costs) => {
    const exact = createJavaScript().pairwise(costs, 'float64');
    const { rows, columns } = exact;
    const lengthOf = (axis: Axis) => (axis === 1 ? rows : columns);
    const [phi, psi] = [potential(11, rows), potential(12, columns)];
    let device: AsyncPairwise;
    beforeAll(() => {
      device = gpu.pairwise(costs);
    });
    afterAll(() => device.release());

    it.each([0, 1] as const)('soft minima, axis %i', async (axis) => {
      const expected = new Float64Array(lengthOf(axis));
      const from = axis === 1 ? psi : phi;
      exact.softmin(axis, EPSILON, from, expected);
      expect(relativeError(await device.softmin(axis, EPSILON, from), expected)).toBeLessThan(TOLERANCE);
    });

    it('sums of plans', async () => {
      const [rowSums, columnSums] = [new Float64Array(rows), new Float64Array(columns)];
      const cost = exact.totals(EPSILON, phi, psi, rowSums, columnSums);
      const totals = await device.totals(EPSILON, phi, psi);
      expect(relativeError(totals.rowSums, rowSums)).toBeLessThan(TOLERANCE);
      expect(relativeError(totals.columnSums, columnSums)).toBeLessThan(TOLERANCE);
      expect(relativeError([totals.cost], [cost])).toBeLessThan(TOLERANCE);
    });

    if (!inFull.includes(kind)) return;

    it.each([0, 1] as const)('products with plans, axis %i', async (axis) => {
      const expected = new Float64Array(lengthOf(axis));
      const vector = normal(13, [lengthOf(other(axis))]).data;
      exact.product(axis, EPSILON, phi, psi, vector, expected);
      const product = await device.product(axis, EPSILON, phi, psi, vector);
      expect(relativeError(product, expected)).toBeLessThan(TOLERANCE);
    });

    it.each([
      [1, 1],
      [0.9, 0.3],
    ])('steps of the iteration, with momentum, for τ = (%d, %d)', async (tauA, tauB) => {
      const [logA, logB] = [phi, psi];
      const [image, before] = [normal(14, [columns]).data, normal(15, [columns]).data];
      const momenta = [0.5, 0, 0.25];
      const start = { logA, logB, tauA, tauB, image, before };
      const { f, images } = await device.alternate(EPSILON, start, momenta);

      const expected = alternateExactly(exact, EPSILON, start, momenta);
      expect(relativeError(f, expected.f)).toBeLessThan(TOLERANCE);
      expect(images).toHaveLength(momenta.length);
      for (const [k, found] of images.entries())
        expect(relativeError(found, expected.images[k])).toBeLessThan(TOLERANCE);
    });
  });

  it.each([
    ['stored costs', 1],
    ['squared distances', 0.7],
  ])('averaged steps of the symmetric iteration, for %s and τ = %d', async (kind, tau) => {
    const count = 1010;
    const x = normal(21, [count, 2], { mean: 100 }).data;
    const points = { kind: 'squaredDistance', factor: 1, dimension: 2, x, y: x } as const;
    const costs = kind === 'stored costs' ? matrixOf(points) : points;
    const exact = createJavaScript().pairwise(costs, 'float64');
    const start = { logA: potential(22, count), tau, potential: normal(23, [count]).data };
    const device = gpu.pairwise(costs);
    const averaged = await device.average(EPSILON, start, 3);
    device.release();
    expect(averaged).toHaveLength(3);
    for (const [k, { once, twice }] of averageExactly(exact, EPSILON, start, 3).entries()) {
      expect(relativeError(averaged[k].once, once)).toBeLessThan(TOLERANCE);
      expect(relativeError(averaged[k].twice, twice)).toBeLessThan(TOLERANCE);
    }
  });

  it('finds nothing where there is no mass', async () => {
    const device = gpu.pairwise(small);
    const nothing = Float64Array.of(-Infinity, -Infinity);
    const ones = Float64Array.of(1, 1);
    expect(await device.softmin(1, EPSILON, nothing)).toEqual(Float64Array.of(Infinity, Infinity, Infinity));
    expect(await device.product(1, EPSILON, new Float64Array(3), nothing, ones)).toEqual(new Float64Array(3));
    device.release();
  });

  it('takes one point on either side, and points that coincide', async () => {
    const x = Float64Array.of(3, 4);
    const device = gpu.pairwise({ kind: 'distance', factor: 2, dimension: 2, x, y: Float64Array.of(0, 0) });
    expect((await device.softmin(1, 0.1, Float64Array.of(1)))[0]).toBeCloseTo(9, 5);
    device.release();
    const still = gpu.pairwise({ kind: 'squaredDistance', factor: 2, dimension: 2, x, y: x });
    expect(await still.softmin(1, 0.1, Float64Array.of(0))).toEqual(Float64Array.of(-0));
    still.release();
  });

  it('takes 65 536 points, against a few', async () => {
    const [many, few] = [65_536, 16];
    const x = normal(16, [many, 3]).data;
    const y = normal(17, [few, 3]).data;
    const costs = { kind: 'squaredDistance', factor: 1, dimension: 3, x, y } as const;
    const exact = createJavaScript().pairwise(costs, 'float64');
    const device = gpu.pairwise(costs);
    for (const axis of [0, 1] as const) {
      const from = normal(18, [axis === 1 ? few : many]).data;
      const expected = new Float64Array(axis === 1 ? many : few);
      exact.softmin(axis, EPSILON, from, expected);
      expect(relativeError(await device.softmin(axis, EPSILON, from), expected)).toBeLessThan(TOLERANCE);
    }
    device.release();
  });

  it('runs calls that are under way at once', async () => {
    const device = gpu.pairwise(small);
    const psi = Float64Array.of(0.5, -1);
    const calls = [psi, psi.map((value) => value + 1)].map((potentials) =>
      device.softmin(1, EPSILON, potentials),
    );
    const [one, other] = await Promise.all(calls);
    expect(
      relativeError(
        other,
        one.map((value) => value - 1),
      ),
    ).toBeLessThan(TOLERANCE);
    device.release();
  });

  it('goes on when others that were loaded later are released', async () => {
    const psi = [Float64Array.of(0.5, -1), Float64Array.of(3, 1), Float64Array.of(-2, 0)];
    const exact = createJavaScript().pairwise(small, 'float64');
    const [device, later] = [gpu.pairwise(small), gpu.pairwise(small)];
    await device.softmin(1, EPSILON, psi[0]);
    await later.totals(EPSILON, new Float64Array(3), psi[0]);
    const underWay = device.softmin(1, EPSILON, psi[1]);
    later.release();
    const found = [await underWay, await device.softmin(1, EPSILON, psi[2])];
    for (const [k, values] of found.entries()) {
      const expected = new Float64Array(3);
      exact.softmin(1, EPSILON, psi[k + 1], expected);
      expect(relativeError(values, expected)).toBeLessThan(TOLERANCE);
    }
    device.release();
  });

  it('refuses calls after release, and problems that no array of the device holds', async () => {
    const device = gpu.pairwise(small);
    device.release();
    await expect(device.softmin(1, EPSILON, new Float64Array(2))).rejects.toThrow(
      'gpu.pairwise: expected to be called before release()',
    );
    const [many, more] = [2 ** 17, 2 ** 18];
    expect(() =>
      gpu.pairwise({ kind: 'stored', rows: many, columns: more, costs: new Float32Array(0) }),
    ).toThrow(/^gpu\.pairwise: expected at most \d+ numbers in the costs/);
  });
});
