import fc from 'fast-check';
import type { FloatDType } from '../dtype.js';

/** Constraints of {@link floats}. */
export interface FloatsConstraints {
  /** The smallest number. Default −1000. */
  readonly min?: number;
  /** The largest number. Default 1000. */
  readonly max?: number;
  /** The element type in which the numbers are exact. Default `'float64'`. */
  readonly dtype?: FloatDType;
  /** Also NaN, ±∞ and −0, whatever the bounds. Default false: finite numbers in [min, max] only, and no −0. */
  readonly exceptional?: boolean;
}

/**
 * An arbitrary of numbers in [min, max]: integers, numbers spread evenly over the interval, and numbers of every
 * magnitude in it, the smallest too. It shrinks to integers.
 *
 * @example
 * import fc from 'fast-check';
 * fc.assert(fc.property(floats({ min: 0, max: 1 }), (p) => p >= 0 && p <= 1));
 */
export function floats(constraints: FloatsConstraints = {}): fc.Arbitrary<number> {
  const { min = -1000, max = 1000, dtype = 'float64', exceptional = false } = constraints;
  const evenly = fc.maxSafeNat().map((k) => min + (max - min) * (k / Number.MAX_SAFE_INTEGER));
  const everyMagnitude = fc.double({ min, max, noNaN: true, noDefaultInfinity: true });
  const first = Math.max(Math.ceil(min), -Number.MAX_SAFE_INTEGER);
  const last = Math.min(Math.floor(max), Number.MAX_SAFE_INTEGER);
  const integers = first <= last ? [fc.integer({ min: first, max: last })] : [];
  const finite = fc
    .oneof({ withCrossShrink: true }, ...integers, { weight: 3, arbitrary: evenly }, everyMagnitude)
    .map((x) => (dtype === 'float32' ? Math.fround(x) : x))
    .filter((x) => x >= min && x <= max)
    .map((x) => (x === 0 ? 0 : x));
  if (!exceptional) return finite;
  const exceptions = fc.constantFrom(Number.NaN, Infinity, -Infinity, -0);
  return fc.oneof({ withCrossShrink: true }, { weight: 4, arbitrary: finite }, exceptions);
}
