import { type Operand, operate, type Result } from '../../core/operand.js';
import type { Value } from '../../core/traced.js';
import { multiplyValues } from '../elementwise/multiply.js';
import { type Lanes, type ReduceOptions, reduced } from '../internal/reduced.js';
import { broadcastToShape } from '../shape/broadcast-and-sum.js';
import { concatValues } from '../shape/concat.js';
import { reshapeValue } from '../shape/reshape.js';
import { sliceValue } from '../shape/slice.js';

/**
 * Π x, over all axes or some; the product of nothing is 1. The elements are multiplied two by two, so that derivatives of all orders are
 * products of the others: also where elements are 0.
 *
 * @throws DomainError when an axis is outside [−rank, rank) or stands there twice.
 * @example
 * prod([[1, 2], [3, 4]], { axis: 0 }); // → [3, 8]
 */
export function prod<A extends Operand>(x: A, options: ReduceOptions = {}): Result<A> {
  return operate('prod', (value) => reduced(value, options, 0, 'autodiff.prod', productOfLanes), [x]);
}

function productOfLanes(x: Value, { outer, length, inner, shape }: Lanes): Value {
  if (length === 0) return broadcastToShape(1, shape);
  let factors = reshapeValue(x, [outer, length, inner]);
  for (let n = length; n > 1; n = Math.ceil(n / 2)) {
    const half = Math.floor(n / 2);
    const products = multiplyValues(
      sliceValue(factors, null, [0, half]),
      sliceValue(factors, null, [half, 2 * half]),
    );
    factors = n % 2 === 0 ? products : concatValues([products, sliceValue(factors, null, [n - 1, n])], 1);
  }
  return reshapeValue(factors, shape);
}
