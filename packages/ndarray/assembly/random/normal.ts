// Normals by the Box–Muller transform, in the operations and the order of @monge/random (internal/box-muller.ts there), so that
// the bits are the same: two pairs to a vector, of words that lie where the normals are to go. Two vectors go together, since one alone is
// a long chain of operations, each waiting for the one before it.

import { splat, step } from '../elementwise/vectors';
import { log } from './log';
import { lowHalves, openUnit, openUnit32, scaled } from './units';

/** The uppermost bit of each 64-bit lane: the sign, and the only 1 of the least integer. */
// @ts-ignore: decorator
@inline
function top(): v128 {
  return i64x2.splat(0x8000000000000000);
}

/** √(−2 log u). */
// @ts-ignore: decorator
@inline
function radius(u: v128): v128 {
  return v128.sqrt<f64>(v128.mul<f64>(splat<f64>(-2), log(u)));
}

/**
 * Writes mean + std·radius times the points at these fractions of a right angle, turned by as many right angles as the upper two bits of
 * `quadrants` say: a swap of the coordinates for one, a change of sign for two.
 */
// @ts-ignore: decorator
@inline
function writePairs<T extends number>(
  out: usize, radii: v128, fraction: v128, quadrants: v128, mean: v128, std: v128,
): void {
  const z = v128.mul<f64>(fraction, fraction);
  let cosine = step<f64>(splat<f64>(-6.3e-9), z, 4.71e-7);
  cosine = step<f64>(cosine, z, -2.5202e-5);
  cosine = step<f64>(cosine, z, 0.000919260265);
  cosine = step<f64>(cosine, z, -0.0208634807622);
  cosine = step<f64>(cosine, z, 0.253669507900978);
  cosine = step<f64>(cosine, z, -1.2337005501361678);
  cosine = step<f64>(cosine, z, 1);
  let sine = step<f64>(splat<f64>(5.6e-8), z, -3.598373e-6);
  sine = step<f64>(sine, z, 0.00016044107);
  sine = step<f64>(sine, z, -0.00468175412125);
  sine = step<f64>(sine, z, 0.079692626245357);
  sine = step<f64>(sine, z, -0.645964097506229);
  sine = step<f64>(sine, z, Math.PI / 2);
  const signed = v128.xor(radii, v128.and(quadrants, top()));
  const a = v128.mul<f64>(signed, cosine);
  const b = v128.mul<f64>(signed, v128.mul<f64>(fraction, sine));
  const stays = i64x2.eq(v128.and(quadrants, i64x2.splat(0x4000000000000000)), i64x2.splat(0));
  const exchange = v128.andnot(v128.xor(a, b), stays);
  const x = v128.add<f64>(mean, v128.mul<f64>(std, v128.xor(a, exchange)));
  const y = v128.add<f64>(mean, v128.mul<f64>(std, v128.xor(b, exchange)));
  if (sizeof<T>() == 4) {
    v128.store(out, i32x4.shuffle(f32x4.demote_f64x2_zero(x), f32x4.demote_f64x2_zero(y), 0, 4, 1, 5));
  } else {
    v128.store(out, i64x2.shuffle(x, y, 0, 2));
    v128.store(out, i64x2.shuffle(x, y, 1, 3), 16);
  }
}

/** The pairs of a vector of words: the low half of a lane gives the radius, the high half the angle. */
// @ts-ignore: decorator
@inline
function writePairsF32(out: usize, words: v128, radii: v128, mean: v128, std: v128): void {
  const fraction = scaled(i64x2.shr_u(v128.xor(words, top()), 34), 4194304, 0.5);
  writePairs<f32>(out, radii, fraction, i64x2.shl(words, 30), mean, std);
}

/** Makes normals of the words of `bytes` bytes, a multiple of 32. */
export function normalsF32(out: usize, bytes: usize, mean: f64, std: f64): void {
  const means = splat<f64>(mean);
  const stds = splat<f64>(std);
  for (const end = out + bytes; out < end; out += 32) {
    const words0 = v128.load(out);
    const words1 = v128.load(out, 16);
    const radii0 = radius(openUnit32(words0));
    const radii1 = radius(openUnit32(words1));
    writePairsF32(out, words0, radii0, means, stds);
    writePairsF32(out + 16, words1, radii1, means, stds);
  }
}

/** The pairs of two 64-bit angles: their lowest two bits are the quadrant, the others the fraction. */
// @ts-ignore: decorator
@inline
function writePairsF64(out: usize, angles: v128, radii: v128, mean: v128, std: v128): void {
  const high = scaled(i64x2.shr_u(v128.xor(angles, top()), 32), 1048576, 0.5);
  const low = scaled(i64x2.shr_u(lowHalves(angles), 2), 0.0009765625, 0);
  writePairs<f64>(out, radii, v128.add<f64>(high, low), i64x2.shl(angles, 62), mean, std);
}

/** Makes normals of the 64-bit words of `bytes` bytes, a multiple of 64. */
export function normalsF64(out: usize, bytes: usize, mean: f64, std: f64): void {
  const means = splat<f64>(mean);
  const stds = splat<f64>(std);
  for (const end = out + bytes; out < end; out += 64) {
    const words0 = v128.load(out);
    const words1 = v128.load(out, 16);
    const words2 = v128.load(out, 32);
    const words3 = v128.load(out, 48);
    const radii0 = radius(openUnit(i64x2.shuffle(words0, words1, 0, 2)));
    const radii1 = radius(openUnit(i64x2.shuffle(words2, words3, 0, 2)));
    writePairsF64(out, i64x2.shuffle(words0, words1, 1, 3), radii0, means, stds);
    writePairsF64(out + 32, i64x2.shuffle(words2, words3, 1, 3), radii1, means, stds);
  }
}
