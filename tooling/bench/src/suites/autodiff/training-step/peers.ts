import type { Computation } from '../../../computation.js';
import type { JaxArray, JaxJs } from '../../../peers/jax-js.js';
import type { Tensor, TfjsWasm, Variable } from '../../../peers/tfjs-wasm.js';
import { joined } from '../../floats.js';
import { BATCH } from '../network/network.js';
import { CHECKED_STEPS, EPSILON, LEARNING_RATE, OUTPUTS, type Regression } from './regression.js';

/** A computation that holds on to memory of its library. */
export type Held = Computation & { close(): void };

/** A whole step, with TensorFlow's own Adam. Its variables live until they are disposed of. */
export function tfjsStep({ tf }: TfjsWasm, { network, ...data }: Regression): Held {
  const { add, matMul, mean, mul, sigmoid, square, sub, tensor1d, tensor2d, tidy, variable } = tf;
  const x = tensor2d(data.x, [BATCH, 3]);
  const y = tensor2d(data.y, [BATCH, OUTPUTS]);
  const held: { dispose(): void }[] = [];
  const start = () => {
    const variables = network.map(({ inputs, outputs, w, b }) => ({
      w: variable(tensor2d(w, [inputs, outputs])),
      b: variable(tensor1d(b)),
    }));
    const list = variables.flatMap(({ w, b }) => [w, b]);
    const optimizer = tf.train.adam(LEARNING_RATE, 0.9, 0.999, EPSILON);
    held.push(...list, optimizer);
    return { loss: () => loss(variables), list, optimizer };
  };
  const loss = (variables: readonly { readonly w: Variable; readonly b: Variable }[]) => {
    const output = variables.reduce<Tensor>((h, { w, b }, k) => {
      const sums = add(matMul(h, w), b);
      return k + 1 < variables.length ? mul(sums, sigmoid(sums)) : sums;
    }, x);
    return mean(square(sub(output, y)));
  };
  const training = start();
  return {
    run: () => training.optimizer.minimize(training.loss, true, training.list).dispose(),
    answer() {
      const { loss, list, optimizer } = start();
      const { grads } = tf.variableGrads(loss, list);
      const gradient = list.map(({ name }) => grads[name].dataSync());
      const losses = Array.from({ length: CHECKED_STEPS }, () => {
        const value = tidy(() => optimizer.minimize(loss, true, list));
        return value.dataSync()[0];
      });
      return joined([...gradient, losses]);
    },
    executions: CHECKED_STEPS + 1,
    close() {
      for (const one of held) one.dispose();
    },
  };
}

interface Layer {
  readonly w: JaxArray;
  readonly b: JaxArray;
}

/** The loss and its gradient alone, under `jit`. It answers the loss at the start for those along the steps. */
export function jaxGradient({ jax }: JaxJs, { network, ...data }: Regression): Computation {
  const { array, matmul, mean, square } = jax.numpy;
  const single = (values: Float32Array) => array(values, { dtype: 'float32' });
  const gradient = jax.jit(
    jax.valueAndGrad((layers: readonly Layer[], x: JaxArray, y: JaxArray) => {
      const output = layers.reduce((h, { w, b }, k) => {
        const sums = matmul(h, w).add(b);
        return k + 1 < layers.length ? jax.nn.silu(sums) : sums;
      }, x);
      return mean(square(output.sub(y)));
    }),
  );
  const x = single(data.x).reshape([BATCH, 3]);
  const y = single(data.y).reshape([BATCH, OUTPUTS]);
  const layers = network.map(({ inputs, outputs, w, b }) => ({
    w: single(w).reshape([inputs, outputs]),
    b: single(b),
  }));
  const apply = () => gradient(jax.tree.ref(layers), x.ref, y.ref);
  return {
    async runLater() {
      jax.tree.dispose(await jax.blockUntilReady(apply()));
    },
    answer() {
      const [loss, by] = apply();
      return joined([...by.flatMap(({ w, b }) => [w.dataSync(), b.dataSync()]), loss.dataSync()]);
    },
  };
}
