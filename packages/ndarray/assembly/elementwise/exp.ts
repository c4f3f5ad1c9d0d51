// eˣ = 2^k eʳ with k = x / log 2 rounded to an integer and |r| ≤ log(2)/2; eʳ = 1 + r + r² q(r). Coefficients are from
// tooling/fixtures/elementwise_fits.py, here as in all the files beside.

import { next, pair, splat, withSign } from './vectors';

/** Adding it rounds to an integer k, and leaves k + bias in the lowest bits: 1.5·2^23 + 127, 1.5·2^52 + 1023. */
// @ts-ignore: decorator
@inline
export function magic<T extends number>(): v128 {
  return splat<T>(sizeof<T>() == 4 ? 12583039 : 6755399441056767);
}

/** 2^k, for the exponents of normal numbers, from k + magic. */
// @ts-ignore: decorator
@inline
function power2<T extends number>(shifted: v128): v128 {
  return sizeof<T>() == 4 ? i32x4.shl(shifted, 23) : i64x2.shl(shifted, 52);
}

/** x / log 2 rounded to k, plus magic. */
// @ts-ignore: decorator
@inline
export function shiftedOf<T extends number>(x: v128): v128 {
  return v128.add<T>(v128.mul<T>(x, splat<T>(1.4426950408889634)), magic<T>());
}

/** k, a whole number in floating point. */
// @ts-ignore: decorator
@inline
export function exponentOf<T extends number>(shifted: v128): v128 {
  return v128.sub<T>(shifted, magic<T>());
}

/** log 2 in two parts, of which the first has so few bits that its products with exponents are exact. */
// @ts-ignore: decorator
@inline
export function ln2High<T extends number>(): v128 {
  return splat<T>(sizeof<T>() == 4 ? 0.693145751953125 : 0.6931471803691238);
}

// @ts-ignore: decorator
@inline
export function ln2Low<T extends number>(): v128 {
  return splat<T>(sizeof<T>() == 4 ? 1.4286068203094173e-6 : 1.9082149292705877e-10);
}

/** r = x − k log 2. */
// @ts-ignore: decorator
@inline
export function remainderOf<T extends number>(x: v128, k: v128): v128 {
  return v128.sub<T>(v128.sub<T>(x, v128.mul<T>(k, ln2High<T>())), v128.mul<T>(k, ln2Low<T>()));
}

/** eʳ − 1 − r. */
// @ts-ignore: decorator
@inline
function restOf<T extends number>(r: v128): v128 {
  const z = v128.mul<T>(r, r);
  let q: v128;
  // By pairs (Estrin's scheme), since the processor cannot look far enough ahead to overlap long chains.
  if (sizeof<T>() == 4) {
    q = pair<T>(r, 0.00019890991, 0.001393365);
    q = next<T>(q, z, pair<T>(r, 0.0083333105, 0.041666467));
  } else {
    const y = v128.mul<T>(z, z);
    q = next<T>(splat<T>(2.0914686968086876e-9), z, pair<T>(r, 2.5105217004720745e-8, 2.75572736431103e-7));
    q = next<T>(q, y, next<T>(pair<T>(r, 2.7557255400206422e-6, 2.4801587325547743e-5), z, pair<T>(r, 0.00019841269874820627, 0.0013888888888883748)));
    q = next<T>(q, z, pair<T>(r, 0.008333333333326136, 0.04166666666666667));
  }
  q = next<T>(q, z, pair<T>(r, 0.1666666666666667, 0.5));
  return v128.mul<T>(z, q);
}

/** eʳ − 1. */
// @ts-ignore: decorator
@inline
export function expm1OfRemainder<T extends number>(r: v128): v128 {
  return v128.add<T>(r, restOf<T>(r));
}

/** eʳ, where what the sum of 1 and r loses is kept: to 0.6 ulp. */
// @ts-ignore: decorator
@inline
export function expOfRemainder<T extends number>(r: v128): v128 {
  return v128.add<T>(v128.add<T>(splat<T>(1), r), smallTerms<T>(r));
}

/** What `expOfRemainder` rounds off: eʳ − p. */
// @ts-ignore: decorator
@inline
export function lostOfExp<T extends number>(r: v128, p: v128): v128 {
  return v128.add<T>(v128.sub<T>(v128.add<T>(splat<T>(1), r), p), smallTerms<T>(r));
}

/** eʳ less the rounded sum of 1 and r. */
// @ts-ignore: decorator
@inline
export function smallTerms<T extends number>(r: v128): v128 {
  const sum = v128.add<T>(splat<T>(1), r);
  return v128.add<T>(v128.add<T>(v128.sub<T>(splat<T>(1), sum), r), restOf<T>(r));
}

/** p · 2^k where 2^k is a normal number, from k + magic. */
// @ts-ignore: decorator
@inline
export function scaledNormal<T extends number>(p: v128, shifted: v128): v128 {
  return v128.mul<T>(p, power2<T>(shifted));
}

/** p · 2^k for |k| below 1100 (f64) or 170 (f32), rounded once; p in [2^-10, 2^20]. */
// @ts-ignore: decorator
@inline
export function scaled<T extends number>(p: v128, shifted: v128): v128 {
  const k = exponentOf<T>(shifted);
  const large = v128.gt<T>(v128.abs<T>(k), splat<T>(sizeof<T>() == 4 ? 126 : 1022));
  return v128.any_true(large) ? scaledInTwo<T>(p, k) : scaledNormal<T>(p, shifted);
}

/** The same where 2^k overflows or is no normal number: in two factors, of which the first is exact. */
function scaledInTwo<T extends number>(p: v128, k: v128): v128 {
  const largest = splat<T>(sizeof<T>() == 4 ? 100 : 1000);
  const first = v128.pmax<T>(v128.pmin<T>(k, largest), v128.neg<T>(largest));
  const second = v128.sub<T>(k, first);
  const product = scaledNormal<T>(p, v128.add<T>(first, magic<T>()));
  return scaledNormal<T>(product, v128.add<T>(second, magic<T>()));
}

/** Beyond ± this, eˣ is infinite or zero, and so is x eˣ. */
// @ts-ignore: decorator
@inline
export function expLimit<T extends number>(): v128 {
  return splat<T>(sizeof<T>() == 4 ? 115 : 760);
}

// @ts-ignore: decorator
@inline
export function exp<T extends number>(x: v128): v128 {
  const far = v128.gt<T>(v128.abs<T>(x), splat<T>(sizeof<T>() == 4 ? 87 : 708));
  return v128.any_true(far) ? expFar<T>(x) : expNormal<T>(x);
}

/** eˣ where it is a normal number. */
// @ts-ignore: decorator
@inline
export function expNormal<T extends number>(x: v128): v128 {
  const shifted = shiftedOf<T>(x);
  const r = remainderOf<T>(x, exponentOf<T>(shifted));
  return scaledNormal<T>(v128.add<T>(splat<T>(1), expm1OfRemainder<T>(r)), shifted);
}

/** eˣ with lanes where it overflows or is no normal number. */
function expFar<T extends number>(x: v128): v128 {
  const bounded = v128.pmax<T>(v128.pmin<T>(x, expLimit<T>()), v128.neg<T>(expLimit<T>()));
  const shifted = shiftedOf<T>(bounded);
  const k = exponentOf<T>(shifted);
  const r = remainderOf<T>(bounded, k);
  return scaledInTwo<T>(v128.add<T>(splat<T>(1), expm1OfRemainder<T>(r)), k);
}

/** (2^k − 1) + 2^k (eʳ − 1), with what the sums of r and of its terms lose. */
// @ts-ignore: decorator
@inline
export function expm1<T extends number>(x: v128): v128 {
  // Below −40 the result is −1; above, 2^k may be 2^1024 (f64) or 2^128 (f32), of which half is taken first.
  const bounded = v128.pmax<T>(v128.pmin<T>(x, expLimit<T>()), splat<T>(-40));
  const k = exponentOf<T>(shiftedOf<T>(bounded));
  const first = v128.pmin<T>(k, splat<T>(sizeof<T>() == 4 ? 127 : 1023));
  const scale = power2<T>(v128.add<T>(first, magic<T>()));
  const main = v128.sub<T>(bounded, v128.mul<T>(k, ln2High<T>()));
  const small = v128.mul<T>(k, ln2Low<T>());
  const r = v128.sub<T>(main, small);
  const lostOfRemainder = v128.sub<T>(v128.sub<T>(main, r), small);
  const below = v128.sub<T>(scale, splat<T>(1));
  const above = v128.mul<T>(scale, r);
  const sum = v128.add<T>(below, above);
  const lost = v128.add<T>(v128.sub<T>(below, sum), above);
  const rest = v128.mul<T>(scale, v128.add<T>(restOf<T>(r), lostOfRemainder));
  const y = v128.add<T>(sum, v128.add<T>(lost, rest));
  return withSign<T>(v128.mul<T>(y, power2<T>(v128.add<T>(v128.sub<T>(k, first), magic<T>()))), x);
}
