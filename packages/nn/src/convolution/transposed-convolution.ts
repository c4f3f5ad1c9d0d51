import type { Operand } from '@monge/autodiff';
import { copy, type FloatData, type NdArray, transpose } from '@monge/ndarray';
import type { Layer } from '../layer.js';
import { convTranspose2d } from './conv-transpose2d.js';
import { type ConvolutionLayerOptions, type ConvolutionParams, windowLayer } from './window-layer.js';

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
  // Initialisers have the inputs before the outputs.
  const shaped = (drawn: NdArray<FloatData>) => copy(transpose(drawn, [0, 1, 3, 2]));
  return windowLayer(options, 'nn.transposedConvolution', shaped, convTranspose2d);
}
