import { type ArrayInput, gather as gatherArray, type ScanOptions, ShapeError } from '@monge/ndarray';
import { shapeOf } from '../../core/dense.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import { plainOf } from '../../core/traced.js';
import { addValues } from '../elementwise/add.js';
import { sameShape } from '../internal/binary.js';
import { elementsAt, positions } from '../internal/positions.js';
import { addedAt } from './pick-at.js';

/**
 * `x` with a value added for each index, to its own lane along the axis (the last by default): for axis 1 of two, result[i, indices[i, j]] +=
 * values[i, j]. Repeated indices add up. Indices have no derivative.
 *
 * @throws ShapeError when the shapes of `x` and `indices` differ on another axis, or those of `indices` and `values`.
 * @throws DomainError when an index is not an integer in [−length, length), or the axis is outside [−rank, rank).
 * @example
 * scatterAdd([0, 0, 0], [0, 2, 0], [1, 10, 100]); // → [101, 0, 10]
 */
export function scatterAdd<A extends Operand, V extends Operand>(
  x: A,
  indices: ArrayInput,
  values: V,
  options?: ScanOptions,
): Result<A | V> {
  return operate<A | V>(
    'scatterAdd',
    (target, added) => {
      const shape = shapeOf(plainOf(target));
      const blocks = elementsAt(gatherArray(positions(shape), indices, options));
      const given = shapeOf(plainOf(added));
      if (!sameShape(given, blocks.shape)) {
        throw new ShapeError(
          `autodiff.scatterAdd: expected values of shape [${blocks.shape.join(', ')}] (that of indices), got [${given.join(', ')}]`,
        );
      }
      return addValues(target, addedAt(added, blocks, shape));
    },
    [x, values],
  );
}
