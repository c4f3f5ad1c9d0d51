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

/** Adds a vector of T to the f64 accumulators at `sums`, and clears it. */
// @ts-ignore: decorator
@inline
export function flush<T extends number>(partial: usize, sums: usize, m: usize): void {
  for (let j: usize = 0; j < m; j++) {
    const address = at<T>(partial, j);
    store<f64>(sums + j * 8, load<f64>(sums + j * 8) + <f64>load<T>(address));
    store<T>(address, <T>0);
  }
}
