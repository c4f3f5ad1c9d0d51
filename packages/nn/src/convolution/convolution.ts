import type { Operand } from '@monge/autodiff';
import type { Layer } from '../layer.js';
import { conv2d } from './conv2d.js';
import { type ConvolutionLayerOptions, type ConvolutionParams, windowLayer } from './window-layer.js';

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
  return windowLayer(options, 'nn.convolution', (drawn) => drawn, conv2d);
}
