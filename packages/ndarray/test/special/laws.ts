import { expect } from 'vitest';

/** Expects |actual − expected| ≤ rtol·|expected| + atol, or equality. */
export function expectNear(actual: number, expected: number, rtol: number, atol = 0): void {
  if (Object.is(actual, expected)) return;
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(rtol * Math.abs(expected) + atol);
}

/** Expects values that rise (sign 1) or fall (−1), up to a relative rounding. */
export function expectMonotone(values: Float64Array, sign: 1 | -1, rounding: number): void {
  const against = values.filter((y, i) => {
    const before = values[i - 1] ?? y;
    return !(y === before || sign * (y - before) >= -rounding * Math.abs(y));
  });
  expect([...against]).toEqual([]);
}

/** The derivative, by a central difference of fourth order. */
export function slope(f: (x: number) => number, x: number): number {
  const h = 1e-3 * Math.max(1, Math.abs(x));
  return (8 * (f(x + h) - f(x - h)) - (f(x + 2 * h) - f(x - 2 * h))) / (12 * h);
}
