import type { JaxArray, JaxJs } from '../../../peers/jax-js.js';
import type { ComputeF, HalfStep } from './half-step.js';

/**
 * Under `jit`, with the scores as a matrix product: measured 10 to 30 % faster than fusing the distances into the sums.
 * Its float64 has constants of single precision, and `exp` and `log` that are good to 1e-6 (0.1.25, measured).
 */
export function jaxHalfStep({ jax }: JaxJs, problem: HalfStep): ComputeF {
  const { n, dimension, dtype, epsilon } = problem;
  const { exp, log, matmul, square, transpose } = jax.numpy;
  const floats = dtype === 'float32' ? Float32Array : Float64Array;
  const load = (values: Float64Array) => jax.numpy.array(new floats(values), { dtype });
  const points = (values: Float64Array) => load(values).reshape([n, dimension]);
  const halfStep = jax.jit((x: JaxArray, y: JaxArray, g: JaxArray, b: JaxArray) => {
    const xNorms = square(x.ref).sum(1);
    const yNorms = square(y.ref).sum(1);
    const bias = g
      .sub(yNorms)
      .mul(1 / epsilon)
      .add(log(b));
    const scores = matmul(x.mul(2 / epsilon), transpose(y)).add(bias);
    const largest = scores.ref.max(1, { keepdims: true });
    const sums = exp(scores.sub(largest.ref)).sum(1);
    const logSums = log(sums).add(largest.reshape([n]));
    return xNorms.sub(logSums.mul(epsilon));
  });
  const inputs = [points(problem.x), points(problem.y), load(problem.g), load(problem.b)] as const;
  return () => {
    const [x, y, g, b] = inputs;
    return halfStep(x.ref, y.ref, g.ref, b.ref).dataSync();
  };
}
