// sin and cos of x = n π/2 + r with |r| ≤ π/4, after fdlibm: r as a sum of two numbers, polynomials of r, and which of them by the quadrant n. In f64.

import { quarterTurns } from './payne-hanek';
import { select, splat, step } from './vectors';

/** The quadrant that the sine and the cosine begin in. */
export const SINE: i64 = 0;
export const COSINE: i64 = 1;

/** Up to here n has at most 20 bits, and its products with 33 bits of π/2 are exact (Cody and Waite). */
const LARGEST: f64 = 1048576;

// @ts-ignore: decorator
@inline
export function sinFrom(first: i64, x: v128): v128 {
  const shifted = v128.add<f64>(v128.mul<f64>(x, splat<f64>(0.6366197723675814)), splat<f64>(6755399441055744));
  const n = v128.sub<f64>(shifted, splat<f64>(6755399441055744));
  const once = v128.sub<f64>(x, v128.mul<f64>(n, splat<f64>(1.5707963267341256)));
  const second = v128.mul<f64>(n, splat<f64>(6.077100506303966e-11));
  const twice = v128.sub<f64>(once, second);
  const lost = v128.sub<f64>(v128.sub<f64>(once, twice), second);
  const third = v128.sub<f64>(v128.mul<f64>(n, splat<f64>(2.0222662487959506e-21)), lost);
  const r = v128.sub<f64>(twice, third);
  const low = v128.sub<f64>(v128.sub<f64>(twice, r), third);
  const a = v128.abs<f64>(x);
  // Where r is next to nothing of x, the three parts of π/2 hold too few of its digits.
  const cancelled = v128.lt<f64>(v128.abs<f64>(r), v128.mul<f64>(a, splat<f64>(9.094947017729282e-13)));
  const near = v128.andnot(v128.le<f64>(a, splat<f64>(LARGEST)), cancelled);
  const y = ofRemainder(i64x2.add(shifted, i64x2.splat(first)), r, low);
  return i64x2.all_true(near) ? y : select(near, y, sinFar(first, x));
}

/** The sine of r + low, `quadrant` quarters of a turn further on; |low| is at most half a unit of the last place of r. */
// @ts-ignore: decorator
@inline
function ofRemainder(quadrant: v128, r: v128, low: v128): v128 {
  const z = v128.mul<f64>(r, r);
  const half = v128.mul<f64>(z, splat<f64>(0.5));

  let p = splat<f64>(1.591810123027412e-10);
  p = step<f64>(p, z, -2.5051131455427946e-8);
  p = step<f64>(p, z, 2.755731610068303e-6);
  p = step<f64>(p, z, -0.0001984126983675497);
  p = step<f64>(p, z, 0.008333333333330946);
  const cube = v128.mul<f64>(z, r);
  const slope = v128.sub<f64>(v128.mul<f64>(low, splat<f64>(0.5)), v128.mul<f64>(cube, p));
  const correction = v128.sub<f64>(v128.sub<f64>(v128.mul<f64>(z, slope), low), v128.mul<f64>(cube, splat<f64>(-0.16666666666666666)));
  const sine = v128.sub<f64>(r, correction);

  let q = splat<f64>(-1.1382614868556325e-11);
  q = step<f64>(q, z, 2.0876146024689747e-9);
  q = step<f64>(q, z, -2.7557317270560326e-7);
  q = step<f64>(q, z, 2.4801587298763433e-5);
  q = step<f64>(q, z, -0.0013888888888887395);
  q = step<f64>(q, z, 0.041666666666666664);
  const main = v128.sub<f64>(splat<f64>(1), half);
  const rounding = v128.sub<f64>(v128.sub<f64>(splat<f64>(1), main), half);
  const rest = v128.sub<f64>(v128.mul<f64>(v128.mul<f64>(z, z), q), v128.mul<f64>(r, low));
  const cosine = v128.add<f64>(main, v128.add<f64>(rounding, rest));

  const one = i64x2.splat(1);
  const odd = i64x2.eq(v128.and(quadrant, one), one);
  const sign = i64x2.shl(v128.and(quadrant, i64x2.splat(2)), 62);
  return v128.xor(select(odd, cosine, sine), sign);
}

/** Lane by lane, for the rare ones: with as many digits of π as it takes. */
function sinFar(first: i64, x: v128): v128 {
  const y = f64x2.splat(sinOfLane(first, f64x2.extract_lane(x, 0)));
  return f64x2.replace_lane(y, 1, sinOfLane(first, f64x2.extract_lane(x, 1)));
}

function sinOfLane(first: i64, x: f64): f64 {
  if (!isFinite(x)) return NaN;
  const turns = quarterTurns(abs(x));
  const quadrant = (i64x2.extract_lane(turns, 0) + (1 << 61)) >> 62;
  let high: u64 = i64x2.extract_lane(turns, 0) - (quadrant << 62);
  let low: u64 = i64x2.extract_lane(turns, 1);
  const negative = <i64>high < 0;
  if (negative) {
    low = ~low + 1;
    high = ~high + u64(low == 0);
  }
  // The leading 53 bits and the next ones, times π/2.
  const zeros = clz(high);
  const top = (high << zeros) | ((low >> 1) >> (63 - zeros));
  const next = low << zeros;
  const scale = reinterpret<f64>((<u64>(1023 - 51) - zeros) << 52);
  const a = <f64>(top >> 11) * scale;
  const b = <f64>((top << 53) | (next >> 11)) * (scale * 5.421010862427522e-20);
  const aHigh = reinterpret<f64>(reinterpret<u64>(a) & 0xfffffffff8000000);
  const product = a * HALF_PI;
  let rest = aHigh * HALF_PI_LEADING - product + aHigh * HALF_PI_TRAILING + (a - aHigh) * HALF_PI_LEADING;
  rest += (a - aHigh) * HALF_PI_TRAILING + (a * HALF_PI_REST + b * HALF_PI);
  const r = product + rest;
  const sign: f64 = (x < 0) != negative ? -1 : 1;
  const n = first + (x < 0 ? -quadrant : quadrant);
  const y = ofRemainder(i64x2.splat(n), f64x2.splat(sign * r), f64x2.splat(sign * (product - r + rest)));
  return f64x2.extract_lane(y, 0);
}

const HALF_PI: f64 = 1.5707963267948966;
/** The leading 26 bits of π/2, the others of its double, and what that leaves. */
const HALF_PI_LEADING: f64 = 1.5707963109016418;
const HALF_PI_TRAILING: f64 = 1.5893254712295857e-08;
const HALF_PI_REST: f64 = 6.123233995736766e-17;
