import { add, type Operand, type Tensor } from '@monge/autodiff';
import type { FloatDType } from '@monge/ndarray';
import { split } from '@monge/random';
import { glorotUniform } from '../initialisers/glorot.js';
import { heNormal } from '../initialisers/he.js';
import type { Initialiser } from '../initialisers/initialiser.js';
import { checkSize } from '../internal/check-size.js';
import { readFeatures } from '../internal/read-input.js';
import type { Layer } from '../layer.js';
import { type ActivationLike, activate, activatedSums, checkActivation } from './activation.js';
import { type LayerNormParams, layerNorm } from './layer-norm.js';
import { type LinearParams, linear } from './linear.js';

/** The sizes of a network of linear layers, and what lies between them. */
export interface MlpOptions {
  /** Features of x. */
  readonly inputs: number;
  /** Features of the hidden layers, in order. */
  readonly hidden: readonly number[];
  /** Features of the result. */
  readonly outputs: number;
  /** After each hidden layer: a name, or any function. Default: 'silu'. */
  readonly activation?: ActivationLike;
  /** After the last layer. Default: 'none'. */
  readonly finalActivation?: ActivationLike;
  /** Whether a hidden layer is added to what it is given, where the two have as many features. Default: false. */
  readonly residual?: boolean;
  /** Whether the sums of the hidden layers are normalised, before the activation. Default: false. */
  readonly normalise?: boolean;
  /** Of the weights of the hidden layers. Default: {@link heNormal}. */
  readonly initialiser?: Initialiser;
  /** Of the weights of the last layer. Default: {@link glorotUniform}. */
  readonly finalInitialiser?: Initialiser;
  /** The element type of the parameters, and so of the computation. Default: 'float32'. */
  readonly dtype?: FloatDType;
}

/** The layers in order, the last one too; and the normalisations of the hidden ones, if there are any. */
export interface MlpParams {
  readonly layers: readonly LinearParams[];
  readonly norms?: readonly LayerNormParams[];
}

/**
 * A multilayer perceptron, from [..., inputs] to [..., outputs]: hₖ₊₁ = activation(hₖ·wₖ + bₖ), and a linear layer at the end. With
 * `normalise`, activation(layerNorm(hₖ·wₖ + bₖ)); with `residual`, hₖ is added to that where the sizes agree.
 *
 * @throws DomainError when a size is not a positive integer, or an activation is not known.
 * @throws ShapeError (from `apply`) unless x has `inputs` features.
 * @example
 * const net = mlp({ inputs: 3, hidden: [64, 64], outputs: 2, activation: 'tanh' });
 * const params = net.init(0);
 * params.layers.length; // → 3
 * net.apply(params, [[1, 2, 3], [4, 5, 6]]).shape; // → [2, 2]
 */
export function mlp(options: MlpOptions): Layer<MlpParams, Operand> {
  const {
    inputs,
    hidden,
    outputs,
    activation = 'silu',
    finalActivation = 'none',
    residual = false,
    normalise = false,
    initialiser = heNormal,
    finalInitialiser = glorotUniform,
    dtype = 'float32',
  } = options;
  const caller = 'nn.mlp';
  checkSize(inputs, 'inputs', 'the features of x', caller);
  hidden.forEach((size, k) => {
    checkSize(size, `hidden[${k}]`, 'the features of a hidden layer', caller);
  });
  checkSize(outputs, 'outputs', 'the features of the result', caller);
  checkActivation(activation, 'activation', caller);
  checkActivation(finalActivation, 'finalActivation', caller);

  const sizes = [inputs, ...hidden];
  const layers = [
    ...hidden.map((size, k) => linear({ inputs: sizes[k], outputs: size, initialiser, dtype })),
    linear({ inputs: sizes[hidden.length], outputs, initialiser: finalInitialiser, dtype }),
  ];
  const norms = hidden.map((features) => layerNorm({ features, dtype }));

  const hiddenLayer = (h: Tensor, k: number, params: MlpParams): Tensor => {
    const layer = params.layers[k];
    return params.norms === undefined
      ? activatedSums(h, layer, activation)
      : activate(norms[k].apply(params.norms[k], layers[k].apply(layer, h)), activation);
  };

  return {
    init(key) {
      const made = split(key, layers.length).map((child, k) => layers[k].init(child));
      return normalise ? { layers: made, norms: norms.map((norm) => norm.init(key)) } : { layers: made };
    },
    apply(params, x) {
      let h = readFeatures(x, inputs, params.layers[0].w, 'x', caller);
      hidden.forEach((size, k) => {
        const next = hiddenLayer(h, k, params);
        h = residual && size === sizes[k] ? add(h, next) : next;
      });
      return activatedSums(h, params.layers[hidden.length], finalActivation);
    },
  };
}
