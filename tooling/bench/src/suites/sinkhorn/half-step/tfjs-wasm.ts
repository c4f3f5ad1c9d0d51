import type { TfjsWasm } from '../../../peers/tfjs-wasm.js';
import type { ComputeF, HalfStep } from './half-step.js';

/**
 * With |x − y|² = |x|² + |y|² − 2 x·y, the scores are one matrix product of [2x/ε, 1] and [y, (g − |y|²)/ε + log b]ᵀ.
 * Measured on n = 4096: twice as fast as adding the bias to the product, or as `matMul` with `transposeB`; the sum
 * is bound by `exp`, and row blocks do not help. (`fused.matMul` with a bias gives wrong results in 4.22.)
 */
export function tfjsHalfStep({ tf }: TfjsWasm, problem: HalfStep): ComputeF {
  const { n, dimension, epsilon } = problem;
  const {
    add,
    concat,
    div,
    expandDims,
    log,
    logSumExp,
    matMul,
    mul,
    ones,
    square,
    sub,
    sum,
    tidy,
    transpose,
  } = tf;
  const x = tf.tensor2d(new Float32Array(problem.x), [n, dimension]);
  const y = tf.tensor2d(new Float32Array(problem.y), [n, dimension]);
  const g = tf.tensor1d(new Float32Array(problem.g));
  const b = tf.tensor1d(new Float32Array(problem.b));
  const rows = tidy(() => concat([mul(x, 2 / epsilon), ones([n, 1])], 1));
  const columns = tidy(() => transpose(y));
  const xNorms = tidy(() => sum(square(x), 1));
  const yNorms = tidy(() => sum(square(y), 1));
  return () => {
    const f = tidy(() => {
      const bias = add(div(sub(g, yNorms), epsilon), log(b));
      const scores = matMul(rows, concat([columns, expandDims(bias, 0)], 0));
      return sub(xNorms, mul(logSumExp(scores, 1), epsilon));
    });
    const values = f.dataSync();
    f.dispose();
    return values;
  };
}
