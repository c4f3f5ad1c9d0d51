import { floats } from '@monge/ndarray/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';

it('stays between its bounds, without NaN and −0', () => {
  fc.assert(
    fc.property(floats({ min: -0.3, max: 7 }), (x) => x >= -0.3 && x <= 7 && !Object.is(x, -0)),
    { numRuns: 1000 },
  );
});

it('fills the interval, and goes down to the smallest magnitudes', () => {
  const drawn = fc.sample(floats(), { numRuns: 2000, seed: 1 });
  const histogram = [-800, -400, 0, 400, 800].map((c) => drawn.filter((x) => Math.abs(x - c) < 200).length);
  expect(Math.min(...histogram)).toBeGreaterThan(100);
  expect(drawn.some((x) => x !== 0 && Math.abs(x) < 1e-100)).toBe(true);
  expect(drawn.filter(Number.isInteger).length).toBeGreaterThan(100);
});

it('draws from intervals without integers too', () => {
  fc.assert(fc.property(floats({ min: 0.2, max: 0.3 }), (x) => x >= 0.2 && x <= 0.3));
});

it('draws from intervals beyond the safe integers too', () => {
  fc.assert(fc.property(floats({ min: 1e290, max: 1e300 }), (x) => x >= 1e290 && x <= 1e300));
  fc.assert(fc.property(floats({ min: -1e300, max: 1e300 }), (x) => Math.abs(x) <= 1e300));
});

it('draws float32 numbers within bounds that are none', () => {
  fc.assert(
    fc.property(
      floats({ min: 0.1, max: 0.7, dtype: 'float32' }),
      (x) => x === Math.fround(x) && x >= 0.1 && x <= 0.7,
    ),
  );
});

it('draws the exceptions when asked to', () => {
  const drawn = fc.sample(floats({ min: 1, max: 2, exceptional: true }), { numRuns: 500, seed: 1 });
  for (const value of [Number.NaN, Infinity, -Infinity, -0]) {
    expect(drawn.some((x) => Object.is(x, value))).toBe(true);
  }
});
