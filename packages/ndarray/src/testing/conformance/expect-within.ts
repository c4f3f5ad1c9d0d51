/**
 * Throws unless there are as many numbers as expected, each no farther from its expected one than its bound; `what` says what they are.
 * Equal infinities agree, and so do two NaN; no number is near an infinity.
 */
export function expectWithin(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  bound: (i: number) => number,
  what: string,
): void {
  if (actual.length !== expected.length) {
    throw new Error(`expected ${expected.length} numbers as ${what}, got ${actual.length}`);
  }
  for (let i = 0; i < expected.length; i++) {
    if (Object.is(actual[i] + 0, expected[i] + 0)) continue;
    if (Number.isFinite(expected[i]) && Math.abs(actual[i] - expected[i]) <= bound(i)) continue;
    throw new Error(`expected ${what} to be ${expected[i]} ± ${bound(i)} at [${i}], got ${actual[i]}`);
  }
}
