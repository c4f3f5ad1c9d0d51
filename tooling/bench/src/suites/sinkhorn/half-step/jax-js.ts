import type { JaxJs } from '../../../peers/jax-js.js';
import type { ComputeF, HalfStep } from './half-step.js';

/**
 * Under `jit`, with the scores as a matrix product: measured 10 to 30 % faster than fusing the distances into the
 * sums. The numbers 2/ε and ε travel as arrays, since constants are float32 there.
 */
export function jaxHalfStep({ jax }: JaxJs, problem: HalfStep): ComputeF {
  const { n, dimension, dtype, epsilon } = problem;
  const { numpy: np } = jax;
  const floats = dtype === 'float32' ? Float32Array : Float64Array;
  const load = (values: ArrayLike<number>) => np.array(new floats(values), { dtype });
  const x = load(problem.x).reshape([n, dimension]);
  const y = load(problem.y).reshape([n, dimension]);
  const g = load(problem.g);
  const b = load(problem.b);
  const two = load([2]);
  const eps = load([epsilon]);
  const halfStep = jax.jit((x, y, g, b, two, eps) => {
    const bias = g.sub(np.square(y.ref).sum(1)).div(eps.ref).add(np.log(b));
    const scores = np.matmul(x.ref.mul(two.div(eps.ref)), np.transpose(y)).add(bias);
    const largest = scores.ref.max(1, { keepdims: true });
    const sums = np.exp(scores.sub(largest.ref)).sum(1);
    return np
      .square(x)
      .sum(1)
      .sub(
        np
          .log(sums)
          .add(largest.reshape([n]))
          .mul(eps),
      );
  });
  return () => halfStep(x.ref, y.ref, g.ref, b.ref, two.ref, eps.ref).dataSync();
}
