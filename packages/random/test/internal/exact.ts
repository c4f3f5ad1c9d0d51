/**
 * Elementary functions in BigInt fixed point, as an oracle with hundreds of digits to spare: a number x is the integer
 * x·2^PRECISION. Plain Taylor series after the plainest of range reductions, nothing in common with what is tested.
 */
const PRECISION = 1300n;
const ONE = 1n << PRECISION;

/** A finite float64, exactly. */
export function fromNumber(x: number): bigint {
  let significand = x;
  let exponent = 0n;
  for (; !Number.isInteger(significand); exponent++) significand *= 2;
  return BigInt(significand) << (PRECISION - exponent);
}

const times = (a: bigint, b: bigint) => (a * b) >> PRECISION;
const over = (a: bigint, b: bigint) => (a << PRECISION) / b;

/** Σ firstₖ with each term from the one before it, until nothing is left of it. */
function series(first: bigint, next: (term: bigint, k: bigint) => bigint): bigint {
  let sum = 0n;
  let term = first;
  for (let k = 1n; term !== 0n && term !== -1n; k++) {
    sum += term;
    term = next(term, k);
  }
  return sum;
}

/** 2 artanh x. */
function doubleArtanh(x: bigint): bigint {
  const square = times(x, x);
  let power = x;
  return series(2n * x, (_, k) => {
    power = times(power, square);
    return (2n * power) / (2n * k + 1n);
  });
}

const LOG2 = doubleArtanh(ONE / 3n);

/** arctan(1/n). */
function arctanOfInverse(n: bigint): bigint {
  let power = ONE / n;
  return series(power, (_, k) => {
    power /= -n * n;
    return power / (2n * k + 1n);
  });
}

/** π/2, by Machin's formula. */
const QUARTER_TURN = 8n * arctanOfInverse(5n) - 2n * arctanOfInverse(239n);

/** log x, of which k ≈ log₂ x is given. */
function logarithm(x: bigint, k: number): bigint {
  const reduced = k > 0 ? x >> BigInt(k) : x << BigInt(-k);
  return doubleArtanh(over(reduced - ONE, reduced + ONE)) + BigInt(k) * LOG2;
}

export const exactLog = (x: number) => logarithm(fromNumber(x), Math.round(Math.log2(x)));
export const exactLog1p = (x: number) => logarithm(ONE + fromNumber(x), Math.round(Math.log2(1 + x)));

export function exactExp(x: number): bigint {
  const k = Math.round(x / Math.LN2);
  const r = fromNumber(x) - BigInt(k) * LOG2;
  const y = series(ONE, (term, n) => times(term, r) / n);
  return k > 0 ? y << BigInt(k) : y >> BigInt(-k);
}

/** sin x, and with `first` = 1 cos x, by Taylor's series. */
function alternating(x: bigint, first: bigint, start: bigint): bigint {
  const square = times(x, x);
  return series(first, (term, k) => -times(term, square) / ((2n * k + start) * (2n * k + start - 1n)));
}

export const exactSin = (x: bigint) => alternating(x, x, 1n);
export const exactCos = (x: bigint) => alternating(x, ONE, 0n);

/** The angle that is this fraction of a quarter turn. */
export const quarterTurns = (fraction: number) => times(fromNumber(fraction), QUARTER_TURN);

/** |y − exact| in units in the last place of y. */
export function ulps(y: number, exact: bigint): number {
  const ulp = 2 ** (Math.max(Math.floor(Math.log2(Math.abs(y))), -1022) - 52);
  const error = fromNumber(y) - exact;
  const scaled = (1_000_000n * error) / fromNumber(ulp);
  return Math.abs(Number(scaled)) / 1e6;
}
