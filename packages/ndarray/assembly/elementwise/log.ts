// log x = k log 2 + log(1 + f) with √½ ≤ 1 + f < √2, after fdlibm: log(1 + f) = f − (f²/2 − s (f²/2 + R)) with s = f/(2 + f), where R is a
// polynomial in s².

import { ln2High, ln2Low } from './exp';
import { next, select, splat, step, withSign } from './vectors';

/** The bits of 1, and of √½, below whose mantissa the exponent is the next smaller one. */
// @ts-ignore: decorator
@inline
function bitsOf1<T extends number>(): v128 {
  return sizeof<T>() == 4 ? i32x4.splat(0x3f800000) : i64x2.splat(0x3ff0000000000000);
}

// @ts-ignore: decorator
@inline
function bitsOfRoot<T extends number>(): v128 {
  return sizeof<T>() == 4 ? i32x4.splat(0x3f3504f3) : i64x2.splat(0x3fe6a09e667f3bcd);
}

/** a + b and a − b as whole numbers. */
// @ts-ignore: decorator
@inline
function addBits<T extends number>(a: v128, b: v128): v128 {
  return sizeof<T>() == 4 ? i32x4.add(a, b) : i64x2.add(a, b);
}

// @ts-ignore: decorator
@inline
function subtractBits<T extends number>(a: v128, b: v128): v128 {
  return sizeof<T>() == 4 ? i32x4.sub(a, b) : i64x2.sub(a, b);
}

/** The bits of x, counted from √½: the exponent k is in the uppermost ones, with the bias of the type. */
// @ts-ignore: decorator
@inline
function bitsFromRoot<T extends number>(x: v128): v128 {
  return addBits<T>(subtractBits<T>(x, bitsOfRoot<T>()), bitsOf1<T>());
}

/** k, a whole number in floating point: its bits are the lowest of 2^23 or 2^52. */
// @ts-ignore: decorator
@inline
export function exponent<T extends number>(x: v128): v128 {
  const bits = bitsFromRoot<T>(x);
  const biased = sizeof<T>() == 4 ? i32x4.shr_u(bits, 23) : i64x2.shr_u(bits, 52);
  const unit = splat<T>(sizeof<T>() == 4 ? 8388608 : 4503599627370496);
  return v128.sub<T>(v128.or(biased, unit), splat<T>(sizeof<T>() == 4 ? 8388608 + 127 : 4503599627370496 + 1023));
}

/** x / 2^k, in [√½, √2). */
// @ts-ignore: decorator
@inline
export function mantissa<T extends number>(x: v128): v128 {
  const fraction = sizeof<T>() == 4 ? i32x4.splat(0x007fffff) : i64x2.splat(0x000fffffffffffff);
  return addBits<T>(v128.and(bitsFromRoot<T>(x), fraction), bitsOfRoot<T>());
}

/** k log 2 + log(1 + f). */
// @ts-ignore: decorator
@inline
function logOf<T extends number>(k: v128, f: v128): v128 {
  const s = v128.div<T>(f, v128.add<T>(f, splat<T>(2)));
  const z = v128.mul<T>(s, s);
  let q: v128;
  if (sizeof<T>() == 4) {
    q = splat<T>(0.29580045);
    q = step<T>(q, z, 0.39988777);
    q = step<T>(q, z, 0.66666687);
  } else {
    const y = v128.mul<T>(z, z);
    let even: v128;
    let odd: v128;
    even = splat<T>(0.14616576421644387);
    odd = splat<T>(0.15331711346672997);
    even = step<T>(even, y, 0.18182889433757515);
    odd = step<T>(odd, y, 0.22222211130560726);
    even = step<T>(even, y, 0.28571428626001427);
    odd = step<T>(odd, y, 0.3999999999989945);
    even = step<T>(even, y, 0.666666666666667);
    q = next<T>(odd, z, even);
  }
  const half = v128.mul<T>(v128.mul<T>(f, f), splat<T>(0.5));
  const correction = v128.mul<T>(s, v128.add<T>(half, v128.mul<T>(z, q)));
  const low = v128.add<T>(v128.mul<T>(k, ln2Low<T>()), correction);
  const high = v128.mul<T>(k, ln2High<T>());
  return v128.add<T>(high, v128.sub<T>(f, v128.sub<T>(half, low)));
}

/** The least normal number. */
// @ts-ignore: decorator
@inline
function leastNormal<T extends number>(): v128 {
  return splat<T>(sizeof<T>() == 4 ? 1.1754943508222875e-38 : 2.2250738585072014e-308);
}

/** Whether every lane is positive, normal and finite. */
// @ts-ignore: decorator
@inline
function allNormal<T extends number>(x: v128): bool {
  const within = v128.and(v128.ge<T>(x, leastNormal<T>()), v128.lt<T>(x, splat<T>(Infinity)));
  return sizeof<T>() == 4 ? i32x4.all_true(within) : i64x2.all_true(within);
}

// @ts-ignore: decorator
@inline
export function log<T extends number>(x: v128): v128 {
  return allNormal<T>(x) ? logNormal<T>(x) : logAnywhere<T>(x);
}

/** log x where x is positive, normal and finite. */
// @ts-ignore: decorator
@inline
export function logNormal<T extends number>(x: v128): v128 {
  return logOf<T>(exponent<T>(x), v128.sub<T>(mantissa<T>(x), splat<T>(1)));
}

/** The same with lanes that are subnormal, zero, negative, infinite or NaN. */
function logAnywhere<T extends number>(x: v128): v128 {
  const subnormal = v128.lt<T>(x, leastNormal<T>());
  const raised = select(subnormal, v128.mul<T>(x, splat<T>(sizeof<T>() == 4 ? 16777216 : 18014398509481984)), x);
  const k = v128.sub<T>(exponent<T>(raised), v128.and(subnormal, splat<T>(sizeof<T>() == 4 ? 24 : 54)));
  return atEdges<T>(x, logOf<T>(k, v128.sub<T>(mantissa<T>(raised), splat<T>(1))));
}

/** `y` where x is positive and finite, log x elsewhere: x itself for ∞ and NaN. */
// @ts-ignore: decorator
@inline
function atEdges<T extends number>(x: v128, y: v128): v128 {
  const zero = splat<T>(0);
  const finite = v128.and(v128.gt<T>(x, zero), v128.lt<T>(x, splat<T>(Infinity)));
  const outside = select(v128.lt<T>(x, zero), splat<T>(NaN), x);
  return select(finite, y, select(v128.eq<T>(x, zero), splat<T>(-Infinity), outside));
}

/** With 1 + x = 2^k (1 + f): the sum is rounded, and what it loses is added to f, exactly wherever f is so small that it matters. */
// @ts-ignore: decorator
@inline
export function log1p<T extends number>(x: v128): v128 {
  const one = splat<T>(1);
  const sum = v128.add<T>(x, one);
  // Half of what the sum has lost, for twice the scale of its mantissa, which is a normal number.
  const back = v128.sub<T>(sum, one);
  const lost = v128.add<T>(v128.sub<T>(one, v128.sub<T>(sum, back)), v128.sub<T>(x, back));
  const m = mantissa<T>(sum);
  const scale = addBits<T>(subtractBits<T>(m, sum), splat<T>(2));
  const f = v128.add<T>(v128.sub<T>(m, one), v128.mul<T>(v128.mul<T>(lost, splat<T>(0.5)), scale));
  const y = logOf<T>(exponent<T>(sum), f);
  return withSign<T>(allNormal<T>(sum) ? y : atEdges<T>(sum, y), x);
}
