import { broadcastTo, type Operand, type Result, reshape, type Tensor } from '@monge/autodiff';
import { shapeOfOperand } from '../internal/shape-of-operand.js';
import { checkImages } from './check-shapes.js';
import { type Extent, pairOf } from './windows.js';

/**
 * Images [n, h, w, c] with each pixel repeated `factor` times below and beside itself: [n, factor·h, factor·w, c]. A convolution after it makes a
 * larger image without the chequered pattern that a transposed convolution tends to (Odena, Dumoulin & Olah 2016).
 *
 * @throws ShapeError unless x has four axes.
 * @throws DomainError unless the factor is a positive integer, or a pair of them.
 * @example
 * upsampleNearest2d([[[[1], [2]]]], [1, 2]); // → [[[[1], [1], [2], [2]]]]
 */
export function upsampleNearest2d<X extends Operand>(x: X, factor: Extent): Result<X> {
  const caller = 'nn.upsampleNearest2d';
  const [n, h, w, c] = checkImages(shapeOfOperand(x, 'x', caller), caller);
  const [down, across] = pairOf(factor, 'factor', 'how often a pixel is repeated', caller);
  const repeated = broadcastTo(reshape(x, [n, h, 1, w, 1, c]), [n, h, down, w, across, c]);
  const larger: Tensor = reshape(repeated, [n, down * h, across * w, c]);
  return larger as Result<X>;
}
