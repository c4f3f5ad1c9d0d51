import { linspace, multiply } from '@monge/ndarray';
import {
  gelu as gelus,
  normalCdf as normalCdfs,
  relu as relus,
  sigmoid as sigmoids,
  silu as silus,
  softplus as softpluses,
} from '@monge/ndarray/special';
import { assertAllClose, floats } from '@monge/ndarray/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ofNumber } from './element.js';
import { expectMonotone, expectNear, slope } from './laws.js';

const sigmoid = ofNumber(sigmoids);
const softplus = ofNumber(softpluses);
const silu = ofNumber(silus);
const gelu = ofNumber(gelus);
const relu = ofNumber(relus);

describe('laws', () => {
  it('sigmoid(x) + sigmoid(−x) = 1', () => {
    fc.assert(fc.property(floats(), (x) => expectNear(sigmoid(x) + sigmoid(-x), 1, 2.3e-16)));
  });

  it('f(x) − f(−x) = x for softplus, silu, gelu and relu', () => {
    fc.assert(
      fc.property(floats(), (x) => {
        expectNear(softplus(x) - softplus(-x), x, 4e-16, 4e-16);
        expectNear(silu(x) - silu(-x), x, 4e-16, 4e-16);
        expectNear(gelu(x) - gelu(-x), x, 4e-16, 4e-16);
        expect(relu(x) - relu(-x)).toBe(x);
      }),
    );
  });

  it('the derivative of softplus is sigmoid, and that of sigmoid is s (1 − s)', () => {
    fc.assert(
      fc.property(floats({ min: -50, max: 50 }), (x) => {
        expectNear(slope(softplus, x), sigmoid(x), 0, 1e-7);
        expectNear(slope(sigmoid, x), sigmoid(x) * sigmoid(-x), 0, 1e-7);
      }),
    );
  });

  it('sigmoid and softplus rise', () => {
    const x = linspace(-60, 60, 12_001);
    expectMonotone(sigmoids(x).data, 1, 1e-15);
    expectMonotone(softpluses(x).data, 1, 1e-15);
  });
});

describe('oracles', () => {
  it('silu is x sigmoid(x), and gelu x Φ(x), where these do not underflow', () => {
    const x = linspace(-30, 30, 6001);
    assertAllClose(silus(x), multiply(x, sigmoids(x)), { rtol: 1e-15 });
    assertAllClose(gelus(x), multiply(x, normalCdfs(x)), { rtol: 1e-15 });
  });
});

describe('edges', () => {
  it('relu keeps NaN and drops the sign of −0', () => {
    expect(relu(Number.NaN)).toBeNaN();
    expect(relu(-0)).toBe(0);
    expect(relu(-Infinity)).toBe(0);
    expect(relu(Infinity)).toBe(Infinity);
  });
});
