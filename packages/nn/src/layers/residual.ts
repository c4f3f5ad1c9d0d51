import { add, type Tensor } from '@monge/autodiff';
import type { Layer } from '../layer.js';

/**
 * A layer as what is added: x + layer(x), for a layer whose result has the shape of its input. Source: He et al., Deep residual learning
 * for image recognition (CVPR 2016), eq. 1.
 *
 * @example
 * import { tanh } from '@monge/autodiff';
 * import { array } from '@monge/ndarray';
 *
 * const block = residual(sequential([tanh, linear({ inputs: 2, outputs: 2, initialiser: zeros })]));
 * block.apply(block.init(0), array([3, 4])); // → [3, 4]
 */
export function residual<P>({ init, apply }: Layer<P>): Layer<P> {
  return { init, apply: (params, x: Tensor) => add(x, apply(params, x)) };
}
