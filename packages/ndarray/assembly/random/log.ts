// The logarithm of @monge/random, to the bit: its float64 `log`, and what its float32 normals make do with.

import { splat, step } from '../elementwise/vectors';

/** log x, as `@monge/random` has it in internal/log.ts; x is normal. */
// @ts-ignore: decorator
@inline
export function log(x: v128): v128 {
  // Moves the range of the significand from [1, 2) to [√½, √2).
  const shifted = i64x2.add(x, i64x2.splat(0x3ff0000000000000 - 0x3fe6a09e00000000));
  const k = v128.sub<f64>(v128.or(i64x2.shr_u(shifted, 52), splat<f64>(4503599627370496)), splat<f64>(4503599627370496 + 1023));
  const significand = i64x2.add(v128.and(shifted, i64x2.splat(0x000fffffffffffff)), i64x2.splat(0x3fe6a09e00000000));
  const f = v128.sub<f64>(significand, splat<f64>(1));
  const s = v128.div<f64>(f, v128.add<f64>(f, splat<f64>(2)));
  const z = v128.mul<f64>(s, s);
  const w = v128.mul<f64>(z, z);
  const half = v128.mul<f64>(v128.mul<f64>(f, f), splat<f64>(0.5));
  let odd = step<f64>(splat<f64>(0.147982), w, 0.181835722);
  odd = step<f64>(odd, w, 0.285714287437);
  odd = step<f64>(odd, w, 0.6666666666666735);
  let even = step<f64>(splat<f64>(0.15313838), w, 0.2222219843);
  even = step<f64>(even, w, 0.3999999999941);
  const series = v128.add<f64>(v128.mul<f64>(z, odd), v128.mul<f64>(w, even));
  const product = v128.mul<f64>(s, v128.add<f64>(half, series));
  const low = v128.add<f64>(product, v128.mul<f64>(k, splat<f64>(1.9082149292705877e-10)));
  return v128.add<f64>(v128.add<f64>(v128.sub<f64>(low, half), f), v128.mul<f64>(k, splat<f64>(0.6931471803691238)));
}
