// out ← f(x, y) over rows of n elements, one after another in `out`; out may be x or y. From one row to the next an operand moves by so many bytes; within a
// row it moves on by one element, or stays where it is (`xStays`, `yStays`): that is broadcasting. Vectors are read whole, also behind the last element of
// an operand, and written as far as the row goes.

import { select, splat } from './vectors';

const ADD: i32 = 0;
const SUBTRACT: i32 = 1;
const MULTIPLY: i32 = 2;
const DIVIDE: i32 = 3;
// t · s, where 0 wins over infinities and NaN: t times the slope of a function at x or at y = f(x).
const SCALE: i32 = 4;
const TANH_SLOPE: i32 = 5;
const SIGMOID_SLOPE: i32 = 6;
const SQUARE_SLOPE: i32 = 7;
/** The slope of silu at x, given y. */
const SILU_SLOPE: i32 = 8;

// @ts-ignore: decorator
@inline
function scaled<T extends number>(t: v128, s: v128): v128 {
  const zero = splat<T>(0);
  // + 0 makes 0 of −0.
  const product = v128.add<T>(v128.mul<T>(t, s), zero);
  const nothing = v128.or(v128.eq<T>(t, zero), v128.eq<T>(s, zero));
  return v128.andnot(product, v128.and(v128.ne<T>(product, product), nothing));
}

/** s + y (1 − s), with s = y / x; where x is so small that y has lost digits, or so large that s is 0 or 1 for certain, s is constant. */
// @ts-ignore: decorator
@inline
function siluSlope<T extends number>(x: v128, y: v128): v128 {
  const one = splat<T>(1);
  const far = splat<T>(800);
  const small = v128.lt<T>(v128.abs<T>(x), splat<T>(1e-30));
  let s = select(small, splat<T>(0.5), v128.div<T>(y, x));
  s = select(v128.gt<T>(x, far), one, v128.andnot(s, v128.lt<T>(x, v128.neg<T>(far))));
  const rest = v128.sub<T>(one, s);
  return v128.add<T>(s, v128.andnot(v128.mul<T>(y, rest), v128.eq<T>(rest, splat<T>(0))));
}

// @ts-ignore: decorator
@inline
function apply<T extends number>(operation: i32, x: v128, y: v128): v128 {
  if (operation == ADD) return v128.add<T>(x, y);
  if (operation == SUBTRACT) return v128.sub<T>(x, y);
  if (operation == MULTIPLY) return v128.mul<T>(x, y);
  if (operation == DIVIDE) return v128.div<T>(x, y);
  if (operation == SCALE) return scaled<T>(x, y);
  if (operation == SILU_SLOPE) return siluSlope<T>(x, y);
  const one = splat<T>(1);
  if (operation == TANH_SLOPE) return scaled<T>(x, v128.mul<T>(v128.sub<T>(one, y), v128.add<T>(one, y)));
  if (operation == SIGMOID_SLOPE) return scaled<T>(x, v128.mul<T>(y, v128.sub<T>(one, y)));
  return scaled<T>(x, v128.add<T>(y, y));
}

/** The first bytes of a vector: a whole number of 4. */
function put(out: usize, bytes: usize, v: v128): void {
  if (bytes & 8) {
    v128.store64_lane(out, v, 0);
    if (bytes & 4) v128.store32_lane(out + 8, v, 2);
  } else v128.store32_lane(out, v, 0);
}

// @ts-ignore: decorator
@inline
function each<T extends number>(
  operation: i32, rows: usize, n: usize,
  x: usize, xRow: usize, xStays: bool, y: usize, yRow: usize, yStays: bool, out: usize,
): void {
  const bytes = n * sizeof<T>();
  const whole = bytes & ~15;
  for (; rows > 0; rows--, x += xRow, y += yRow, out += bytes) {
    if (xStays) {
      const a = v128.load_splat<T>(x);
      for (let i: usize = 0; i < whole; i += 16) v128.store(out + i, apply<T>(operation, a, v128.load(y + i)));
      if (bytes > whole) put(out + whole, bytes & 15, apply<T>(operation, a, v128.load(y + whole)));
    } else if (yStays) {
      const b = v128.load_splat<T>(y);
      for (let i: usize = 0; i < whole; i += 16) v128.store(out + i, apply<T>(operation, v128.load(x + i), b));
      if (bytes > whole) put(out + whole, bytes & 15, apply<T>(operation, v128.load(x + whole), b));
    } else {
      for (let i: usize = 0; i < whole; i += 16) {
        v128.store(out + i, apply<T>(operation, v128.load(x + i), v128.load(y + i)));
      }
      if (bytes > whole) {
        put(out + whole, bytes & 15, apply<T>(operation, v128.load(x + whole), v128.load(y + whole)));
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function zip<T extends number>(
  operation: i32, rows: usize, n: usize,
  x: usize, xRow: usize, xStays: bool, y: usize, yRow: usize, yStays: bool, out: usize,
): void {
  if (operation == ADD) each<T>(ADD, rows, n, x, xRow, xStays, y, yRow, yStays, out);
  else if (operation == SUBTRACT) each<T>(SUBTRACT, rows, n, x, xRow, xStays, y, yRow, yStays, out);
  else if (operation == MULTIPLY) each<T>(MULTIPLY, rows, n, x, xRow, xStays, y, yRow, yStays, out);
  else if (operation == DIVIDE) each<T>(DIVIDE, rows, n, x, xRow, xStays, y, yRow, yStays, out);
  else if (operation == SCALE) each<T>(SCALE, rows, n, x, xRow, xStays, y, yRow, yStays, out);
  else if (operation == TANH_SLOPE) each<T>(TANH_SLOPE, rows, n, x, xRow, xStays, y, yRow, yStays, out);
  else if (operation == SIGMOID_SLOPE) each<T>(SIGMOID_SLOPE, rows, n, x, xRow, xStays, y, yRow, yStays, out);
  else if (operation == SQUARE_SLOPE) each<T>(SQUARE_SLOPE, rows, n, x, xRow, xStays, y, yRow, yStays, out);
  else each<T>(SILU_SLOPE, rows, n, x, xRow, xStays, y, yRow, yStays, out);
}

export function zipF32(
  operation: i32, rows: usize, n: usize,
  x: usize, xRow: usize, xStays: bool, y: usize, yRow: usize, yStays: bool, out: usize,
): void {
  zip<f32>(operation, rows, n, x, xRow, xStays, y, yRow, yStays, out);
}

export function zipF64(
  operation: i32, rows: usize, n: usize,
  x: usize, xRow: usize, xStays: bool, y: usize, yRow: usize, yStays: bool, out: usize,
): void {
  zip<f64>(operation, rows, n, x, xRow, xStays, y, yRow, yStays, out);
}
