/**
 * The first four moments of n standard normals, within six standard errors: a false alarm in a hundred million.
 *
 * @throws if one of them is not
 */
export function requireNormal(name: string, values: ArrayLike<number>): void {
  const n = values.length;
  const moments = [0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    for (let power = 1, value = values[i]; power <= 4; power++, value *= values[i])
      moments[power - 1] += value;
  }
  for (const [at, { expected, variance }] of standard.entries()) {
    const moment = moments[at] / n;
    if (Math.abs(moment - expected) <= 6 * Math.sqrt(variance / n)) continue;
    throw new Error(
      `${name}: expected moment ${at + 1} of ${n} normals to be about ${expected}, got ${moment}`,
    );
  }
}

/** E z^k, and the variance of z^k, for k = 1 to 4. */
const standard = [
  { expected: 0, variance: 1 },
  { expected: 1, variance: 2 },
  { expected: 0, variance: 15 },
  { expected: 3, variance: 96 },
];
