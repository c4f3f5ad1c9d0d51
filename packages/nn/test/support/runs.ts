import { add, linear, mean, multiply, square, subtract, type Tensor } from '@monge/autodiff';
import { array, type FloatDType } from '@monge/ndarray';
import { adam, chain, clipByGlobalNorm, ema, type Fitted, minibatches } from '@monge/nn';
import { normal, uniform } from '@monge/random';
import { elements } from './elements.js';

/** All numbers of a result, in order. */
export const contents = ({ status, ...rest }: Fitted): unknown[] => [status, ...elements(rest)];

/** A small network with noise in its loss, so that everything that a run has matters. */
export const network = (dtype: FloatDType) => {
  const data = {
    x: array(uniform(1, [90, 2]), { dtype }),
    y: array(uniform(2, [90, 1]), { dtype }),
  };
  return {
    params: {
      layers: [
        { w: array(normal(4, [2, 5]), { dtype }), b: array(new Float64Array(5), { dtype }) },
        { w: array(normal(5, [5, 1]), { dtype }), b: array(new Float64Array(1), { dtype }) },
      ],
      scale: 1.5,
    },
    loss: (
      { layers, scale }: { layers: readonly { w: Tensor; b: Tensor }[]; scale: Tensor | number },
      { x, y }: { x: Tensor; y: Tensor },
      key: readonly [number, number],
    ) => {
      const noisy = add(x, multiply(0.1, normal(key, [20, 2], { dtype })));
      const [first, last] = layers;
      const hidden = linear(noisy, first.w, first.b, 'tanh');
      return mean(square(subtract(multiply(scale, linear(hidden, last.w, last.b)), y)));
    },
    batches: minibatches(data, { size: 20 }),
    optimizer: chain(clipByGlobalNorm(0.5), adam({ learningRate: 0.01 })),
    ema: ema({ decay: 0.9 }),
    steps: 30,
    key: 17,
  };
};
