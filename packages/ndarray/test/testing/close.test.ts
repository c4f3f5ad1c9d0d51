import { allClose, assertAllClose, maxUlp } from '@monge/ndarray/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectFailure } from '../failure.js';

const { NaN: nan, EPSILON: epsilon } = Number;

describe('maxUlp', () => {
  it('counts the steps between two numbers', () => {
    expect(maxUlp(1, 1 + epsilon)).toBe(1);
    expect(maxUlp(1, 1 - epsilon)).toBe(2);
    expect(maxUlp([0, 1], [5e-324, 1 + 3 * epsilon])).toBe(3);
    expect(maxUlp(-5e-324, 5e-324)).toBe(2);
    expect(maxUlp(1, 2)).toBe(2 ** 52);
  });

  it('is symmetric, and 0 only for equal numbers', () => {
    const number = fc.double({ noNaN: true });
    fc.assert(
      fc.property(number, number, (a, b) => {
        expect(maxUlp(a, b)).toBe(maxUlp(b, a));
        expect(maxUlp(a, b) === 0).toBe(a === b);
      }),
    );
  });

  it('counts in float32 where both are', () => {
    expect(maxUlp(Float32Array.of(1), Float32Array.of(1 + 2 ** -23))).toBe(1);
    expect(maxUlp(Float32Array.of(1), [1 + 2 ** -23])).toBe(2 ** 29);
  });

  it('knows NaN, infinities and −0', () => {
    expect(maxUlp([nan, Infinity, -0], [nan, Infinity, 0])).toBe(0);
    expect(maxUlp(nan, 1)).toBe(Infinity);
    expect(maxUlp(Number.MAX_VALUE, Infinity)).toBe(1);
  });

  it('refuses different shapes', () => {
    expectFailure('shape', 'testing.maxUlp: expected shape [3] (that of expected), got [2]', () =>
      maxUlp([1, 2], [1, 2, 3]),
    );
  });
});

describe('allClose', () => {
  it('measures relative to the expected number, plus absolutely', () => {
    expect(allClose(1 + 1e-10, 1)).toBe(false);
    expect(allClose(1 + 1e-10, 1, { rtol: 1e-9 })).toBe(true);
    expect(allClose(1e-10, 0, { rtol: 1 })).toBe(false);
    expect(allClose(1e-10, 0, { atol: 1e-9 })).toBe(true);
    expect(allClose(9, 10, { rtol: 0.1 })).toBe(true);
    expect(allClose(10, 9, { rtol: 0.1 })).toBe(false);
  });

  it('holds equal infinities close, and two NaN; nothing else that is not finite', () => {
    expect(allClose([nan, Infinity, -Infinity], [nan, Infinity, -Infinity])).toBe(true);
    for (const [a, b] of [
      [nan, 1],
      [1, nan],
      [Infinity, 1e308],
      [1e308, Infinity],
      [Infinity, -Infinity],
    ]) {
      expect(allClose(a, b, { rtol: 10, atol: 1e300 })).toBe(false);
    }
  });

  it('is false for different shapes', () => {
    expect(allClose([1], 1)).toBe(false);
  });
});

describe('assertAllClose', () => {
  it('passes what is close', () => {
    expect(() => assertAllClose([[1, 2]], [[1, 2 + 4 * epsilon]])).not.toThrow();
  });

  it('shows the worst element', () => {
    expect(() =>
      assertAllClose(
        [
          [1, 2.5, 3],
          [4, 5, 6.25],
        ],
        [
          [1, 2, 3],
          [4, 5, 6],
        ],
        { rtol: 1e-6 },
      ),
    ).toThrow(
      new Error(
        '2 of 6 elements are not within rtol 0.000001, atol 0 of the expected ones; the worst, at [0, 1]: expected 2, got 2.5 (0.5 apart, 1125899906842624 ulp)',
      ),
    );
    expect(() => assertAllClose([1, 2, nan], [1, 3, 0])).toThrow('the worst, at [2]: expected 0, got NaN');
  });

  it('shows the shapes where they differ', () => {
    expect(() => assertAllClose([1, 2], [[1, 2]])).toThrow(new Error('expected shape [1, 2], got [2]'));
  });
});
