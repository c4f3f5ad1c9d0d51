// Vectors of T: 4 lanes of f32 or 2 of f64, so that each kernel is written once for both precisions.

/** Lanes in one vector of T. */
// @ts-ignore: decorator
@inline
export function lanes<T extends number>(): usize {
  return 16 / sizeof<T>();
}

/** The sum of a vector's lanes, in f64. */
// @ts-ignore: decorator
@inline
export function sumLanes<T extends number>(v: v128): f64 {
  if (sizeof<T>() == 4) {
    return (
      (<f64>f32x4.extract_lane(v, 0) + <f64>f32x4.extract_lane(v, 1)) +
      (<f64>f32x4.extract_lane(v, 2) + <f64>f32x4.extract_lane(v, 3))
    );
  }
  return f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1);
}

/** The largest of a vector's lanes, in f64. */
// @ts-ignore: decorator
@inline
export function maxLanes<T extends number>(v: v128): f64 {
  if (sizeof<T>() == 4) {
    return <f64>max(
      max(f32x4.extract_lane(v, 0), f32x4.extract_lane(v, 1)),
      max(f32x4.extract_lane(v, 2), f32x4.extract_lane(v, 3)),
    );
  }
  return max(f64x2.extract_lane(v, 0), f64x2.extract_lane(v, 1));
}

/** Address of element `i` of an array of T. */
// @ts-ignore: decorator
@inline
export function at<T extends number>(base: usize, i: usize): usize {
  return base + i * sizeof<T>();
}

/** Adds a vector of T to the f64 accumulators at `sums`, and clears it; m is a whole number of vectors. */
// @ts-ignore: decorator
@inline
export function flush<T extends number>(partial: usize, sums: usize, m: usize): void {
  const zero = v128.splat<T>(<T>0);
  for (const end = partial + m * sizeof<T>(); partial < end; partial += 16) {
    const v = v128.load(partial);
    v128.store(partial, zero);
    if (sizeof<T>() == 4) {
      const high = i32x4.shuffle(v, v, 2, 3, 2, 3);
      v128.store(sums, f64x2.add(v128.load(sums), f64x2.promote_low_f32x4(v)));
      v128.store(sums, f64x2.add(v128.load(sums, 16), f64x2.promote_low_f32x4(high)), 16);
      sums += 32;
    } else {
      v128.store(sums, f64x2.add(v128.load(sums), v));
      sums += 16;
    }
  }
}

/** Adds `count` lines of f64 up, in their order: m of the `stride` numbers of each, to `out`. */
// @ts-ignore: decorator
@inline
export function addLines(count: usize, m: usize, stride: usize, lines: usize, out: usize): void {
  const bytes = m * 8;
  memory.copy(out, lines, bytes);
  for (let line: usize = 1; line < count; line++) {
    lines += stride * 8;
    for (let j: usize = 0; j < bytes; j += 16) v128.store(out + j, f64x2.add(v128.load(out + j), v128.load(lines + j)));
  }
}
