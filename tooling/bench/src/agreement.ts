/**
 * How far an answer is from the one expected, relative to the largest number of that: max|aᵢ − eᵢ| / max|eᵢ|.
 *
 * @throws if that is more than `tolerance`, or the lengths differ: the contender did other work, and its time would mean
 * nothing
 */
export function requireAgreement(
  name: string,
  answer: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
): number {
  if (answer.length !== expected.length) {
    throw new Error(`${name}: expected ${expected.length} numbers, got ${answer.length}`);
  }
  let largest = 0;
  let difference = 0;
  let worst = 0;
  for (let i = 0; i < expected.length; i++) {
    largest = Math.max(largest, Math.abs(expected[i]));
    const here = Math.abs(answer[i] - expected[i]);
    // A difference that is NaN stays: none is larger.
    if (!(here <= difference) && !Number.isNaN(difference)) [difference, worst] = [here, i];
  }
  const error = difference === 0 ? 0 : difference / largest;
  if (error <= tolerance) return error;
  throw new Error(
    `${name}: expected ${expected[worst]} at ${worst} to within ${tolerance} of the largest, got ${answer[worst]}`,
  );
}
