// Uniform numbers out of words, exactly: the bits of an integer below 2^52 under the exponent of 2^e, less 2^e, are that integer times 2^(e − 52).

import { splat } from '../elementwise/vectors';

/** The integer in each 64-bit lane, times 2^(e − 52), for base = 2^e; less `offset`, of the same scale. */
// @ts-ignore: decorator
@inline
export function scaled(integers: v128, base: f64, offset: f64): v128 {
  return v128.sub<f64>(v128.or(integers, splat<f64>(base)), splat<f64>(base + offset));
}

/** The low halves of the 64-bit lanes. */
// @ts-ignore: decorator
@inline
export function lowHalves(words: v128): v128 {
  return v128.and(words, i64x2.splat(0xffffffff));
}

/** (k + ½)·2^−52 of the leading 52 bits k of each 64-bit word: in (0, 1). */
// @ts-ignore: decorator
@inline
export function openUnit(words: v128): v128 {
  return scaled(i64x2.shr_u(words, 12), 1, -1.1102230246251565e-16);
}

/** (w + ½)·2^−32 of the word w in the low half of each 64-bit lane. */
// @ts-ignore: decorator
@inline
export function openUnit32(words: v128): v128 {
  return scaled(lowHalves(words), 1048576, -1.1641532182693481e-10);
}

/** k·2^−53 of the leading 53 bits k of each 64-bit word: in [0, 1). */
// @ts-ignore: decorator
@inline
export function unit(words: v128): v128 {
  const high = scaled(i64x2.shr_u(words, 32), 1048576, 0);
  const low = scaled(i64x2.shr_u(lowHalves(words), 11), 0.5, 0);
  return v128.add<f64>(high, low);
}
