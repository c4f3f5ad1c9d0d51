// Vectors of T (4 lanes of f32 or 2 of f64), and how the kernels here treat them. `pmin(x, c)` and `pmax(x, c)` keep an x that is NaN and
// are one instruction each on x86, where `min` and `max` are seven; there is no fused multiply-add, so that all machines get the same bits.

// @ts-ignore: decorator
@inline
export function splat<T extends number>(value: f64): v128 {
  return v128.splat<T>(<T>value);
}

/** One step of Horner's rule: q·x + c. */
// @ts-ignore: decorator
@inline
export function step<T extends number>(q: v128, x: v128, c: f64): v128 {
  return v128.add<T>(v128.mul<T>(q, x), splat<T>(c));
}

/** b + a·x. */
// @ts-ignore: decorator
@inline
export function pair<T extends number>(x: v128, a: f64, b: f64): v128 {
  return v128.add<T>(v128.mul<T>(splat<T>(a), x), splat<T>(b));
}

/** q·x + c. */
// @ts-ignore: decorator
@inline
export function next<T extends number>(q: v128, x: v128, c: v128): v128 {
  return v128.add<T>(v128.mul<T>(q, x), c);
}

/** `a` where the mask is set, `b` elsewhere. */
// @ts-ignore: decorator
@inline
export function select(mask: v128, a: v128, b: v128): v128 {
  return v128.bitselect(a, b, mask);
}

/** |y| with the sign of x. */
// @ts-ignore: decorator
@inline
export function withSign<T extends number>(y: v128, x: v128): v128 {
  return v128.bitselect(x, y, splat<T>(-0.0));
}

/** −|x|. */
// @ts-ignore: decorator
@inline
export function negativeAbs<T extends number>(x: v128): v128 {
  return v128.or(x, splat<T>(-0.0));
}

/** The leading half of the bits of x: products of two such halves are exact. */
// @ts-ignore: decorator
@inline
export function leading<T extends number>(x: v128): v128 {
  return v128.and(x, sizeof<T>() == 4 ? i32x4.splat(0xfffff000) : i64x2.splat(0xfffffffff8000000));
}
