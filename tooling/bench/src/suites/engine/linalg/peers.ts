import type { Computation } from '../../../computation.js';
import type { JaxJs } from '../../../peers/jax-js.js';
import type { MlMatrix } from '../../../peers/ml-matrix.js';
import type { NumpyTs } from '../../../peers/numpy-ts.js';
import type { Batch, Factorisation } from './batch.js';

/** Its decompositions run in loops on float64 or float32; they are synchronous either way. */
export function jaxFactorisation(
  { jax }: JaxJs,
  factorisation: Factorisation,
  { count, n, data }: Batch,
): Computation {
  const { array, linalg } = jax.numpy;
  const matrices = array(data, { dtype: 'float64' }).reshape([count, n, n]);
  if (factorisation === 'cholesky') {
    const factors = () => linalg.cholesky(matrices.ref).dataSync();
    return { run: factors, answer: factors };
  }
  const eigenvalues = () => {
    const [values, vectors] = linalg.eigh(matrices.ref);
    vectors.dataSync();
    return values.dataSync();
  };
  return { run: eigenvalues, answer: eigenvalues };
}

export function numpyTsFactorisation(
  { np }: NumpyTs,
  factorisation: Factorisation,
  { count, n, data }: Batch,
): Computation {
  const matrices = np.array(data).reshape(count === 1 ? [n, n] : [count, n, n]);
  const { cholesky, eigh } = np.linalg;
  if (factorisation === 'cholesky') {
    return { run: () => cholesky(matrices).dispose(), answer: () => cholesky(matrices).data.slice() };
  }
  return {
    run() {
      const { w, v } = eigh(matrices);
      w.dispose();
      v.dispose();
    },
    answer: () => eigh(matrices).w.data.slice(),
  };
}

/** It has no batches: one matrix after the other. */
export function mlMatrixFactorisation(
  { Matrix, CholeskyDecomposition, EigenvalueDecomposition }: MlMatrix,
  factorisation: Factorisation,
  { count, n, data }: Batch,
): Computation {
  const matrices = Array.from({ length: count }, (_, i) =>
    Matrix.from1DArray(n, n, data.subarray(i * n * n, (i + 1) * n * n)),
  );
  if (factorisation === 'cholesky') {
    const factors = () => matrices.map((matrix) => new CholeskyDecomposition(matrix).lowerTriangularMatrix);
    return { run: factors, answer: () => factors().flatMap((factor) => factor.to1DArray()) };
  }
  const eigen = () =>
    matrices.map((matrix) => new EigenvalueDecomposition(matrix, { assumeSymmetric: true }));
  return {
    run: eigen,
    answer: () => eigen().flatMap(({ realEigenvalues }) => realEigenvalues.toSorted((a, b) => a - b)),
  };
}
