import type { Computation } from '../../../computation.js';
import type { JaxArray, JaxJs } from '../../../peers/jax-js.js';
import type { MlMatrix } from '../../../peers/ml-matrix.js';
import type { NumpyTs } from '../../../peers/numpy-ts.js';
import type { TfjsWasm } from '../../../peers/tfjs-wasm.js';
import type { SquareMatrices } from './matrices.js';

export function tfjsMatmul({ tf }: TfjsWasm, { n, a, b }: SquareMatrices): Computation {
  const load = (values: ArrayLike<number>) => tf.tensor2d(new Float32Array(values), [n, n]);
  const [left, right] = [load(a), load(b)];
  return {
    run: () => tf.matMul(left, right).dispose(),
    answer: () => tf.matMul(left, right).dataSync(),
  };
}

export function jaxMatmul({ jax }: JaxJs, { n, dtype, a, b }: SquareMatrices): Computation {
  const load = (values: Float32Array | Float64Array) => jax.numpy.array(values, { dtype }).reshape([n, n]);
  const product = jax.jit((left: JaxArray, right: JaxArray) => jax.numpy.matmul(left, right));
  const [left, right] = [load(a), load(b)];
  return {
    async runLater() {
      const result = product(left.ref, right.ref);
      await result.blockUntilReady();
      result.dispose();
    },
    answer: () => product(left.ref, right.ref).dataSync(),
  };
}

export function numpyTsMatmul({ np }: NumpyTs, { n, a, b }: SquareMatrices): Computation {
  const [left, right] = [np.array(a).reshape([n, n]), np.array(b).reshape([n, n])];
  return {
    run: () => np.matmul(left, right).dispose(),
    answer: () => np.matmul(left, right).data.slice(),
  };
}

export function mlMatrixMatmul({ Matrix }: MlMatrix, { n, a, b }: SquareMatrices): Computation {
  const [left, right] = [Matrix.from1DArray(n, n, a), Matrix.from1DArray(n, n, b)];
  return { run: () => left.mmul(right), answer: () => left.mmul(right).to1DArray() };
}
