import { type Computation, computation } from '../../../computation.js';
import type { JaxJs } from '../../../peers/jax-js.js';
import type { NumpyTs } from '../../../peers/numpy-ts.js';
import type { TfjsWasm } from '../../../peers/tfjs-wasm.js';
import type { Call } from './overhead-case.js';

/** A loop into a new array. */
export function plainCall(call: Call, x: Float64Array, y: Float64Array): Computation {
  const n = x.length;
  if (call === 'add') {
    return computation(() => {
      const z = new Float64Array(n);
      for (let i = 0; i < n; i++) z[i] = x[i] + y[i];
      return z;
    });
  }
  return computation(() => {
    const z = new Float64Array(n);
    for (let i = 0; i < n; i++) z[i] = Math.exp(x[i]);
    return z;
  });
}

export function tfjsCall({ tf }: TfjsWasm, call: Call, x: Float64Array, y: Float64Array): Computation {
  const [a, b] = [tf.tensor1d(new Float32Array(x)), tf.tensor1d(new Float32Array(y))];
  const apply = call === 'add' ? () => tf.add(a, b) : () => tf.exp(a);
  return { run: () => apply().dispose(), answer: () => apply().dataSync() };
}

/** Without `jit`. Nothing runs before the result is asked for. */
export function jaxCall({ jax }: JaxJs, call: Call, x: Float64Array, y: Float64Array): Computation {
  const [a, b] = [x, y].map((values) => jax.numpy.array(values, { dtype: 'float64' }));
  return computation(
    call === 'add' ? () => a.ref.add(b.ref).dataSync() : () => jax.numpy.exp(a.ref).dataSync(),
  );
}

export function numpyTsCall({ np }: NumpyTs, call: Call, x: Float64Array, y: Float64Array): Computation {
  const [a, b] = [np.array(x), np.array(y)];
  const apply = call === 'add' ? () => np.add(a, b) : () => np.exp(a);
  return { run: () => apply().dispose(), answer: () => apply().data.slice() };
}
