import { add, matmul, type Operand, type Result, reshape, transpose } from '@monge/autodiff';
import { ShapeError } from '@monge/ndarray';
import { shapeOfOperand } from '../internal/shape-of-operand.js';
import { checkBias, checkImages, checkKernel } from './check-shapes.js';
import type { ConvolutionOptions } from './conv2d.js';
import { foldPatches } from './patches.js';
import { type Extent, pairOf, readSliding, windowsCounting } from './windows.js';

/** Options of {@link convTranspose2d}: those of the convolution that it is the transpose of. */
export interface TransposedConvolutionOptions<B extends Operand = Operand> extends ConvolutionOptions<B> {
  /**
   * Height and width of the result: any for which the convolution has the size of `x`. Default: the smallest, s·(rows − 1) + δ(kh − 1) + 1 − top −
   * bottom; with padding `'same'`, s·rows.
   */
  readonly size?: Extent | undefined;
}

/**
 * The transpose of {@link conv2d} with the same kernel w [kh, kw, c, d] and options, from [n, rows, columns, d] to [n, h, w, c]: ⟨conv2d(x, w), y⟩ =
 * ⟨x, convTranspose2d(y, w)⟩. Each pixel of x paints the kernel, times its channels, onto the result; with stride s these are s apart, so that the
 * image becomes s times as large. `bias` has shape [c].
 *
 * @throws ShapeError when the shapes do not fit together, or the convolution of images of the given size has not the size of x.
 * @throws DomainError for a stride, padding or dilation that is none.
 * @example
 * const brush = [[[[1]], [[10]]]];
 * convTranspose2d([[[[1], [2]]]], brush, { stride: [1, 2] }); // → [[[[1], [10], [2], [20]]]]
 */
export function convTranspose2d<X extends Operand, W extends Operand, B extends Operand = number>(
  x: X,
  w: W,
  options: TransposedConvolutionOptions<B> = {},
): Result<X | W | B> {
  const caller = 'nn.convTranspose2d';
  const images = checkImages(shapeOfOperand(x, 'x', caller), caller);
  const [kh, kw, outputs, inputs] = checkKernel(shapeOfOperand(w, 'w', caller), caller);
  if (images[3] !== inputs) {
    throw new ShapeError(
      `${caller}: expected as many channels in x as on the last axis of w ([n, h, w, d] and [kh, kw, c, d]), got ${images[3]} and ${inputs}`,
    );
  }
  const { bias, size } = options;
  if (bias !== undefined) checkBias(shapeOfOperand(bias, 'bias', caller), outputs, caller);
  const sliding = readSliding([kh, kw], options, caller);
  const result =
    size === undefined ? undefined : pairOf(size, 'size', 'height and width of the result', caller);
  const windows = windowsCounting([images[1], images[2]], sliding, result, caller);
  const patches = matmul(x, transpose(reshape(w, [kh * kw * outputs, inputs])));
  const image = foldPatches(patches, windows);
  return (bias === undefined ? image : add(image, bias)) as Result<X | W | B>;
}
