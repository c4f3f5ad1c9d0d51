import {
  betaCdf,
  exponentialCdf,
  gammaCdf,
  gumbelCdf,
  normalCdf,
  poissonPmf,
  uniformCdf,
} from '@monge/random/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { upperIncompleteGamma } from '../../src/testing/incomplete-gamma.js';
import { logGamma } from '../../src/testing/log-gamma.js';

// All numbers are mpmath's, with 60 digits: gammainc, betainc, erfc, loggamma.

/** Relative agreement. */
function expectRelative(actual: number, expected: number, tolerance: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected));
}

describe('every cdf', () => {
  it.each([
    ['uniform', uniformCdf({ low: -2, high: 5 })],
    ['normal', normalCdf({ mean: 1, std: 2 })],
    ['exponential', exponentialCdf({ rate: 0.5 })],
    ['gumbel', gumbelCdf()],
    ['gamma', gammaCdf({ concentration: 2.5, rate: 3 })],
    ['beta', betaCdf({ alpha: 0.5, beta: 3 })],
  ])('increases from 0 to 1: %s', (_, cdf) => {
    const point = fc.double({ min: -30, max: 30, noNaN: true });
    fc.assert(fc.property(point, point, (x, y) => cdf(Math.min(x, y)) <= cdf(Math.max(x, y))));
    expect(cdf(-1000)).toBe(0);
    expect(cdf(1000)).toBe(1);
  });
});

describe('the incomplete gamma functions', () => {
  it.each([
    [0.05, 1e-8, 0.4089423995834056, 0.5910576004165944],
    [0.05, 0.7, 0.980620773380833, 0.019379226619167033],
    [0.5, 0.1, 0.345279153981423, 0.654720846018577],
    [0.5, 3, 0.9856941215645704, 0.01430587843542964],
    [1, 2, 0.8646647167633873, 0.1353352832366127],
    [2.5, 0.5, 0.03743422675270363, 0.9625657732472964],
    [2.5, 9, 0.9970535954121197, 0.0029464045878802906],
    [100, 70, 0.00043037259497989087, 0.9995696274050201],
    [100, 100, 0.5132987982791487, 0.48670120172085135],
    [100, 140, 0.9998389428252874, 0.00016105717471255585],
    [1e4, 9800, 0.022207543813969693, 0.9777924561860303],
    [1e4, 10350, 0.9997332077185105, 0.000266792281489493],
    [1e6, 1000500, 0.6915504757714972, 0.3084495242285028],
  ])('at a = %s, x = %s', (a, x, lower, upper) => {
    expectRelative(gammaCdf({ concentration: a })(x), lower, 1e-12 * Math.max(1, a / 1000));
    expectRelative(upperIncompleteGamma(a, x), upper, 1e-12 * Math.max(1, a / 1000));
  });
});

describe('betaCdf', () => {
  it.each([
    [0.3, 0.7, 0.01, 0.21576857250318626],
    [0.3, 0.7, 0.9, 0.9243607221090899],
    [2, 5, 0.1, 0.114265],
    [2, 5, 0.6, 0.95904],
    [50, 30, 0.5, 0.011909896429000633],
    [50, 30, 0.7, 0.9207207761763277],
    [0.001, 0.001, 1e-10, 0.48861941305116446],
    [0.001, 0.001, 0.5, 0.5],
    [1000, 3000, 0.24, 0.0710803340085357],
    [1, 1, 0.3, 0.3],
  ])('at a = %s, b = %s, x = %s', (alpha, beta, x, expected) => {
    expectRelative(betaCdf({ alpha, beta })(x), expected, 1e-12 * Math.max(1, (alpha + beta) / 1000));
  });
});

describe('normalCdf', () => {
  it.each([
    [-8.5, 9.479534822203318e-18],
    [-5, 2.866515718791939e-7],
    [-1.25, 0.10564977366685525],
    [-0.1, 0.460172162722971],
    [0, 0.5],
    [0.3, 0.6179114221889527],
    [2, 0.9772498680518208],
    [4, 0.9999683287581669],
    [6, 0.9999999990134123],
  ])('at %s', (z, expected) => {
    expectRelative(normalCdf()(z), expected, 1e-13);
    expectRelative(normalCdf({ mean: -3, std: 7 })(7 * z - 3), expected, 1e-12);
  });
});

describe('logGamma', () => {
  it.each([
    [1e-10, 23.025850929882736],
    [0.05, 2.9688792010517306],
    [0.5, 0.5723649429247001],
    [1, 0],
    [1.5, -0.12078223763524522],
    [2, 0],
    [3.7, 1.428072326665388],
    [9.99, 12.779315214350193],
    [10, 12.80182748008147],
    [100, 359.1342053695754],
    [12345.678, 103959.91990554606],
    [1e10, 220258509288.81058],
  ])('at %s', (a, expected) => {
    expect(Math.abs(logGamma(a) - expected)).toBeLessThan(1e-14 * Math.max(1, Math.abs(expected)));
  });
});

describe('poissonPmf', () => {
  it.each([
    [0.3, 0, 0.7408182206817179],
    [0.3, 4, 0.00025002614948007977],
    [4, 4, 0.1953668148131646],
    [63.5, 90, 0.00031622768257951085],
    [100, 60, 4.470714742875306e-6],
    [1e4, 10200, 0.0005416900282029217],
    [1e6, 999000, 0.000242051415050649],
  ])('of rate %s at %s', (rate, k, expected) => {
    expectRelative(poissonPmf({ rate })(k), expected, 1e-13 * Math.max(10, rate / 10));
  });

  it('is 1 at 0 for rate 0, and 0 below 0', () => {
    expect([poissonPmf({ rate: 0 })(0), poissonPmf({ rate: 0 })(1), poissonPmf()(-1)]).toEqual([1, 0, 0]);
  });
});

describe('the other cdfs', () => {
  it('are elementary', () => {
    expect(uniformCdf({ low: 1, high: 3 })(1.5)).toBe(0.25);
    expect(exponentialCdf({ rate: 2 })(1e-20)).toBe(2e-20);
    expect(gumbelCdf()(0)).toBeCloseTo(1 / Math.E, 15);
  });
});
