import { sum } from '../internal/sums.js';

/** The mass is this many units or fewer, so that the sums of floats that stand for units are exact. */
const MOST_UNITS = 2 ** 50;

/** The least weight is a multiple of this many units where there are enough of them: 1/n and 1/m are both whole for many n and m. */
const HIGHLY_DIVISIBLE = 720_720;

/** Source and target weights. */
export interface Masses {
  /** [n] */
  readonly a: Float64Array;
  /** [m] */
  readonly b: Float64Array;
}

/**
 * Positive weights in whole units, of the same total on both sides to the last one: what is computed with them is exact, ties are ties. The unit
 * divides the least weight, which makes multiples of it exact too; other weights are off by half a unit, and a few by one more. O(n + m).
 */
export function wholeMasses(a: Float64Array, b: Float64Array): Masses {
  const mass = Math.max(sum(a), sum(b));
  let least = mass;
  for (const weights of [a, b]) for (const weight of weights) least = Math.min(least, weight);
  const available = Math.floor((MOST_UNITS / mass) * least);
  const units = available - (available >= HIGHLY_DIVISIBLE ? available % HIGHLY_DIVISIBLE : 0);
  // Where there is less than a unit of the least weight, it is one.
  const [reference, count] = units >= 1 ? [least, units] : [mass, MOST_UNITS];
  const whole = (weight: number) => Math.max(1, Math.round((weight / reference) * count));
  const [wholeA, wholeB] = [a.map(whole), b.map(whole)];
  const excess = sum(wholeA) - sum(wholeB);
  const lighter = excess > 0 ? wholeB : wholeA;
  for (let k = 0; k < Math.abs(excess); k++) lighter[k % lighter.length]++;
  return { a: wholeA, b: wholeB };
}
