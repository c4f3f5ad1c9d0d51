// Where the costs c_ij of the pair kernels come from: computed from points as they are needed, or read from a stored matrix.

import { arc } from './arc';
import { at } from './lanes';

export const SQUARED: i32 = 0; // |x_i − y_j|², x [n, d] point by point, y [d, m] coordinate by coordinate
export const ROOT: i32 = 1; // |x_i − y_j|, laid out alike
export const STORED: i32 = 2; // C [n, m] at x, times the factor at y
export const ARC: i32 = 3; // the angle between unit vectors, d = 3 and laid out alike, times the factor that follows y

/**
 * The costs of row i (at `xi`) against the vector of columns at byte `j`. `D` is the dimension where it is known when
 * the kernel is compiled, and 0 where it is `d`.
 */
// @ts-ignore: decorator
@inline
export function cost<T extends number>(
  source: i32, D: usize, d: usize, xi: usize, y: usize, width: usize, j: usize,
): v128 {
  if (source == STORED) return v128.mul<T>(v128.load(xi + j), v128.load_splat<T>(y));
  if (source == ARC) return v128.mul<T>(arc<T>(xi, y + j, width), v128.load_splat<T>(y + 3 * width));
  let delta = v128.sub<T>(v128.load_splat<T>(xi), v128.load(y + j));
  let sum = v128.mul<T>(delta, delta);
  if (D == 0) {
    for (let k: usize = 1; k < d; k++) {
      delta = v128.sub<T>(v128.load_splat<T>(at<T>(xi, k)), v128.load(y + k * width + j));
      sum = v128.add<T>(sum, v128.mul<T>(delta, delta));
    }
  } else {
    if (D > 1) {
      delta = v128.sub<T>(v128.load_splat<T>(xi, sizeof<T>()), v128.load(y + width + j));
      sum = v128.add<T>(sum, v128.mul<T>(delta, delta));
    }
    if (D > 2) {
      delta = v128.sub<T>(v128.load_splat<T>(xi, 2 * sizeof<T>()), v128.load(y + 2 * width + j));
      sum = v128.add<T>(sum, v128.mul<T>(delta, delta));
    }
  }
  return source == ROOT ? v128.sqrt<T>(sum) : sum;
}

/** Bytes from one row of x, or of C, to the next. */
// @ts-ignore: decorator
@inline
export function rowBytes<T extends number>(source: i32, D: usize, d: usize, width: usize): usize {
  return source == STORED ? width : (D == 0 ? d : D) * sizeof<T>();
}
