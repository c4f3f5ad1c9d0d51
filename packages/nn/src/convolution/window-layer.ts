import type { Operand, Tensor } from '@monge/autodiff';
import type { FloatData, FloatDType, NdArray } from '@monge/ndarray';
import type { KeyLike } from '@monge/random';
import { zeros } from '../initialisers/constant.js';
import { glorotUniform } from '../initialisers/glorot.js';
import type { Initialiser } from '../initialisers/initialiser.js';
import { checkDtype } from '../internal/check-dtype.js';
import { checkSize } from '../internal/check-size.js';
import { readFeatures } from '../internal/read-input.js';
import type { Layer } from '../layer.js';
import type { ConvolutionOptions } from './conv2d.js';
import { type Extent, readSliding, type WindowOptions } from './windows.js';

/** The size of a convolution, how it slides over images, and how it begins. */
export interface ConvolutionLayerOptions extends WindowOptions {
  /** Channels of x. */
  readonly inputs: number;
  /** Channels of the result. */
  readonly outputs: number;
  /** Height and width of the window. Default: 3. */
  readonly kernel?: Extent;
  /** Whether there is a `b`, which begins at 0. Default: true. */
  readonly bias?: boolean;
  /** Of the weights. Default: {@link glorotUniform}. */
  readonly initialiser?: Initialiser;
  /** The element type of the parameters, and so of the computation. Default: 'float32'. */
  readonly dtype?: FloatDType;
}

/** Weights [kh, kw, inputs, outputs] and biases [outputs]. */
export interface ConvolutionParams {
  readonly w: Tensor;
  readonly b: Tensor;
}

/** A convolution or its transpose as a layer; `shaped` brings the weights that initialisers make, [kh, kw, inputs, outputs], into the shape that it takes. */
export function windowLayer(
  options: ConvolutionLayerOptions,
  caller: string,
  shaped: (drawn: NdArray<FloatData>) => NdArray<FloatData>,
  convolve: (x: Operand, w: Tensor, options: ConvolutionOptions) => Tensor,
): Layer<ConvolutionParams, Operand> | Layer<Pick<ConvolutionParams, 'w'>, Operand> {
  const { inputs, outputs, bias: biased = true, initialiser = glorotUniform, dtype = 'float32' } = options;
  checkSize(inputs, 'inputs', 'the channels of x', caller);
  checkSize(outputs, 'outputs', 'the channels of the result', caller);
  checkDtype(dtype, caller);
  const sliding = readSliding(options.kernel ?? 3, options, caller);
  const weights = (key: KeyLike): NdArray<FloatData> =>
    shaped(initialiser(key, [...sliding.kernel, inputs, outputs], { dtype }));
  const convolved = (x: Operand, w: Tensor, bias?: Tensor): Tensor =>
    convolve(readFeatures(x, inputs, w, 'x', caller), w, { ...sliding, bias });
  if (!biased)
    return {
      init: (key) => ({ w: weights(key) }),
      apply: ({ w }: Pick<ConvolutionParams, 'w'>, x: Operand) => convolved(x, w),
    };
  return {
    init: (key) => ({ w: weights(key), b: zeros(key, [outputs], { dtype }) }),
    apply: ({ w, b }: ConvolutionParams, x: Operand) => convolved(x, w, b),
  };
}
