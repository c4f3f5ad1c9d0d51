import { geoDistance } from 'd3-geo';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/input-error.js';
import { namedCost } from '../../src/transport/costs.js';

const vector = fc.tuple(
  fc.double({ min: -9, max: 9, noNaN: true }),
  fc.double({ min: -9, max: 9, noNaN: true }),
);
const between = (name: string, x: readonly number[], y: readonly number[]): number =>
  namedCost(name, false).cost.between(Float64Array.from(x), Float64Array.from(y));

describe('namedCost', () => {
  it('measures the length of the arc in kilometres', () => {
    fc.assert(
      fc.property(vector, vector, ([a, b], [c, d]) => {
        const [x, y] = [
          [20 * a, 10 * b],
          [20 * c, 10 * d],
        ] as [[number, number], [number, number]];
        expect(between('great-circle', x, y)).toBeCloseTo(geoDistance(x, y) * 6371.0088, 4);
      }),
    );
  });

  it('has the costs that their names say', () => {
    fc.assert(
      fc.property(vector, vector, (x, y) => {
        const [u, v] = [Math.abs(x[0] - y[0]), Math.abs(x[1] - y[1])];
        expect(between('squared-euclidean', x, y)).toBeCloseTo(u * u + v * v, 8);
        expect(between('euclidean', x, y)).toBeCloseTo(Math.hypot(u, v), 8);
        expect(between('p-norm:1', x, y)).toBeCloseTo(u + v, 8);
        expect(between('p-norm:3', x, y)).toBeCloseTo(u ** 3 + v ** 3, 7);
      }),
    );
    expect(between('cosine', [1, 0], [0, 3])).toBeCloseTo(1);
    expect(between('cosine', [1, 0], [-3, 0])).toBeCloseTo(2);
  });

  it.each([
    ['great-circle', true, 'km'],
    ['squared-euclidean', false, 'units²'],
    ['squared-euclidean', true, 'degrees²'],
    ['euclidean', false, 'units'],
    ['cosine', false, '1'],
    ['p-norm:1', false, 'units'],
    ['p-norm:1.5', false, 'units^1.5'],
  ])('gives %s (on the globe: %s) the unit %s', (name, geographic, unit) => {
    expect(namedCost(name, geographic)).toMatchObject({ name, unit });
  });

  it.each([
    [
      'manhattan',
      '--cost: expected one of great-circle, squared-euclidean, euclidean, cosine, p-norm:P, got "manhattan"',
    ],
    ['p-norm', '--cost: expected p-norm:P with P ≥ 1, such as p-norm:1, got "p-norm"'],
    ['p-norm:0.5', '--cost: expected p-norm:P with P ≥ 1, such as p-norm:1, got "p-norm:0.5"'],
    ['p-norm:x', '--cost: expected p-norm:P with P ≥ 1, such as p-norm:1, got "p-norm:x"'],
  ])('refuses %s', (name, message) => {
    expect(() => namedCost(name, false)).toThrow(new InputError(message));
  });
});
