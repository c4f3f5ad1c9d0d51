import { ShapeError } from '@monge/ndarray';
import { shapeOf } from '../../core/dense.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import { plainOf } from '../../core/traced.js';
import { multiplyValues } from '../elementwise/multiply.js';
import { sumToShape } from '../shape/broadcast-and-sum.js';

/**
 * Σ aᵢ·bᵢ of two vectors. For matrices, see {@link matmul}. O(n).
 *
 * @throws ShapeError unless both are vectors of one length.
 * @example
 * dot([1, 2, 3], [4, 5, 6]); // → 32
 */
export function dot<A extends Operand, B extends Operand>(a: A, b: B): Result<A | B> {
  return operate<A | B>(
    'dot',
    (x, y) => {
      const [m, n] = [shapeOf(plainOf(x)), shapeOf(plainOf(y))];
      if (m.length !== 1 || n.length !== 1 || m[0] !== n[0]) {
        throw new ShapeError(
          `autodiff.dot: expected two vectors of one length, got shapes [${m.join(', ')}] and [${n.join(', ')}]; use matmul for matrices`,
        );
      }
      return sumToShape(multiplyValues(x, y), []);
    },
    [a, b],
  );
}
