import type { Operand, Tensor } from '@monge/autodiff';
import { copy, type FloatData, type NdArray, transpose } from '@monge/ndarray';
import type { KeyLike } from '@monge/random';
import { zeros } from '../initialisers/constant.js';
import { glorotUniform } from '../initialisers/glorot.js';
import { readFeatures } from '../internal/read-input.js';
import type { Layer } from '../layer.js';
import { convTranspose2d } from './conv-transpose2d.js';
import { type ConvolutionLayerOptions, type ConvolutionParams, checkConvolution } from './convolution.js';

/**
 * The layer {@link convTranspose2d} with a bias, from images [n, h, w, inputs] to ones that are `stride` times as large, with `outputs` channels. The
 * options are those of the convolution that would lead back, but for `inputs` and `outputs`; its weights have the shape [kh, kw, outputs, inputs]. Without
 * `bias`, its parameters are w alone.
 *
 * @throws DomainError when a size is not a positive integer, or the padding is none.
 * @throws ShapeError (from `apply`) unless x are images with `inputs` channels.
 * @example
 * import { ones } from '@monge/ndarray';
 * const layer = transposedConvolution({ inputs: 8, outputs: 3, kernel: 4, stride: 2 });
 * layer.apply(layer.init(0), ones([5, 14, 14, 8])).shape; // → [5, 28, 28, 3]
 */
export function transposedConvolution(
  options: ConvolutionLayerOptions & { readonly bias: false },
): Layer<Pick<ConvolutionParams, 'w'>, Operand>;
export function transposedConvolution(options: ConvolutionLayerOptions): Layer<ConvolutionParams, Operand>;
export function transposedConvolution(
  options: ConvolutionLayerOptions,
): Layer<ConvolutionParams, Operand> | Layer<Pick<ConvolutionParams, 'w'>, Operand> {
  const { inputs, outputs, bias: biased = true, initialiser = glorotUniform, dtype = 'float32' } = options;
  const caller = 'nn.transposedConvolution';
  const sliding = checkConvolution(options, caller);
  const weights = (key: KeyLike): NdArray<FloatData> => {
    // Initialisers have the inputs before the outputs.
    const drawn = initialiser(key, [...sliding.kernel, inputs, outputs], { dtype });
    return copy(transpose(drawn, [0, 1, 3, 2]));
  };
  const convolved = (x: Operand, w: Tensor, bias?: Tensor): Tensor =>
    convTranspose2d(readFeatures(x, inputs, w, 'x', caller), w, { ...sliding, bias });
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
