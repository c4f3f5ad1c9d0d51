import { linear as affine, matmul, type Operand, type Tensor } from '@monge/autodiff';
import type { FloatDType } from '@monge/ndarray';
import { zeros } from '../initialisers/constant.js';
import { glorotUniform } from '../initialisers/glorot.js';
import type { Initialiser } from '../initialisers/initialiser.js';
import { checkDtype } from '../internal/check-dtype.js';
import { checkSize } from '../internal/check-size.js';
import { readFeatures } from '../internal/read-input.js';
import type { Layer } from '../layer.js';

/** The size of a linear layer, and how it begins. */
export interface LinearOptions {
  /** Features of x. */
  readonly inputs: number;
  /** Features of the result. */
  readonly outputs: number;
  /** Whether there is a `b`, which begins at 0. Default: true. */
  readonly bias?: boolean;
  /** Of the weights. Default: {@link glorotUniform}. */
  readonly initialiser?: Initialiser;
  /** The element type of the parameters, and so of the computation. Default: 'float32'. */
  readonly dtype?: FloatDType;
}

/** Weights [inputs, outputs] and biases [outputs]. */
export interface LinearParams {
  readonly w: Tensor;
  readonly b: Tensor;
}

/**
 * The layer x·w + b, from [..., inputs] to [..., outputs]. Without `bias`, its parameters are w alone.
 *
 * @throws DomainError when a size is not a positive integer.
 * @throws ShapeError (from `apply`) unless x has `inputs` features.
 * @example
 * const layer = linear({ inputs: 2, outputs: 3 });
 * layer.apply(layer.init(0), [[0, 0]]); // → [[0, 0, 0]]
 */
export function linear(
  options: LinearOptions & { readonly bias: false },
): Layer<Pick<LinearParams, 'w'>, Operand>;
export function linear(options: LinearOptions): Layer<LinearParams, Operand>;
export function linear({
  inputs,
  outputs,
  bias = true,
  initialiser = glorotUniform,
  dtype = 'float32',
}: LinearOptions): Layer<LinearParams, Operand> | Layer<Pick<LinearParams, 'w'>, Operand> {
  const caller = 'nn.linear';
  checkSize(inputs, 'inputs', 'the features of x', caller);
  checkSize(outputs, 'outputs', 'the features of the result', caller);
  checkDtype(dtype, caller);
  const unbiased: Layer<Pick<LinearParams, 'w'>, Operand> = {
    init: (key) => ({ w: initialiser(key, [inputs, outputs], { dtype }) }),
    apply: ({ w }, x) => matmul(readFeatures(x, inputs, w, 'x', caller), w),
  };
  const biased: Layer<LinearParams, Operand> = {
    init: (key) => ({ ...unbiased.init(key), b: zeros(key, [outputs], { dtype }) }),
    apply: ({ w, b }, x) => affine(readFeatures(x, inputs, w, 'x', caller), w, b),
  };
  return bias ? biased : unbiased;
}
