import { copy, type NdArray } from '@monge/ndarray';

/** log det of a symmetric positive definite matrix, [d, d], by elimination, which needs no pivoting there. O(d³). */
export function logDeterminant(matrix: NdArray<Float64Array>): number {
  const [d] = matrix.shape;
  const { data } = copy(matrix);
  let total = 0;
  for (let k = 0; k < d; k++) {
    const pivot = data[k * d + k];
    total += Math.log(pivot);
    for (let i = k + 1; i < d; i++) {
      const factor = data[i * d + k] / pivot;
      for (let j = k; j < d; j++) data[i * d + j] -= factor * data[k * d + j];
    }
  }
  return total;
}
