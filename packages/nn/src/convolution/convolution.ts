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
import { conv2d } from './conv2d.js';
import { type Extent, readSliding, type Sliding, type WindowOptions } from './windows.js';

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

/**
 * The layer {@link conv2d} with a bias, from images [n, h, w, inputs] to [n, rows, columns, outputs]. Without `bias`, its parameters are w alone.
 *
 * @throws DomainError when a size is not a positive integer, or the padding is none.
 * @throws ShapeError (from `apply`) unless x are images with `inputs` channels, and with room for the window.
 * @example
 * import { ones } from '@monge/ndarray';
 * const layer = convolution({ inputs: 3, outputs: 8, stride: 2 });
 * layer.apply(layer.init(0), ones([5, 28, 28, 3])).shape; // → [5, 14, 14, 8]
 */
export function convolution(
  options: ConvolutionLayerOptions & { readonly bias: false },
): Layer<Pick<ConvolutionParams, 'w'>, Operand>;
export function convolution(options: ConvolutionLayerOptions): Layer<ConvolutionParams, Operand>;
export function convolution(
  options: ConvolutionLayerOptions,
): Layer<ConvolutionParams, Operand> | Layer<Pick<ConvolutionParams, 'w'>, Operand> {
  const { inputs, outputs, bias: biased = true, initialiser = glorotUniform, dtype = 'float32' } = options;
  const caller = 'nn.convolution';
  const sliding = checkConvolution(options, caller);
  const weights = (key: KeyLike): NdArray<FloatData> =>
    initialiser(key, [...sliding.kernel, inputs, outputs], { dtype });
  const convolved = (x: Operand, w: Tensor, bias?: Tensor): Tensor =>
    conv2d(readFeatures(x, inputs, w, 'x', caller), w, { ...sliding, bias });
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

/** How the window of a layer slides. @throws DomainError, DTypeError for options that no convolution has. */
export function checkConvolution(options: ConvolutionLayerOptions, caller: string): Sliding {
  const { inputs, outputs, kernel = 3, dtype = 'float32' } = options;
  checkSize(inputs, 'inputs', 'the channels of x', caller);
  checkSize(outputs, 'outputs', 'the channels of the result', caller);
  checkDtype(dtype, caller);
  return readSliding(kernel, options, caller);
}
