// 2^z in every lane. In f32 z = n + r with n an integer and |r| ≤ 1/2, 2^r is 1 + r·q(r) with q a Chebyshev interpolant of (2^r − 1)/r of degree 4, and n is
// added to the exponent bits; 3.2 ulp. In f64 n is a multiple of 1/64, whose fraction is looked up (Tang 1989, "Table-driven implementation of
// the exponential function in IEEE floating-point arithmetic"), so that a polynomial of degree 5 gives the last bit but one, 1.01 ulp: half of the additions and
// multiplications that it takes without. Arguments are clamped to the exponents of normal numbers, so that −∞ gives the least normal number
// (which no sum of the kernels here can see), what is too large the largest power of two (which vanishes where there is no mass: zero times infinity is
// NaN), and nothing garbage. `pmin` and `pmax` are one instruction each on x86, where `min` and `max` are seven; of a NaN and a bound they return
// their first operand, which is why that is the argument: NaN gives NaN.

import { rootsOf } from './roots';

/** Which bounds arguments are clamped to. */
const BELOW: i32 = 1;
const ABOVE: i32 = 2;

// @ts-ignore: decorator
@inline
function exp2F32(z: v128, bounds: i32): v128 {
  let clamped = z;
  if (bounds & ABOVE) clamped = f32x4.pmin(clamped, f32x4.splat(127.0));
  if (bounds & BELOW) clamped = f32x4.pmax(clamped, f32x4.splat(-126.0));
  // Adding 1.5·2^23 rounds to an integer, which is then also the low bits of the float.
  const shifted = f32x4.add(clamped, f32x4.splat(12582912.0));
  const r = f32x4.sub(clamped, f32x4.sub(shifted, f32x4.splat(12582912.0)));
  return i32x4.add(powerF32(r), i32x4.shl(shifted, 23));
}

/** 2^r by Horner's scheme. */
// @ts-ignore: decorator
@inline
function powerF32(r: v128): v128 {
  let q = f32x4.splat(0.001338130253732079618);
  q = f32x4.add(f32x4.mul(q, r), f32x4.splat(0.009666368515385448309));
  q = f32x4.add(f32x4.mul(q, r), f32x4.splat(0.055503810137964574299));
  q = f32x4.add(f32x4.mul(q, r), f32x4.splat(0.24022349038020361372));
  q = f32x4.add(f32x4.mul(q, r), f32x4.splat(0.69314718055994530942));
  return f32x4.add(f32x4.mul(q, r), f32x4.splat(1.0));
}

// @ts-ignore: decorator
@inline
function exp2F64(z: v128, bounds: i32): v128 {
  let clamped = z;
  if (bounds & ABOVE) clamped = f64x2.pmin(clamped, f64x2.splat(1023.0));
  if (bounds & BELOW) clamped = f64x2.pmax(clamped, f64x2.splat(-1022.0));
  // Adding 1.5·2^46 rounds to a multiple of 1/64, which is then also the low bits of the float.
  const magic = f64x2.splat(105553116266496.0);
  const shifted = f64x2.add(clamped, magic);
  const r = f64x2.sub(clamped, f64x2.sub(shifted, magic));
  const power = i64x2.add(rootsOf(shifted), i64x2.shl(shifted, 46));
  const r2 = f64x2.mul(r, r);
  const q01 = f64x2.add(f64x2.splat(0.69314718055994530942), f64x2.mul(f64x2.splat(0.24022650695892139152), r));
  const q23 = f64x2.add(f64x2.splat(0.055504108664803823425), f64x2.mul(f64x2.splat(0.0096181408595956856253), r));
  const q = f64x2.add(q01, f64x2.mul(r2, f64x2.add(q23, f64x2.mul(r2, f64x2.splat(0.0013333569783345570096)))));
  return f64x2.add(power, f64x2.mul(f64x2.mul(power, r), q));
}

// @ts-ignore: decorator
@inline
export function exp2<T extends number>(z: v128): v128 {
  return sizeof<T>() == 4 ? exp2F32(z, BELOW | ABOVE) : exp2F64(z, BELOW | ABOVE);
}

/** 2^z for z ≤ 0. */
// @ts-ignore: decorator
@inline
export function exp2OfLoss<T extends number>(z: v128): v128 {
  return sizeof<T>() == 4 ? exp2F32(z, BELOW) : exp2F64(z, BELOW);
}

/**
 * Where 2^z is no more than 2^-90 (f32) or 2^-960 (f64): products with what is left stay normal numbers, and arithmetic on subnormal ones is
 * several times slower.
 */
// @ts-ignore: decorator
@inline
export function isWeightless<T extends number>(z: v128): v128 {
  return v128.le<T>(z, v128.splat<T>(<T>(sizeof<T>() == 4 ? -90 : -960)));
}

/** 2^z where there is weight; garbage elsewhere, to be masked. */
// @ts-ignore: decorator
@inline
export function exp2OfWeight<T extends number>(z: v128): v128 {
  return sizeof<T>() == 4 ? exp2F32(z, ABOVE) : exp2F64(z, ABOVE);
}

/** 2^z, and exactly zero where there is no weight. */
// @ts-ignore: decorator
@inline
export function weight<T extends number>(z: v128): v128 {
  return v128.andnot(exp2OfWeight<T>(z), isWeightless<T>(z));
}

/** The weights of two vectors of f64 as one of f32, as good as its format: what is left of the exponents is taken before they are rounded to f32. */
// @ts-ignore: decorator
@inline
export function narrowWeight(low: v128, high: v128): v128 {
  const magic = f64x2.splat(6755399441055744.0);
  const least = f64x2.splat(-126.0);
  const most = f64x2.splat(127.0);
  const clampedLow = f64x2.pmax(f64x2.pmin(low, most), least);
  const clampedHigh = f64x2.pmax(f64x2.pmin(high, most), least);
  const shiftedLow = f64x2.add(clampedLow, magic);
  const shiftedHigh = f64x2.add(clampedHigh, magic);
  const restLow = f64x2.sub(clampedLow, f64x2.sub(shiftedLow, magic));
  const restHigh = f64x2.sub(clampedHigh, f64x2.sub(shiftedHigh, magic));
  const rest = i32x4.shuffle(f32x4.demote_f64x2_zero(restLow), f32x4.demote_f64x2_zero(restHigh), 0, 1, 4, 5);
  // The low halves of the shifted numbers are integers.
  const exponents = i32x4.shuffle(shiftedLow, shiftedHigh, 0, 2, 4, 6);
  const power = i32x4.add(powerF32(rest), i32x4.shl(exponents, 23));
  return v128.and(power, i32x4.gt_s(exponents, i32x4.splat(-91)));
}
