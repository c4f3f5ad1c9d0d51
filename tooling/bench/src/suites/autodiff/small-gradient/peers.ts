import { type Computation, computation } from '../../../computation.js';
import type { JaxArray, JaxJs } from '../../../peers/jax-js.js';
import type { TfjsWasm } from '../../../peers/tfjs-wasm.js';

/** The gradient worked out on paper. */
export function gradientByHand(x: Float64Array): Computation {
  return computation(() => {
    const by = new Float64Array(x.length);
    for (let i = 0; i + 1 < x.length; i++) {
      const rise = x[i + 1] - x[i] ** 2;
      by[i] = by[i] - 400 * rise * x[i] - 2 * (1 - x[i]);
      by[i + 1] = by[i + 1] + 200 * rise;
    }
    return by;
  });
}

export function tfjsGradient({ tf }: TfjsWasm, x: Float64Array): Computation {
  const { add, grads, mul, slice, square, sub, sum, tensor1d, tidy } = tf;
  const one = tensor1d(Float32Array.of(1));
  const given = [tensor1d(new Float32Array(x))];
  const gradient = grads((at) => {
    const head = slice(at, 0, x.length - 1);
    const tail = slice(at, 1, x.length - 1);
    return sum(add(mul(square(sub(tail, square(head))), 100), square(sub(one, head))));
  });
  const apply = () => tidy(() => gradient(given)[0]);
  return { run: () => apply().dispose(), answer: () => apply().dataSync() };
}

/** Under `jit`. */
export function jaxGradient({ jax }: JaxJs, x: Float64Array): Computation {
  const { array, square, sum } = jax.numpy;
  const gradient = jax.jit(
    jax.grad((at: JaxArray) => {
      const head = at.ref.slice([0, x.length - 1]);
      const tail = at.slice([1, x.length]);
      return sum(
        square(tail.sub(square(head.ref)))
          .mul(100)
          .add(square(head.sub(1))),
      );
    }),
  );
  const given = array(x, { dtype: 'float64' });
  return computation(() => gradient(given.ref).dataSync());
}
