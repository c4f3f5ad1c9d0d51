import { geoDistance } from 'd3-geo';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drift, heading } from '../../src/transport/drift.js';
import { points, solved } from '../support/solve.js';

const cloud = fc.array(
  fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 3, maxLength: 3 }),
  {
    minLength: 2,
    maxLength: 10,
  },
);
const globe = { names: ['lon', 'lat'], geographic: true };
const mean = (rows: readonly (readonly number[])[], axis: number): number =>
  rows.reduce((total, row) => total + row[axis], 0) / rows.length;

describe('drift', () => {
  it('is the difference of the means in flat space, whatever the plan', () => {
    fc.assert(
      fc.property(cloud, cloud, (source, target) => {
        const { mean: net } = drift(solved(points(source), points(target), 'squared-euclidean', 1));
        for (const [axis, component] of net.entries()) {
          expect(component).toBeCloseTo(mean(target, axis) - mean(source, axis), 7);
        }
      }),
    );
  });

  it('is the mean over what moves where marginals give way', () => {
    fc.assert(
      fc.property(cloud, cloud, (source, target) => {
        const transport = solved(points(source), points(target), 'squared-euclidean', 1, {
          tauA: 0.7,
          tauB: 0.9,
        });
        const sums = [0, 0, 0];
        [...transport.solution.rows()].forEach((row, i) => {
          row.forEach((mass, j) => {
            for (const axis of sums.keys()) sums[axis] += mass * (target[j][axis] - source[i][axis]);
          });
        });
        for (const [axis, component] of drift(transport).mean.entries()) {
          expect(component).toBeCloseTo(sums[axis] / transport.solution.mass, 8);
        }
      }),
    );
  });

  it('is never longer than the mean displacement', () => {
    fc.assert(
      fc.property(cloud, cloud, (source, target) => {
        const { mean: net, length } = drift(solved(points(source), points(target), 'squared-euclidean', 1));
        expect(Math.hypot(...net)).toBeLessThanOrEqual(length + 1e-12);
      }),
    );
  });

  it('is the way along the great circle on the globe, in kilometres', () => {
    const place = fc.tuple(
      fc.double({ min: -180, max: 180, noNaN: true }),
      fc.double({ min: -85, max: 85, noNaN: true }),
    );
    fc.assert(
      fc.property(place, place, (from, to) => {
        const transport = solved(points([from, from], globe), points([to, to], globe), 'great-circle', 10);
        const { mean: net, length } = drift(transport);
        const distance = geoDistance(from, to) * 6371.0088;
        fc.pre(distance < 19000); // Near the antipode every way is as long.
        // To a metre: the projection loses half the digits of very short ways.
        expect(length).toBeCloseTo(distance, 3);
        expect(Math.hypot(...net)).toBeCloseTo(distance, 3);
      }),
    );
  });

  it('names east and north', () => {
    const move = (to: [number, number]) =>
      drift(
        solved(
          points(
            [
              [10, 0],
              [10, 0],
            ],
            globe,
          ),
          points([to, to], globe),
          'great-circle',
          10,
        ),
      ).mean;
    const degree = (Math.PI / 180) * 6371.0088;
    expect(move([11, 0])[0]).toBeCloseTo(degree, 6);
    expect(move([11, 0])[1]).toBeCloseTo(0, 6);
    expect(move([10, -2])[0]).toBeCloseTo(0, 6);
    expect(move([10, -2])[1]).toBeCloseTo(-2 * degree, 6);
  });
});

describe('heading', () => {
  it.each([
    [0, 1, 'N'],
    [1, 1, 'NE'],
    [1, 0, 'E'],
    [0, -1, 'S'],
    [-1, 0, 'W'],
    [-0.1, 1, 'N'],
    [-0.4, 1, 'NNW'],
    [-1, 0.4, 'WNW'],
  ])('of %d east and %d north is %s', (east, north, wind) => {
    expect(heading(east, north)).toBe(wind);
  });
});
