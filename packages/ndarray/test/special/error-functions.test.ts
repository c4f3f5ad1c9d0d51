import { linspace } from '@monge/ndarray';
import {
  erfcinv as erfcinvs,
  erfc as erfcs,
  erfinv as erfinvs,
  erf as erfs,
  logNormalCdf as logNormalCdfs,
  normalCdf as normalCdfs,
  normalQuantile as normalQuantiles,
} from '@monge/ndarray/special';
import { floats } from '@monge/ndarray/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ofNumber } from './element.js';
import { expectMonotone, expectNear, slope } from './laws.js';

const erf = ofNumber(erfs);
const erfc = ofNumber(erfcs);
const erfinv = ofNumber(erfinvs);
const erfcinv = ofNumber(erfcinvs);
const normalCdf = ofNumber(normalCdfs);
const logNormalCdf = ofNumber(logNormalCdfs);
const normalQuantile = ofNumber(normalQuantiles);

describe('laws of erf and erfc', () => {
  it('erf is odd', () => {
    fc.assert(fc.property(floats({ exceptional: true }), (x) => Object.is(erf(-x), -erf(x))));
  });

  it('they sum to one', () => {
    fc.assert(fc.property(floats({ min: -7, max: 7 }), (x) => expectNear(erf(x) + erfc(x), 1, 2.3e-16)));
  });

  it('erfc(−x) = 2 − erfc(x)', () => {
    fc.assert(fc.property(floats({ min: 0, max: 30 }), (x) => expectNear(erfc(-x), 2 - erfc(x), 2.3e-16)));
  });

  it('the derivative of erf is 2/√π exp(−x²)', () => {
    fc.assert(
      fc.property(floats({ min: -4, max: 4 }), (x) => {
        expectNear(slope(erf, x), (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x), 0, 1e-9);
      }),
    );
  });

  it('they are monotone, across the joints of their approximations too', () => {
    expectMonotone(erfs(linspace(-6, 6, 24_001)).data, 1, 2.3e-16);
    expectMonotone(erfcs(linspace(-6, 27, 33_001)).data, -1, 1e-15);
  });
});

describe('laws of the inverses', () => {
  it('erfinv undoes erf, where erf is not flat', () => {
    fc.assert(fc.property(floats({ min: -2, max: 2 }), (x) => expectNear(erfinv(erf(x)), x, 4e-14)));
  });

  it('erf undoes erfinv', () => {
    fc.assert(fc.property(floats({ min: -1, max: 1 }), (y) => expectNear(erf(erfinv(y)), y, 6e-16, 5e-324)));
  });

  it('erfc undoes erfcinv, to what the slope makes of a rounding', () => {
    fc.assert(
      fc.property(floats({ min: 1e-290, max: 2 }), (q) => {
        const x = erfcinv(q);
        expectNear(erfc(x), q, (1 + 2 * x * x) * 1e-15);
      }),
    );
  });

  it('normalQuantile is antisymmetric about one half', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 30 }), (k) => {
        const p = k / 2 ** 30;
        expectNear(normalQuantile(1 - p), -normalQuantile(p), 1e-15);
      }),
    );
  });

  it('they are monotone, across the joints of their approximations too', () => {
    expectMonotone(erfinvs(linspace(-1, 1, 20_001)).data, 1, 1e-15);
    expectMonotone(normalQuantiles(linspace(0, 1, 20_001)).data, 1, 1e-15);
  });
});

describe('laws of the normal distribution', () => {
  it('Φ(x) + Φ(−x) = 1', () => {
    fc.assert(
      fc.property(floats({ min: -40, max: 40 }), (x) => expectNear(normalCdf(x) + normalCdf(-x), 1, 3e-16)),
    );
  });

  it('Φ undoes its quantile function', () => {
    fc.assert(
      fc.property(floats({ min: 1e-290, max: 1 }), (p) => {
        const x = normalQuantile(p);
        expectNear(normalCdf(x), p, (1 + x * x) * 1e-15);
      }),
    );
  });

  it('the exponential of log Φ is Φ', () => {
    fc.assert(
      fc.property(floats({ min: -30, max: 10 }), (x) => {
        expectNear(Math.exp(logNormalCdf(x)), normalCdf(x), (1 + x * x) * 1e-15);
      }),
    );
  });

  it('the slope of log Φ tends to −x on the far left, as Mills’ ratio has it', () => {
    for (const x of [-50, -1e3, -1e5]) expectNear(slope(logNormalCdf, x), -x - 1 / x, 1e-6);
  });

  it('log Φ is monotone', () => {
    expectMonotone(logNormalCdfs(linspace(-60, 38, 49_001)).data, 1, 1e-15);
  });
});

describe('edges', () => {
  it('the inverses are NaN outside their domain', () => {
    for (const x of [1.0000000000000002, -2, Infinity]) expect(erfinv(x)).toBeNaN();
    for (const q of [-5e-324, 2.0000000000000004, -Infinity]) expect(erfcinv(q)).toBeNaN();
    for (const p of [-5e-324, 1.0000000000000002]) expect(normalQuantile(p)).toBeNaN();
  });
});
