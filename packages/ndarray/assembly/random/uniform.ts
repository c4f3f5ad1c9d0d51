// Uniforms on [low, high), in the operations and the order of @monge/random (uniform.ts there), of words that lie where the numbers are to go.

import { select, splat } from '../elementwise/vectors';
import { unit } from './units';

/** low + width·u. */
// @ts-ignore: decorator
@inline
function within(u: v128, low: v128, width: v128): v128 {
  return v128.add<f64>(low, v128.mul<f64>(width, u));
}

/** The same rounded to f32, in the low half of the vector, with `low` in place of what is not below `high` once rounded. */
// @ts-ignore: decorator
@inline
function narrow(u: v128, low: v128, width: v128, high: v128): v128 {
  const rounded = f32x4.demote_f64x2_zero(within(u, low, width));
  const kept = select(v128.lt<f64>(f64x2.promote_low_f32x4(rounded), high), f64x2.promote_low_f32x4(rounded), low);
  return f32x4.demote_f64x2_zero(kept);
}

/** Makes uniforms of the words of `bytes` bytes, a multiple of 16. */
export function uniformsF32(out: usize, bytes: usize, low: f64, high: f64): void {
  const lows = splat<f64>(low);
  const highs = splat<f64>(high);
  const widths = splat<f64>(high - low);
  for (const end = out + bytes; out < end; out += 16) {
    const bits = i32x4.shr_u(v128.load(out), 8);
    const u = v128.mul<f64>(f64x2.convert_low_i32x4_s(bits), splat<f64>(1 / 16777216));
    const v = v128.mul<f64>(f64x2.convert_low_i32x4_s(i64x2.shuffle(bits, bits, 1, 1)), splat<f64>(1 / 16777216));
    v128.store(out, i64x2.shuffle(narrow(u, lows, widths, highs), narrow(v, lows, widths, highs), 0, 2));
  }
}

/** Makes uniforms of the 64-bit words of `bytes` bytes, a multiple of 16. */
export function uniformsF64(out: usize, bytes: usize, low: f64, high: f64): void {
  const lows = splat<f64>(low);
  const highs = splat<f64>(high);
  const widths = splat<f64>(high - low);
  for (const end = out + bytes; out < end; out += 16) {
    const x = within(unit(v128.load(out)), lows, widths);
    v128.store(out, select(v128.lt<f64>(x, highs), x, lows));
  }
}
