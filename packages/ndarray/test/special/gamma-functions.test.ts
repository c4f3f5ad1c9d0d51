import { linspace } from '@monge/ndarray';
import {
  betainc as betaincs,
  digamma as digammas,
  lgamma as lgammas,
  logBeta as logBetas,
  logBinomial as logBinomials,
} from '@monge/ndarray/special';
import { floats } from '@monge/ndarray/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ofNumber } from './element.js';
import { expectMonotone, expectNear, slope } from './laws.js';

const lgamma = ofNumber(lgammas);
const digamma = ofNumber(digammas);
const logBeta = (a: number, b: number) => logBetas(a, b).get();
const logBinomial = (n: number, k: number) => logBinomials(n, k).get();
const betainc = (a: number, b: number, x: number) => betaincs(a, b, x).get();

const positive = floats({ min: 1e-3, max: 100 });
const fraction = floats({ min: 0, max: 1 });

describe('laws of lgamma and digamma', () => {
  it('Γ(x + 1) = x Γ(x), and ψ(x + 1) = ψ(x) + 1/x', () => {
    fc.assert(
      fc.property(positive, (x) => {
        expectNear(lgamma(x + 1), lgamma(x) + Math.log(x), 3e-15, 3e-15);
        expectNear(digamma(x + 1) - 1 / x, digamma(x), 3e-15, 3e-15);
      }),
    );
  });

  it('Γ(x) Γ(1 − x) = π / sin πx, and ψ(1 − x) − ψ(x) = π cot πx', () => {
    fc.assert(
      fc.property(floats({ min: -0.9, max: -0.1 }), (x) => {
        expectNear(lgamma(x) + lgamma(1 - x), Math.log(Math.PI / Math.abs(Math.sin(Math.PI * x))), 0, 2e-15);
        expectNear(digamma(1 - x) - digamma(x), Math.PI / Math.tan(Math.PI * x), 1e-14, 1e-14);
      }),
    );
  });

  it('Γ(2x) √π = 2^(2x − 1) Γ(x) Γ(x + ½)', () => {
    fc.assert(
      fc.property(positive, (x) => {
        const right = (2 * x - 1) * Math.LN2 + lgamma(x) + lgamma(x + 0.5) - 0.5 * Math.log(Math.PI);
        expectNear(lgamma(2 * x), right, 4e-15, 4e-15);
      }),
    );
  });

  it('ψ is the derivative of log Γ', () => {
    fc.assert(
      fc.property(floats({ min: 0.5, max: 100 }), (x) => {
        expectNear(slope(lgamma, x), digamma(x), 1e-8, 1e-8);
      }),
    );
  });

  it('ψ rises, across the joints of its approximations too', () => {
    expectMonotone(digammas(linspace(0.01, 30, 30_001)).data, 1, 1e-15);
  });
});

describe('oracles of lgamma', () => {
  it('Γ(n + 1) is the factorial', () => {
    let factorial = 1;
    for (let n = 1; n <= 20; n++) {
      factorial *= n;
      expectNear(lgamma(n + 1), Math.log(factorial), 5e-16);
    }
  });
});

describe('laws of logBeta and logBinomial', () => {
  it('are symmetric', () => {
    fc.assert(fc.property(positive, positive, (a, b) => Object.is(logBeta(a, b), logBeta(b, a))));
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(1000), (k, l) => {
        expectNear(logBinomial(k + l, k), logBinomial(k + l, l), 1e-15);
      }),
    );
  });

  it('B(a, b) = B(a + 1, b) + B(a, b + 1)', () => {
    fc.assert(
      fc.property(positive, positive, (a, b) => {
        const whole = logBeta(a, b);
        const parts = Math.exp(logBeta(a + 1, b) - whole) + Math.exp(logBeta(a, b + 1) - whole);
        expectNear(parts, 1, 1e-13);
      }),
    );
  });

  it('count subsets: 2ⁿ of them in all', () => {
    for (const n of [1, 7, 60, 1000]) {
      let sum = 0;
      for (let k = 0; k <= n; k++) sum += Math.exp(logBinomial(n, k) - n * Math.LN2);
      expectNear(sum, 1, 1e-12);
    }
  });
});

describe('laws of betainc', () => {
  it('I_x(a, b) + I_{1−x}(b, a) = 1', () => {
    fc.assert(
      fc.property(positive, positive, fc.integer({ min: 0, max: 2 ** 20 }), (a, b, k) => {
        const x = k / 2 ** 20;
        expectNear(betainc(a, b, x) + betainc(b, a, 1 - x), 1, 1e-13);
      }),
    );
  });

  it('I_x(a, b) = x I_x(a − 1, b) + (1 − x) I_x(a, b − 1)', () => {
    const above = floats({ min: 1.1, max: 100 });
    fc.assert(
      fc.property(above, above, fraction, (a, b, x) => {
        const mixture = x * betainc(a - 1, b, x) + (1 - x) * betainc(a, b - 1, x);
        expectNear(betainc(a, b, x), mixture, 1e-12, 1e-300);
      }),
    );
  });

  it('rises from 0 to 1 in x', () => {
    fc.assert(
      fc.property(positive, positive, (a, b) => {
        expectMonotone(betaincs(a, b, linspace(0, 1, 101)).data, 1, 1e-13);
        expect(betainc(a, b, 0)).toBe(0);
        expect(betainc(a, b, 1)).toBe(1);
      }),
    );
  });
});

describe('oracles of betainc', () => {
  it('is xᵃ for b = 1, and 1 − (1 − x)ᵇ for a = 1', () => {
    fc.assert(
      fc.property(floats({ min: 0.01, max: 100 }), fraction, (c, x) => {
        expectNear(betainc(c, 1, x), x ** c, 2e-14, 1e-300);
        expectNear(betainc(1, c, x), -Math.expm1(c * Math.log1p(-x)), 2e-14, 1e-300);
      }),
    );
  });

  it('is the tail of the binomial law for integers', () => {
    const [n, x] = [17, 0.3];
    for (let k = 1; k <= n; k++) {
      let tail = 0;
      for (let j = n; j >= k; j--) tail += Math.exp(logBinomial(n, j)) * x ** j * (1 - x) ** (n - j);
      expectNear(betainc(k, n - k + 1, x), tail, 2e-14);
    }
  });

  it('is one half at the middle of a symmetric law, however narrow', () => {
    for (const a of [0.5, 3, 1e3, 1e6, 1e9]) expectNear(betainc(a, a, 0.5), 0.5, 1e-13);
  });
});

describe('edges', () => {
  it('the poles of Γ', () => {
    for (const x of [0, -0, -1, -2, -(2 ** 60)]) expect(lgamma(x)).toBe(Infinity);
    for (const x of [-1, -2, -(2 ** 60), -Infinity]) expect(digamma(x)).toBeNaN();
    expect(digamma(0)).toBe(-Infinity);
    expect(digamma(-0)).toBe(Infinity);
  });

  it('log B at 0, at ∞ and beyond', () => {
    expect(logBeta(0, 2)).toBe(Infinity);
    expect(logBeta(2, Infinity)).toBe(-Infinity);
    expect(logBeta(-1, 2)).toBeNaN();
    expect(logBeta(Number.NaN, 2)).toBeNaN();
  });

  it('no subsets larger than the set', () => {
    expect(logBinomial(3, 4)).toBe(-Infinity);
    expect(logBinomial(3, -1)).toBe(-Infinity);
    expect(logBinomial(-1, 0)).toBeNaN();
    expect(logBinomial(3, Number.NaN)).toBeNaN();
  });

  it('betainc is NaN outside its domain', () => {
    const outside = [
      [0, 1, 0.5],
      [1, -1, 0.5],
      [1, 1, -0.1],
      [1, 1, 1.1],
      [Number.NaN, 1, 0.5],
      [1, 1, Number.NaN],
    ] as const;
    for (const [a, b, x] of outside) expect(betainc(a, b, x)).toBeNaN();
  });
});
