import { polynomial } from './polynomial.js';
import { timesPowerOf2 } from './times-power-of-2.js';

export function sigmoid(x: number): number {
  const e = Math.exp(-Math.abs(x));
  if (x >= 0) return 1 / (1 + e);
  // The second form has one rounding that matters where e is small, and too many where it is not.
  const s = e / (1 + e);
  return x > -1 ? s : e - e * s;
}

export function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

export function silu(x: number): number {
  if (x > -700) return x / (1 + Math.exp(-x));
  // x eˣ, with the power of 2 last, since eˣ underflows before the product does. From −800 on it is −0.
  const bounded = Math.max(x, -800);
  const k = Math.round(bounded / Math.LN2);
  return timesPowerOf2(bounded * Math.exp(bounded - k * ln2High - k * ln2Low), k);
}

/** log 2: its leading 32 bits, so that products with whole numbers are exact, and the rest. */
const ln2High = 0.6931471803691238;
const ln2Low = 1.9082149292705877e-10;

// The coefficients are near-minimax fits by tooling/fixtures/elementwise_fits.py.

/** ((Φ(√z) − ½)/√z − φ(0))/z on [0, 1]. */
const near = [
  -0.06649038006690544, 0.00997355701003575, -0.0011873282154782438, 0.00011543468758780861,
  -9.444656074707297e-6, 6.659686586592936e-7, -4.122508861802809e-8, 2.271275942791936e-9,
  -1.1106081839615823e-10, 4.159943870100479e-12,
];

/** x Φ(−x) exp(x²/2) = c + t r(t) on [1, 40], in t = (x − a)/(x + a) with a = 2.609375, of which c is next to a float64. */
const tail = 0.3561815310627952;
const tailSlope = [
  0.13006104146872496, -0.14897845259860343, 0.07648802770258657, -0.009236060712637929,
  -0.008326078527031324, 0.0016303747347185397, 0.0015249380754237122, -8.37499909960511e-5,
  -0.00032752684977955496, -7.075570503870234e-5, 5.239610796613089e-5, 3.6436010429884856e-5,
  1.708965824593339e-6, -8.784046046230045e-6, -4.515408760115444e-6, -6.102297861098442e-8,
  9.284811771957733e-7, 1.340096549874933e-6, 3.1045959291990826e-7, -1.0827063931686161e-6,
  2.980776904059877e-7, 1.672802364518412e-8,
];

export function gelu(x: number): number {
  const a = Math.abs(x);
  if (a <= 1) return x * cdf(x);
  // From −40 on it is −0.
  if (!(a <= 40)) return x < 0 ? -0 : x;
  // exp(−x²/2) = 2ᵏ (1 + e). The rounding of x² would cost x²/2 units in the last place: so what it loses is put back.
  const high = Math.fround(a);
  const square = 0.5 * high * high;
  const lost = 0.5 * (a - high) * (a + high);
  const k = Math.round(square / -Math.LN2);
  const e = Math.expm1(-square - k * ln2High - (k * ln2Low + lost));
  const t = (a - 2.609375) / (a + 2.609375);
  const rest = t * polynomial(tailSlope, t);
  const y = timesPowerOf2(tail + (rest + (tail + rest) * e), k);
  return x > 0 ? x - y : -y;
}

/** Φ(x) for |x| ≤ 1: ½ + φ(0) x + …, with what the sum of ½ and the leading bits of φ(0) x loses. */
function cdf(x: number): number {
  const high = Math.fround(x);
  const product = high * 0.3989422768354416;
  const sum = 0.5 + product;
  const z = x * x;
  return (
    sum +
    (0.5 -
      sum +
      product +
      (x * (3.5659910885844774e-9 + z * polynomial(near, z)) + (x - high) * 0.3989422768354416))
  );
}
