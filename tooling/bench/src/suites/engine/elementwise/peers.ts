import type { Computation } from '../../../computation.js';
import type { JaxArray, JaxJs } from '../../../peers/jax-js.js';
import type { NumpyTs } from '../../../peers/numpy-ts.js';
import type { TfjsWasm } from '../../../peers/tfjs-wasm.js';
import type { Values } from './operation-name.js';

export function tfjsOperation({ tf }: TfjsWasm, { operation, x }: Values): Computation {
  const input = tf.tensor1d(new Float32Array(x));
  const apply = () => tf[operation](input);
  return { run: () => apply().dispose(), answer: () => apply().dataSync() };
}

export function jaxOperation({ jax }: JaxJs, { operation, dtype, x }: Values): Computation {
  const input = jax.numpy.array(x, { dtype });
  const compiled = jax.jit((values: JaxArray) => jax.numpy[operation](values));
  return {
    async runLater() {
      const result = compiled(input.ref);
      await result.blockUntilReady();
      result.dispose();
    },
    answer: () => compiled(input.ref).dataSync(),
  };
}

export function numpyTsOperation({ np }: NumpyTs, { operation, x }: Values): Computation {
  const input = np.array(x);
  if (operation === 'sum') return { run: () => np.sum(input), answer: () => [np.sum(input)] };
  const apply = np[operation];
  return { run: () => apply(input).dispose(), answer: () => apply(input).data.slice() };
}
