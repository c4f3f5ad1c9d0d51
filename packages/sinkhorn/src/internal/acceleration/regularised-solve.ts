/** Added to the diagonal of a matrix of unit diagonal: directions that rounding cannot tell apart share their coefficient. */
const RIDGE = 1e-10;

/**
 * Solves G x = y for the Gram matrix G of some vectors of any sizes, which may depend on each other, by a Cholesky decomposition of G scaled to unit diagonal. Vectors of size
 * zero have the coefficient zero. Allocates nothing.
 *
 * @param gram [order, order] in rows of length `stride`, of which the lower triangle is read.
 * @param scratch [stride + 1, stride].
 * @param x y before, x after, [order].
 */
export function regularisedSolve(
  gram: Float64Array,
  stride: number,
  order: number,
  scratch: Float64Array,
  x: Float64Array,
): void {
  // One over the size of each vector, and the factor with one over its diagonal, row by row.
  const scales = stride * stride;
  for (let k = 0; k < order; k++) {
    const row = k * stride;
    const square = gram[row + k];
    const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
    scratch[scales + k] = scale;
    let y = scale * x[k];
    let diagonal = 1 + RIDGE;
    for (let l = 0; l < k; l++) {
      const column = l * stride;
      let value = scale * scratch[scales + l] * gram[row + l];
      for (let i = 0; i < l; i++) value -= scratch[row + i] * scratch[column + i];
      value *= scratch[column + l];
      scratch[row + l] = value;
      diagonal -= value * value;
      y -= value * x[l];
    }
    scratch[row + k] = 1 / Math.sqrt(diagonal);
    x[k] = y * scratch[row + k];
  }
  for (let k = order - 1; k >= 0; k--) {
    const row = k * stride;
    x[k] *= scratch[row + k];
    for (let l = 0; l < k; l++) x[l] -= scratch[row + l] * x[k];
  }
  for (let k = 0; k < order; k++) x[k] *= scratch[scales + k];
}
