// xʸ = 2^(y log₂ x) with log₂ x = k + log₂ m as a sum of two numbers, after fdlibm. With s = (m − 1)/(m + 1), log₂ m = 2/(3 log 2) s (3 + s² + R), R a
// polynomial in s². Numbers are split in leading bits and the rest wherever a product has to be exact. In f64.

import { expNormal, magic, scaled, smallTerms } from './exp';
import { exponent, logNormal, mantissa } from './log';
import { select, splat, step } from './vectors';

/** The leading 21 bits, so that the product of two is exact, and that of one with 2/(3 log 2), or a sum with an exponent. */
// @ts-ignore: decorator
@inline
function head(x: v128): v128 {
  return v128.and(x, i64x2.splat(0xffffffff00000000));
}

/** xʸ for positive x and finite y, both where x is normal; `shift` is what the exponent of x is too large by. */
// @ts-ignore: decorator
@inline
function powerNormal(x: v128, shift: v128, y: v128): v128 {
  const m = mantissa<f64>(x);
  const f = v128.sub<f64>(m, splat<f64>(1));
  const d = v128.add<f64>(m, splat<f64>(1));
  const s = v128.div<f64>(f, d);
  const sHigh = head(s);
  const dHigh = head(d);
  const dLow = v128.sub<f64>(m, v128.sub<f64>(dHigh, splat<f64>(1)));
  const left = v128.sub<f64>(v128.sub<f64>(f, v128.mul<f64>(sHigh, dHigh)), v128.mul<f64>(sHigh, dLow));
  const sLow = v128.div<f64>(left, d);

  const z = v128.mul<f64>(s, s);
  let q = splat<f64>(0.1758475524119861);
  q = step<f64>(q, z, 0.1755935572322456);
  q = step<f64>(q, z, 0.20002206995436506);
  q = step<f64>(q, z, 0.23076892444611202);
  q = step<f64>(q, z, 0.272727275030814);
  q = step<f64>(q, z, 0.3333333333248386);
  q = step<f64>(q, z, 0.4285714285714405);
  q = step<f64>(q, z, 0.6);
  const rest = v128.add<f64>(v128.mul<f64>(v128.mul<f64>(z, z), q), v128.mul<f64>(sLow, v128.add<f64>(sHigh, s)));
  const square = v128.mul<f64>(sHigh, sHigh);
  const three = splat<f64>(3);
  const tHigh = head(v128.add<f64>(v128.add<f64>(three, square), rest));
  const tLow = v128.sub<f64>(rest, v128.sub<f64>(v128.sub<f64>(tHigh, three), square));
  // s (3 + s² + R), and times 2/(3 log 2).
  const u = v128.mul<f64>(sHigh, tHigh);
  const v = v128.add<f64>(v128.mul<f64>(sLow, tHigh), v128.mul<f64>(tLow, s));
  const pHigh = head(v128.add<f64>(u, v));
  const pLow = v128.sub<f64>(v, v128.sub<f64>(pHigh, u));
  const high = v128.mul<f64>(pHigh, splat<f64>(0.9617962837219238));
  const low = v128.add<f64>(v128.mul<f64>(pHigh, splat<f64>(4.102040517767816e-7)), v128.mul<f64>(pLow, splat<f64>(0.9617966939259756)));
  const k = v128.sub<f64>(exponent<f64>(x), shift);
  const logHigh = head(v128.add<f64>(v128.add<f64>(high, low), k));
  const logLow = v128.sub<f64>(low, v128.sub<f64>(v128.sub<f64>(logHigh, k), high));

  // y log₂ x.
  const yHigh = head(y);
  const whole = v128.mul<f64>(yHigh, logHigh);
  const part = v128.add<f64>(v128.mul<f64>(v128.sub<f64>(y, yHigh), logHigh), v128.mul<f64>(y, logLow));
  return exp2Of(whole, part);
}

/** 2^(a + b), where b is small before a. */
// @ts-ignore: decorator
@inline
function exp2Of(a: v128, b: v128): v128 {
  const largest = splat<f64>(1100);
  const bounded = v128.pmax<f64>(v128.pmin<f64>(a, largest), v128.neg<f64>(largest));
  const rest = v128.and(b, v128.eq<f64>(a, bounded));
  const n = v128.nearest<f64>(v128.add<f64>(bounded, rest));
  const fraction = v128.sub<f64>(bounded, n);
  const t = head(v128.add<f64>(fraction, rest));
  const u = v128.mul<f64>(t, splat<f64>(LN2_HIGH));
  const v = v128.add<f64>(
    v128.mul<f64>(v128.sub<f64>(rest, v128.sub<f64>(t, fraction)), splat<f64>(Math.LN2)),
    v128.mul<f64>(t, splat<f64>(LN2_LOW)),
  );
  const r = v128.add<f64>(u, v);
  const lost = v128.sub<f64>(v, v128.sub<f64>(r, u));
  const sum = v128.add<f64>(splat<f64>(1), r);
  const p = v128.add<f64>(sum, v128.add<f64>(smallTerms<f64>(r), v128.mul<f64>(sum, lost)));
  return scaled<f64>(p, v128.add<f64>(n, magic<f64>()));
}

const LN2_HIGH: f64 = 0.6931467056274414;
const LN2_LOW: f64 = 4.7493250390316726e-07;

/** The same of numbers that come from f32, to which it is rounded: so far, the logarithm does in one number. */
// @ts-ignore: decorator
@inline
function powerNarrow(x: v128, y: v128): v128 {
  const product = v128.mul<f64>(y, logNormal<f64>(x));
  return expNormal<f64>(v128.pmax<f64>(v128.pmin<f64>(product, splat<f64>(150)), splat<f64>(-150)));
}

/** xʸ with the rules of JavaScript. */
// @ts-ignore: decorator
@inline
export function power(x: v128, y: v128, narrow: bool): v128 {
  const normal = v128.and(v128.ge<f64>(x, splat<f64>(LEAST)), v128.lt<f64>(x, splat<f64>(Infinity)));
  const bounded = v128.and(normal, v128.lt<f64>(v128.abs<f64>(y), splat<f64>(MOST)));
  if (!i64x2.all_true(bounded)) return powerAnywhere(x, y, narrow);
  return narrow ? powerNarrow(x, y) : powerNormal(x, splat<f64>(0), y);
}

/** The least normal number. */
const LEAST: f64 = 2.2250738585072014e-308;
/** Powers of this order overflow, underflow, or are 1. */
const MOST: f64 = 1.8446744073709552e19;

/** The same with lanes of x or y that are subnormal, zero, negative, infinite, NaN, or too large. */
function powerAnywhere(x: v128, y: v128, narrow: bool): v128 {
  const zero = splat<f64>(0);
  const one = splat<f64>(1);
  const infinite = splat<f64>(Infinity);
  const a = v128.abs<f64>(x);
  const subnormal = v128.lt<f64>(a, splat<f64>(LEAST));
  const raised = select(subnormal, v128.mul<f64>(a, splat<f64>(18014398509481984)), a);
  const largest = splat<f64>(MOST);
  const order = v128.pmax<f64>(v128.pmin<f64>(y, largest), v128.neg<f64>(largest));
  let z = narrow ? powerNarrow(a, order) : powerNormal(raised, v128.and(subnormal, splat<f64>(54)), order);

  // Zero and infinity to a power are infinite or zero.
  const isZero = v128.eq<f64>(a, zero);
  const isInfinite = v128.eq<f64>(a, infinite);
  const grows = v128.xor(isZero, v128.gt<f64>(y, zero));
  z = select(v128.or(isZero, isInfinite), v128.and(grows, infinite), z);

  // Negative numbers have powers of whole orders only, of which the odd ones are negative.
  const half = v128.mul<f64>(y, splat<f64>(0.5));
  const whole = v128.eq<f64>(v128.nearest<f64>(y), y);
  const odd = v128.andnot(whole, v128.eq<f64>(v128.nearest<f64>(half), half));
  z = v128.xor(z, v128.and(v128.and(odd, x), splat<f64>(-0.0)));
  const rootless = v128.andnot(v128.andnot(v128.lt<f64>(x, zero), whole), isInfinite);
  const undecided = v128.and(v128.eq<f64>(a, one), v128.eq<f64>(v128.abs<f64>(y), infinite));
  const unordered = v128.or(v128.ne<f64>(x, x), v128.ne<f64>(y, y));
  z = select(v128.or(v128.or(rootless, undecided), unordered), splat<f64>(NaN), z);
  return select(v128.eq<f64>(y, zero), one, z);
}
