import { linear, type Operand, type Result, reshape } from '@monge/autodiff';
import { ShapeError } from '@monge/ndarray';
import { shapeOfOperand } from '../internal/shape-of-operand.js';
import { checkBias, checkImages, checkKernel } from './check-shapes.js';
import { patchesOf } from './patches.js';
import { readSliding, type WindowOptions, windowsOver } from './windows.js';

/** Options of {@link conv2d}. */
export interface ConvolutionOptions<B extends Operand = Operand> extends WindowOptions {
  /** What is added to the channels of the result, [d]. Default: nothing. */
  readonly bias?: B | undefined;
}

/**
 * The convolution of images x [n, h, w, c] with a kernel w [kh, kw, c, d] → [n, rows, columns, d], in the sense of neural networks, which do not
 * mirror the kernel: y[…, i, j, :] = Σ x[…, i·s + k·δ − top, j·s + l·δ − left, :] · w[k, l] over k and l, with stride s, dilation δ, and zeros around the image.
 * There are ⌊(h + top + bottom − δ(kh − 1) − 1)/s⌋ + 1 rows, and ⌈h/s⌉ with padding `'same'`, the default.
 *
 * It is one matrix product of all windows, which are copied for it: kh·kw/s² times the memory of x, but none for a kernel of 1×1 with stride 1.
 * O(n · rows · columns · kh·kw·c·d).
 *
 * @throws ShapeError when the shapes do not fit together, or no window has room in the image.
 * @throws DomainError for a stride, padding or dilation that is none.
 * @example
 * const image = [[[[1], [2], [3]], [[4], [5], [6]]]];
 * const difference = [[[[-1]], [[1]]]];
 * conv2d(image, difference, { padding: 'valid' }); // → [[[[1], [1]], [[1], [1]]]]
 */
export function conv2d<X extends Operand, W extends Operand, B extends Operand = number>(
  x: X,
  w: W,
  options: ConvolutionOptions<B> = {},
): Result<X | W | B> {
  const caller = 'nn.conv2d';
  const images = checkImages(shapeOfOperand(x, 'x', caller), caller);
  const [kh, kw, inputs, outputs] = checkKernel(shapeOfOperand(w, 'w', caller), caller);
  if (images[3] !== inputs) {
    throw new ShapeError(
      `${caller}: expected x and w of the same number of input channels ([n, h, w, c] and [kh, kw, c, d]), got ${images[3]} and ${inputs}`,
    );
  }
  const { bias } = options;
  if (bias !== undefined) checkBias(shapeOfOperand(bias, 'bias', caller), outputs, caller);
  const windows = windowsOver([images[1], images[2]], readSliding([kh, kw], options, caller), caller);
  const weights = reshape(w, [kh * kw * inputs, outputs]);
  return linear(patchesOf(x, windows), weights, bias) as Result<X | W | B>;
}
