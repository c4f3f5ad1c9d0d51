import {
  besselI0e as besselI0es,
  besselI0 as besselI0s,
  besselI1e as besselI1es,
  besselI1 as besselI1s,
  logBesselI0 as logBesselI0s,
  logBesselI1 as logBesselI1s,
} from '@monge/ndarray/special';
import { floats } from '@monge/ndarray/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ofNumber } from './element.js';
import { expectNear, slope } from './laws.js';

const besselI0 = ofNumber(besselI0s);
const besselI0e = ofNumber(besselI0es);
const besselI1 = ofNumber(besselI1s);
const besselI1e = ofNumber(besselI1es);
const logBesselI0 = ofNumber(logBesselI0s);
const logBesselI1 = ofNumber(logBesselI1s);

describe('laws', () => {
  it('I₀ is even, and I₁ odd', () => {
    fc.assert(
      fc.property(floats({ exceptional: true }), (x) => {
        expect(besselI0(-x)).toBe(besselI0(x));
        expect(besselI0e(-x)).toBe(besselI0e(x));
        expect(besselI1(-x)).toBe(-besselI1(x));
        expect(besselI1e(-x)).toBe(-besselI1e(x));
      }),
    );
  });

  it('are the scaled ones times exp |x|', () => {
    fc.assert(
      fc.property(floats({ min: -700, max: 700 }), (x) => {
        expectNear(besselI0(x), besselI0e(x) * Math.exp(Math.abs(x)), 2e-15);
        expectNear(besselI1(x), besselI1e(x) * Math.exp(Math.abs(x)), 2e-15, 5e-324);
      }),
    );
  });

  it('I₁ is the derivative of I₀', () => {
    fc.assert(
      fc.property(floats({ min: -10, max: 10 }), (x) => {
        expectNear(slope(besselI0, x), besselI1(x), 1e-8, 1e-8);
      }),
    );
  });

  it('the logarithms are those of the functions, in pieces that meet', () => {
    fc.assert(
      fc.property(floats({ min: 1e-3, max: 700 }), (x) => {
        expectNear(logBesselI0(x), Math.log(besselI0(x)), 2e-15, 2e-15);
        expectNear(logBesselI1(x), Math.log(besselI1(x)), 2e-15, 2e-15);
      }),
    );
  });

  it('the derivative of log I₁ is I₀/I₁ − 1/x, also where both overflow', () => {
    fc.assert(
      fc.property(floats({ min: 0.1, max: 2000 }), (x) => {
        expectNear(slope(logBesselI1, x), besselI0e(x) / besselI1e(x) - 1 / x, 1e-6, 1e-6);
      }),
    );
  });

  it('the derivative of log I₀ is I₁/I₀, also where both overflow', () => {
    fc.assert(
      fc.property(floats({ min: -2000, max: 2000 }), (x) => {
        expectNear(slope(logBesselI0, x), besselI1e(x) / besselI0e(x), 0, 1e-6);
      }),
    );
  });
});

describe('oracles', () => {
  it('I₀ is the mean of exp(x cos θ) over the circle, and I₁ that of cos θ exp(x cos θ)', () => {
    const n = 200;
    for (const x of [0.3, 4, 7.99, 8.01, 39.9, 40.1]) {
      let [zeroth, first] = [0, 0];
      for (let k = 0; k < n; k++) {
        const cosine = Math.cos((2 * Math.PI * k) / n);
        const weight = Math.exp(x * (cosine - 1)) / n;
        zeroth += weight;
        first += cosine * weight;
      }
      expectNear(besselI0e(x), zeroth, 1e-14);
      expectNear(besselI1e(x), first, 1e-14);
    }
  });
});
