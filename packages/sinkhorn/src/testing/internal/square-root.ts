import { add, eye, matmul, multiply, type NdArray, norm, subtract, transpose } from '@monge/ndarray';

/** Far more than needed: the number of iterations grows like the logarithm of the condition number. */
const MOST_ITERATIONS = 200;

/**
 * The square root of a symmetric positive definite matrix, [d, d], and its inverse, by the coupled Newton–Schulz iteration: products
 * only, stable, and quadratic in the end (Higham 1997, "Stable iterations for the matrix square root"). O(d³) an iteration.
 */
export function squareRoot(matrix: NdArray<Float64Array>) {
  const identity = eye(matrix.shape[0]);
  // Of norm 1, since the iteration converges for eigenvalues in (0, 1].
  const size = norm(matrix);
  let root = multiply(matrix, 1 / size);
  let inverse: NdArray<Float64Array> = identity;
  let distance = Infinity;
  for (let k = 0; k < MOST_ITERATIONS; k++) {
    const product = matmul(inverse, root);
    const left = norm(subtract(product, identity));
    // Near the end, no progress means that rounding errors are all that is left.
    if (left < 1e-6 && left >= distance) break;
    distance = left;
    const factor = multiply(subtract(multiply(identity, 3), product), 0.5);
    root = matmul(root, factor);
    inverse = matmul(factor, inverse);
  }
  return {
    root: symmetric(multiply(root, Math.sqrt(size))),
    inverse: symmetric(multiply(inverse, 1 / Math.sqrt(size))),
  };
}

function symmetric(matrix: NdArray<Float64Array>): NdArray<Float64Array> {
  return multiply(add(matrix, transpose(matrix)), 0.5);
}
