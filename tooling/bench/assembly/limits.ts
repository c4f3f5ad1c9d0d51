// What a processor allows to SIMD kernels in WebAssembly: arithmetic that touches no memory, and memory that is only read.

/** Chains of multiplications and additions, twelve to hide their latency; with the operands they fill fourteen of sixteen registers. */
// @ts-ignore: decorator
@inline
function multiplyAdd<T extends number>(rounds: i32, factor: T, term: T): T {
  const x = v128.splat<T>(factor);
  const y = v128.splat<T>(term);
  let a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
  for (; rounds > 0; rounds--) {
    a = v128.add<T>(v128.mul<T>(a, x), y);
    b = v128.add<T>(v128.mul<T>(b, x), y);
    c = v128.add<T>(v128.mul<T>(c, x), y);
    d = v128.add<T>(v128.mul<T>(d, x), y);
    e = v128.add<T>(v128.mul<T>(e, x), y);
    f = v128.add<T>(v128.mul<T>(f, x), y);
    g = v128.add<T>(v128.mul<T>(g, x), y);
    h = v128.add<T>(v128.mul<T>(h, x), y);
    i = v128.add<T>(v128.mul<T>(i, x), y);
    j = v128.add<T>(v128.mul<T>(j, x), y);
    k = v128.add<T>(v128.mul<T>(k, x), y);
    l = v128.add<T>(v128.mul<T>(l, x), y);
  }
  a = v128.add<T>(v128.add<T>(a, b), v128.add<T>(c, d));
  e = v128.add<T>(v128.add<T>(e, f), v128.add<T>(g, h));
  i = v128.add<T>(v128.add<T>(i, j), v128.add<T>(k, l));
  return v128.extract_lane<T>(v128.add<T>(v128.add<T>(a, e), i), 0);
}

/** 96 operations a round. */
export function multiplyAddF32(rounds: i32, factor: f32, term: f32): f32 {
  return multiplyAdd<f32>(rounds, factor, term);
}

/** 48 operations a round. */
export function multiplyAddF64(rounds: i32, factor: f64, term: f64): f64 {
  return multiplyAdd<f64>(rounds, factor, term);
}

/** Reads `bytes` bytes, a multiple of 64, from `at` on. */
export function read(at: usize, bytes: usize): i64 {
  let a = i64x2.splat(0), b = a, c = a, d = a;
  for (const end = at + bytes; at < end; at += 64) {
    a = v128.xor(a, v128.load(at));
    b = v128.xor(b, v128.load(at, 16));
    c = v128.xor(c, v128.load(at, 32));
    d = v128.xor(d, v128.load(at, 48));
  }
  return i64x2.extract_lane(v128.xor(v128.xor(a, b), v128.xor(c, d)), 0);
}
