import { type Executor, fromData, matmul, transpose, zeros } from '@monge/ndarray';
import { type Contender, timed } from '../../../contender.js';
import { BATCH, type LayerData } from '../network/network.js';

/** The matrix products of a step, forward and backward, into memory that is there already: no step can be faster with these kernels. */
export function productsAlone(network: readonly LayerData[], executor: Executor): Contender {
  const products = network.flatMap(({ inputs, outputs, w }, k) => {
    const weights = fromData(w, [inputs, outputs]);
    const x = fromData(new Float32Array(BATCH * inputs).fill(0.5), [BATCH, inputs]);
    const cotangent = fromData(new Float32Array(BATCH * outputs).fill(0.5), [BATCH, outputs]);
    const forward = { a: x, b: weights, out: zeros([BATCH, outputs], { dtype: 'float32' }) };
    const byWeights = { a: transpose(x), b: cotangent, out: zeros([inputs, outputs], { dtype: 'float32' }) };
    const byInput = {
      a: cotangent,
      b: transpose(weights),
      out: zeros([BATCH, inputs], { dtype: 'float32' }),
    };
    // Nobody asks for the derivative by the data.
    return k === 0 ? [forward, byWeights] : [forward, byWeights, byInput];
  });
  return timed(() => {
    for (const { a, b, out } of products) matmul(a, b, { out, executor });
  });
}
