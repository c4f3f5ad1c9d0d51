import { logBeta } from './beta.js';
import { stirlingRemainder } from './stirling.js';

const maximumTerms = 1e6;

/** Below it, floating-point numbers lose digits. */
const leastNormal = 2 ** -1022;

export function betainc(a: number, b: number, x: number): number {
  if (!(a > 0 && b > 0 && a + b < Infinity && x >= 0 && x <= 1)) return Number.NaN;
  if (x === 0 || x === 1) return x;
  const y = 1 - x;
  const fromMean = a * y - b * x;
  // Below the mean a/(a + b) the fraction is fast. So it is for b ≤ 1 but near x = 1; there the result may be small on
  // both sides of the mean, and its complement would lose digits.
  if (fromMean >= 0 || (b <= 1 && y > 0.01)) {
    return density(a, b, x, y, fromMean) / fraction(a, b, x, fromMean);
  }
  return 1 - density(b, a, y, x, -fromMean) / fraction(b, a, y, -fromMean);
}

/** xᵃ yᵇ / B(a, b), with x + y = 1. */
function density(a: number, b: number, x: number, y: number, fromMean: number): number {
  if (Math.min(a, b) < 10) return fromPowers(a, b, x, y);
  // Around the mean, where the powers and B nearly cancel: C. Loader, Fast and accurate computation of binomial
  // probabilities (2000).
  const deviance =
    a * logMinus((x / a) * (a + b), -fromMean / a) + b * logMinus((y / b) * (a + b), fromMean / b);
  const remainders = stirlingRemainder(a + b) - stirlingRemainder(a) - stirlingRemainder(b);
  return Math.sqrt((a / (a + b)) * (b / (2 * Math.PI))) * Math.exp(deviance + remainders);
}

/** The same by its definition. */
function fromPowers(a: number, b: number, x: number, y: number): number {
  if (x > y) return fromPowers(b, a, y, x);
  const logB = logBeta(a, b);
  // The larger of the two is rounded: what it lacks of 1 − x is put back.
  const powers = x ** a * y ** b * Math.exp((b * (1 - y - x)) / y);
  if (powers >= leastNormal) return powers * Math.exp(-logB);
  return Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logB);
}

/** log(ratio) − u, with ratio = 1 + u. */
function logMinus(ratio: number, u: number): number {
  if (Math.abs(u) > 0.5) return Math.log(ratio) - u;
  // log(1 + u) = 2 artanh r with r = u / (2 + u), and 2r − u = −u r.
  const r = u / (2 + u);
  const square = r * r;
  let sum = 0;
  for (let k = 35; k >= 3; k -= 2) sum = sum * square + 2 / k;
  return r * (square * sum - u);
}

/**
 * What the density is divided by: the continued fraction BFRAC of A. R. DiDonato and A. H. Morris, ACM TOMS 18 (1992),
 * algorithm 708, by Lentz's method.
 */
function fraction(a: number, b: number, x: number, fromMean: number): number {
  let value = (a * (fromMean + 1)) / (a + 1);
  let c = value;
  let d = 0;
  for (let m = 1; m < maximumTerms; m++) {
    const even = a + 2 * m - 1;
    const shared = (m * (b - m) * x) / even;
    const numerator = ((a + m - 1) * (a + b + m - 1) * x * shared) / even;
    const denominator = m + shared + ((a + m) * (fromMean + 1 + m * (2 - x))) / (even + 2);
    d = 1 / (denominator + numerator * d);
    c = denominator + numerator / c;
    value *= c * d;
    if (Math.abs(c * d - 1) <= Number.EPSILON) return value;
  }
  return Number.NaN;
}
