import { ShapeError } from '@monge/ndarray';
import { shapeOf } from '../../core/dense.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import { plainOf } from '../../core/traced.js';
import { multiplyValues } from '../elementwise/multiply.js';
import { reshapeValue } from '../shape/reshape.js';

/**
 * The products aᵢ·bⱼ of two vectors, [n] and [m] → [n, m]. O(n·m).
 *
 * @throws ShapeError unless both are vectors.
 * @example
 * outer([1, 2], [3, 4, 5]); // → [[3, 4, 5], [6, 8, 10]]
 */
export function outer<A extends Operand, B extends Operand>(a: A, b: B): Result<A | B> {
  return operate<A | B>(
    'outer',
    (x, y) => {
      const [m, n] = [shapeOf(plainOf(x)), shapeOf(plainOf(y))];
      if (m.length !== 1 || n.length !== 1) {
        throw new ShapeError(
          `autodiff.outer: expected two vectors, got shapes [${m.join(', ')}] and [${n.join(', ')}]`,
        );
      }
      return multiplyValues(reshapeValue(x, [m[0], 1]), y);
    },
    [a, b],
  );
}
