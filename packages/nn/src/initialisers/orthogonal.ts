import { array, type FloatData, type NdArray, reshape, transpose } from '@monge/ndarray';
import { qr } from '@monge/ndarray/linalg';
import { type KeyLike, normal } from '@monge/random';
import { fansOf } from './fans.js';
import type { InitialiserOptions } from './initialiser.js';

/** Options of {@link orthogonal}. */
export interface OrthogonalOptions extends InitialiserOptions {
  /** What the matrix is multiplied by; √2 before ReLU. Default: 1. */
  readonly gain?: number | undefined;
}

/**
 * A uniformly distributed (Haar) orthogonal matrix, of all axes but the last by the last: orthonormal columns if it is tall, orthonormal
 * rows if it is wide. It keeps the lengths of signals over many steps, and so suits the state of a recurrent network. The Q of a Gaussian
 * matrix with the signs that make it unique. O(m n min(m, n)).
 *
 * Sources: Saxe, McClelland and Ganguli, Exact solutions to the nonlinear dynamics of learning in deep linear neural networks (ICLR 2014);
 * Mezzadri, How to generate random matrices from the classical compact groups (Notices AMS 54, 2007).
 *
 * @throws ShapeError when the shape has fewer than two axes.
 * @example
 * import { matmul, transpose } from '@monge/ndarray';
 *
 * const w = orthogonal(0, [3, 2], { dtype: 'float64' });
 * matmul(transpose(w), w); // → [[1.000, 0.000], [0.000, 1.000]]
 */
export function orthogonal(
  key: KeyLike,
  shape: readonly number[],
  { dtype = 'float32', gain = 1 }: OrthogonalOptions = {},
): NdArray<FloatData> {
  const { fanIn } = fansOf(shape, 'nn.orthogonal');
  const columns = shape[shape.length - 1];
  const wide = columns > fanIn;
  const { q } = qr(normal(key, wide ? [columns, fanIn] : [fanIn, columns]));
  for (let i = 0; i < q.data.length; i++) q.data[i] *= gain;
  return reshape(array(wide ? transpose(q) : q, { dtype }), shape);
}
