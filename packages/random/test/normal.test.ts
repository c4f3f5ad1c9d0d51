import { normal, RandomError } from '@monge/random';
import { keys, moments, normalCdf } from '@monge/random/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxMuller } from '../src/internal/box-muller.js';
import { expectFit, expectMoments, expectProportions } from './fits.js';

const n = 20_000;

describe.each(['float64', 'float32'] as const)('normal, %s', (dtype) => {
  it('is mean + std times a standard normal, to the bit in float64', () => {
    fc.assert(
      fc.property(keys(), fc.double({ min: -9, max: 9, noNaN: true }), fc.nat(9), (k, mean, std) => {
        const scaled = normal(k, 101, { mean, std }).data;
        expect(scaled).toEqual(normal(k, 101).data.map((z) => mean + std * z));
        expect(normal(k, 101, { mean, std, dtype }).data).toHaveLength(101);
      }),
    );
  });

  it.each([
    { mean: 0, std: 1 },
    { mean: -3, std: 0.25 },
    { mean: 100, std: 1e-3 },
    { mean: 0, std: 1e30 },
  ])('fits the normal law of mean $mean and standard deviation $std', ({ mean, std }) => {
    const { data } = normal(21, n, { mean, std, dtype });
    if (dtype === 'float64' || std !== 1e-3) expectFit(data, normalCdf({ mean, std }));
    expectMoments(data, { mean, variance: std * std, excessKurtosis: 0 });
  });

  // Skewness and excess kurtosis have standard errors √(6/n) and √(24/n).
  it('is neither skewed nor heavy-tailed', () => {
    const { skewness, excessKurtosis } = moments(normal(22, 200_000, { dtype }).data);
    expect(Math.abs(skewness)).toBeLessThan(5 * Math.sqrt(6 / 200_000));
    expect(Math.abs(excessKurtosis)).toBeLessThan(5 * Math.sqrt(24 / 200_000));
  });

  it('has the right tails, in 10⁶ draws', () => {
    const data = Float64Array.from(normal(23, 1_000_000, { dtype }).data);
    const cdf = normalCdf();
    const edges = [-4.4, -4, -3.5, -3, 3, 3.5, 4, 4.4];
    const below = (edge: number) => data.reduce((count, z) => count + (z <= edge ? 1 : 0), 0);
    const cells = (values: number[]) => values.map((value, i) => value - (values[i - 1] ?? 0));
    expectProportions(
      cells([...edges.map(below), data.length]),
      cells([...edges.map((edge) => cdf(edge) * data.length), data.length]),
    );
    const largest = data.reduce((a, z) => Math.max(a, Math.abs(z)), 0);
    expect(largest).toBeGreaterThan(4.5);
    expect(largest).toBeLessThan(6.5);
  });

  it('has independent neighbours: those that one pair of uniforms makes, and the next', () => {
    const { data } = normal(24, n, { dtype });
    for (const lag of [1, 2, 3, 4]) {
      const products = data.subarray(lag).map((z, i) => z * data[i]);
      expectMoments(products, { mean: 0, variance: 1, excessKurtosis: 6 });
      // z² + z′² of independent normals is exponential of mean 2: a radius shared by neighbours would show.
      const squares = data.subarray(lag).map((z, i) => z * z * data[i] * data[i]);
      expect(Math.abs(moments(squares).mean - 1)).toBeLessThan(5 * Math.sqrt(8 / n));
    }
  });

  it('is the mean where the standard deviation is 0', () => {
    expect([...normal(0, 5, { mean: 3, std: 0, dtype }).data]).toEqual([3, 3, 3, 3, 3]);
  });
});

describe('normal', () => {
  it('reaches 8.57, finite, at the smallest uniform, and 0 never further than rounding at the largest', () => {
    const pair = new Float64Array(2);
    boxMuller(pair, 0, 0, 1, 2 ** -53, 0, 0);
    expect([...pair]).toEqual([8.571674348652905, 0]);
    boxMuller(pair, 0, 0, 1, 1 - 2 ** -53, 2, 0);
    expect(pair[0]).toBeCloseTo(-1.49e-8, 10);
  });

  it('turns the pair by the quadrant', () => {
    const at = (quadrant: number) => {
      const pair = new Float64Array(2);
      boxMuller(pair, 0, 0, 1, 0.3, quadrant, 0.2);
      return [...pair];
    };
    const [x, y] = at(0);
    expect(Math.hypot(x, y) ** 2).toBeCloseTo(-2 * Math.log(0.3), 12);
    expect(Math.atan2(y, x)).toBeCloseTo((0.2 * Math.PI) / 2, 12);
    expect([at(1), at(2), at(3)]).toEqual([
      [y, x],
      [-x, -y],
      [-y, -x],
    ]);
  });

  it.each([
    { mean: Number.NaN },
    { mean: Number.POSITIVE_INFINITY },
    { std: -1 },
    { std: Number.NaN },
    { std: Number.POSITIVE_INFINITY },
  ])('refuses %o', (options) => {
    expect(() => normal(0, 1, options)).toThrow(RandomError);
    expect(() => normal(0, 1, options)).toThrow(
      /^random\.normal: expected a finite mean and a finite std >= 0, got /,
    );
  });
});
