import { broadcastShapes, ShapeError } from '@monge/ndarray';
import { shapeOf } from '../core/dense.js';
import { type Operand, operate, type Result } from '../core/operand.js';
import { plainOf, type Value } from '../core/traced.js';
import { multiplyValues } from '../ops/elementwise/multiply.js';
import { reshapeValue } from '../ops/shape/reshape.js';
import { dimensionsOf } from './internal/matrices.js';

function kronValues(a: Value, b: Value): Value {
  checkRank(a, 'a');
  checkRank(b, 'b');
  const [x, y] = [dimensionsOf(a), dimensionsOf(b)];
  const batch = broadcastShapes(x.batch, y.batch);
  const products = multiplyValues(
    reshapeValue(a, [...x.batch, x.rows, 1, x.columns, 1]),
    reshapeValue(b, [...y.batch, 1, y.rows, 1, y.columns]),
  );
  return reshapeValue(products, [...batch, x.rows * y.rows, x.columns * y.columns]);
}

function checkRank(x: Value, name: string): void {
  const shape = shapeOf(plainOf(x));
  if (shape.length >= 2) return;
  throw new ShapeError(
    `autodiff.kron: expected ${name} to have two axes or more (the last two hold the matrices), got shape [${shape.join(', ')}]`,
  );
}

/**
 * Kronecker products of matrices, [..., m, n] ⊗ [..., p, q] → [..., m·p, n·q]: the blocks aᵢⱼ B. The axes before the last two are a batch, and
 * broadcast together. O(size of the result).
 *
 * @throws ShapeError when an operand has fewer than two axes, or the batches do not broadcast together.
 * @example
 * kron([[1, 2]], [[1, 0], [0, 1]]); // → [[1, 0, 2, 0], [0, 1, 0, 2]]
 */
export function kron<A extends Operand, B extends Operand>(a: A, b: B): Result<A | B> {
  return operate<A | B>('kron', kronValues, [a, b]);
}
