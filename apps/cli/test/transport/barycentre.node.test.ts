import { linearProblem, pointCloud, solveExactly } from '@monge/sinkhorn';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/input-error.js';
import type { Points } from '../../src/read/points.js';
import { barycentreOf, refuseBarycentre } from '../../src/transport/barycentre.js';
import { matrix } from '../../src/transport/problem-of.js';
import { points, silent, solved } from '../support/solve.js';

const squared = 'squared-euclidean';
const between = (source: Points, target: Points, t: number) =>
  barycentreOf(solved(source, target, squared, 0.05), t, {}, silent);

/** Points on a spiral, no two alike, their weights skewed. */
const spiral = (n: number, [x, y]: readonly [number, number], phase: number) =>
  points(
    Array.from({ length: n }, (_, i) => [
      x + Math.sqrt(i / n) * Math.cos(2.4 * i + phase),
      y + 2 * Math.sqrt(i / n) * Math.sin(2.4 * i + phase),
    ]),
    { weights: Array.from({ length: n }, (_, i) => 1 + (i % 5)) },
  );
const meanOf = ({ axes, coordinates, weights }: Points, axis: number) =>
  weights.reduce((total, weight, i) => total + weight * coordinates[i * axes.names.length + axis], 0);
const sorted = (values: Iterable<number>) => [...values].sort((one, other) => one - other);

describe('barycentreOf', () => {
  it('costs no less than a geodesic does, t (1 − t) W², and hardly more', async () => {
    const [source, target] = [spiral(40, [0, 0], 0), spiral(70, [4, 1], 1)];
    const { cost: squaredDistance } = solveExactly(
      linearProblem(pointCloud(matrix(source), matrix(target)), { a: source.weights, b: target.weights }),
    );
    for (const t of [0.2, 0.5, 0.9]) {
      const { cost, status } = await between(source, target, t);
      expect(status).toBe('converged');
      const least = t * (1 - t) * squaredDistance;
      expect(cost).toBeGreaterThanOrEqual(least - 1e-9);
      expect(cost).toBeLessThan(1.05 * least);
    }
  });

  it('has its mean on the way between the means', async () => {
    const [source, target] = [spiral(60, [0, 0], 0), spiral(30, [-3, 5], 2)];
    const { points: found, t } = await between(source, target, 0.3);
    for (const axis of [0, 1]) {
      const mean = (1 - t) * meanOf(source, axis) + t * meanOf(target, axis);
      expect(meanOf(found, axis)).toBeCloseTo(mean, 2);
    }
  });

  it('averages quantiles on the line', async () => {
    const coordinate = fc.double({ min: -5, max: 5, noNaN: true });
    const line = fc.array(coordinate, { minLength: 6, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(line, line, fc.double({ min: 0, max: 1, noNaN: true }), async (x, y, t) => {
        const found = await between(points(x.map((u) => [u])), points(y.map((v) => [v + 20])), t);
        const [xs, ys] = [sorted(x), sorted(y)];
        sorted(found.points.coordinates).forEach((value, i) => {
          expect(value).toBeCloseTo((1 - t) * xs[i] + t * (ys[i] + 20), 6);
        });
      }),
      { numRuns: 30 },
    );
  });

  it('goes along a translation', async () => {
    const source = spiral(50, [0, 0], 0);
    const target = {
      ...source,
      coordinates: source.coordinates.map((value, at) => value + (at % 2 ? -7 : 4)),
    };
    const { points: found } = await between(source, target, 0.25);
    found.coordinates.forEach((value, at) => {
      expect(value).toBeCloseTo(source.coordinates[at] + (at % 2 ? -1.75 : 1), 9);
    });
    expect(found.weights).toEqual(source.weights);
  });

  it('is made of the smaller side, whichever that is, without the points that have no mass', async () => {
    const few = points(
      [
        [0, 0],
        [1, 0],
        [5, 5],
      ],
      { weights: [1, 3, 0] },
    );
    const many = points([
      [9, 0],
      [9, 1],
      [9, 2],
      [9, 3],
    ]);
    for (const [source, target] of [
      [few, many],
      [many, few],
    ] as const) {
      const { points: found } = await between(source, target, 0.5);
      expect([...found.weights]).toEqual([0.25, 0.75]);
    }
  });

  it('has 500 points of equal mass where both sides have more', async () => {
    const source = spiral(520, [0, 0], 0);
    const { points: found } = await between(source, spiral(510, [40, 0], 1), 0);
    expect(found.weights).toEqual(new Float64Array(500).fill(1 / 500));
    expect([...found.records]).toEqual(Array.from({ length: 500 }, (_, i) => i));
    expect(meanOf(found, 0)).toBeCloseTo(meanOf(source, 0), 3);
  });

  it('stops when it is told to', async () => {
    const io = { ...silent, signal: AbortSignal.abort() };
    const transport = solved(spiral(10, [0, 0], 0), spiral(10, [4, 0], 1), squared, 0.1);
    await expect(barycentreOf(transport, 0.5, {}, io)).rejects.toThrow('abort');
  });
});

describe('refuseBarycentre', () => {
  const flat = points([
    [0, 0],
    [1, 1],
  ]);
  const globe = points(
    [
      [0, 0],
      [1, 1],
    ],
    { names: ['lon', 'lat'], geographic: true },
  );

  it('lets squared distances pass', () => {
    for (const cost of [undefined, squared]) {
      expect(() => refuseBarycentre({ source: flat, target: flat }, cost)).not.toThrow();
    }
  });

  it('refuses the globe, whatever the cost, and every other cost', () => {
    for (const cost of [undefined, squared]) {
      expect(() => refuseBarycentre({ source: globe, target: globe }, cost)).toThrow(
        /^--barycentre: expected points of a flat space .* got lon, lat; project them/,
      );
    }
    expect(() => refuseBarycentre({ source: flat, target: flat }, 'euclidean')).toThrow(
      new InputError(
        '--barycentre: expected --cost squared-euclidean (of which means are the best points), got euclidean',
      ),
    );
  });
});
