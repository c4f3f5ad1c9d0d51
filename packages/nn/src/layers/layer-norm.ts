import { add, multiply, type Operand, type Tensor } from '@monge/autodiff';
import type { FloatDType } from '@monge/ndarray';
import { ones, zeros } from '../initialisers/constant.js';
import { checkDtype } from '../internal/check-dtype.js';
import { checkSize } from '../internal/check-size.js';
import { readFeatures } from '../internal/read-input.js';
import type { Layer } from '../layer.js';
import { checkEpsilon } from './internal/check-epsilon.js';
import { standardised } from './internal/standardised.js';

/** Options of {@link layerNorm}. */
export interface LayerNormOptions {
  /** Features of x. */
  readonly features: number;
  /** What is added to the variance, > 0. Default: 1e-5. */
  readonly epsilon?: number;
  /** The element type of the parameters, and so of the computation. Default: 'float32'. */
  readonly dtype?: FloatDType;
}

/** What standardised features are multiplied by, and what is added: each [features]. */
export interface LayerNormParams {
  readonly scale: Tensor;
  readonly shift: Tensor;
}

/**
 * Layer normalisation, of [..., features]: scale·(x − mean) / √(variance + ε) + shift, with the mean and the variance (÷ features) of each
 * x over its features. It does not see additions to all features or multiples of them, and no other examples of the batch. Scale begins at
 * 1, shift at 0.
 *
 * Source: Ba, Kiros and Hinton, Layer normalization (2016), eq. 4.
 *
 * @throws DomainError when `features` is not a positive integer, or ε not positive.
 * @throws ShapeError (from `apply`) unless x has so many features.
 * @example
 * const norm = layerNorm({ features: 2 });
 * norm.apply(norm.init(0), [[0, 2], [-5, 5]]); // → [[-1.000, 1.000], [-1.000, 1.000]]
 */
export function layerNorm({
  features,
  epsilon = 1e-5,
  dtype = 'float32',
}: LayerNormOptions): Layer<LayerNormParams, Operand> {
  const caller = 'nn.layerNorm';
  checkSize(features, 'features', 'those of x', caller);
  checkEpsilon(epsilon, caller);
  checkDtype(dtype, caller);
  return {
    init: (key) => ({ scale: ones(key, [features], { dtype }), shift: zeros(key, [features], { dtype }) }),
    apply({ scale, shift }, x) {
      const given = readFeatures(x, features, scale, 'x', caller);
      const batch = given.shape.slice(0, -1).reduce((product, length) => product * length, 1);
      const y = standardised(given, { batch, rows: 1, groups: 1, size: features, epsilon });
      return add(multiply(y, scale), shift);
    },
  };
}
