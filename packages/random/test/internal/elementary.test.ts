import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exp } from '../../src/internal/exp.js';
import { log } from '../../src/internal/log.js';
import { log1p } from '../../src/internal/log1p.js';
import { cos, sin } from '../../src/internal/sin-cos.js';
import { exactCos, exactExp, exactLog, exactLog1p, exactSin, quarterTurns, ulps } from './exact.js';

/** Numbers of every magnitude between two powers of two. */
const scaled = (least: number, most: number) =>
  fc
    .tuple(
      fc.double({ min: 1, max: 2, maxExcluded: true, noNaN: true }),
      fc.integer({ min: least, max: most }),
    )
    .map(([significand, exponent]) => significand * 2 ** exponent);

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });

const runs = { numRuns: 500 };

describe('log', () => {
  it('is within 1 ulp of the exact logarithm at every normal number', () => {
    fc.assert(
      fc.property(
        fc.oneof(scaled(-1022, 1023), scaled(-53, -1), between(0.7, 1.42)),
        (x) => ulps(log(x), exactLog(x)) < 1,
      ),
      runs,
    );
  });

  it('is exact at 1, and to the digit at the ends of the uniforms', () => {
    expect(log(1)).toBe(0);
    expect(log(2 ** -53)).toBe(-36.7368005696771);
    expect(log(1 - 2 ** -53)).toBe(-1.1102230246251565e-16);
    expect(log(Number.MAX_VALUE)).toBe(709.782712893384);
  });

  it('agrees with Math.log', () => {
    fc.assert(
      fc.property(
        scaled(-1022, 1023),
        (x) => Math.abs(log(x) - Math.log(x)) <= 4e-16 * Math.abs(Math.log(x)),
      ),
      { numRuns: 5000 },
    );
  });
});

describe('log1p', () => {
  it('is within 2 ulp of the exact logarithm of 1 + x', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          between(-0.999, 10),
          scaled(-60, 3),
          scaled(-60, -2).map((x) => -x),
        ),
        (x) => ulps(log1p(x), exactLog1p(x)) < 2,
      ),
      runs,
    );
  });

  it('is x where 1 + x is 1', () => {
    expect(log1p(2 ** -60)).toBe(2 ** -60);
    expect(log1p(0)).toBe(0);
  });
});

describe('exp', () => {
  it('is within 1 ulp of the exact exponential wherever that is a normal number', () => {
    fc.assert(
      fc.property(
        fc.oneof(between(-708, 709), between(-1, 1), scaled(-60, 8)),
        (x) => ulps(exp(x), exactExp(x)) < 1,
      ),
      runs,
    );
  });

  it('is within 1 ulp where it is subnormal', () => {
    fc.assert(
      fc.property(between(-745, -708.4), (x) => ulps(exp(x), exactExp(x)) < 1),
      runs,
    );
  });

  it('is exact at 0, nothing far below, and infinite far above', () => {
    expect([exp(0), exp(-0), exp(-746), exp(-1e308), exp(Number.NEGATIVE_INFINITY)]).toEqual([1, 1, 0, 0, 0]);
    expect([exp(710), exp(1e308), exp(Number.POSITIVE_INFINITY)]).toEqual([Infinity, Infinity, Infinity]);
  });

  it('agrees with Math.exp', () => {
    fc.assert(
      fc.property(between(-708, 709), (x) => Math.abs(exp(x) / Math.exp(x) - 1) <= 5e-16),
      { numRuns: 5000 },
    );
  });
});

describe.each([
  ['sin', sin, exactSin, Math.sin],
  ['cos', cos, exactCos, Math.cos],
] as const)('%s of a fraction of a right angle', (_, f, exact, reference) => {
  it('is within 2 ulp of the exact one', () => {
    fc.assert(
      fc.property(
        fc.oneof(between(-0.5, 0.5), scaled(-60, -2)),
        (fraction) => ulps(f(fraction), exact(quarterTurns(fraction))) < 2,
      ),
      runs,
    );
  });

  it('agrees with Math’s', () => {
    fc.assert(
      fc.property(fc.oneof(between(-0.5, -0.01), scaled(-60, -2)), (fraction) => {
        const expected = reference((fraction * Math.PI) / 2);
        return Math.abs(f(fraction) - expected) <= 6e-16 * Math.abs(expected);
      }),
      { numRuns: 5000 },
    );
  });

  it('is exact at 0', () => {
    expect(f(0)).toBe(reference(0));
  });
});
