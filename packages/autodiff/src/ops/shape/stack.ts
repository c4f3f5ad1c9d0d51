import { type JoinOptions, ShapeError } from '@monge/ndarray';
import { shapeOf } from '../../core/dense.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import { plainOf } from '../../core/traced.js';
import { resolveAxis } from '../internal/axes.js';
import { sameShape } from '../internal/binary.js';
import { concatValues } from './concat.js';
import { reshapeValue } from './reshape.js';

/**
 * Arrays of one shape along a new axis, which is number `axis` of the result (the first by default).
 *
 * @throws ShapeError when there are no arrays, or their shapes differ.
 * @throws DomainError when the axis is outside [−rank − 1, rank + 1).
 * @example
 * stack([[1, 2], [3, 4]], { axis: -1 }); // → [[1, 3], [2, 4]]
 */
export function stack<A extends Operand>(arrays: readonly A[], { axis = 0 }: JoinOptions = {}): Result<A> {
  const caller = 'autodiff.stack';
  if (arrays.length === 0) throw new ShapeError(`${caller}: expected at least one array, got none`);
  return operate(
    'stack',
    (...values) => {
      const first = shapeOf(plainOf(values[0]));
      const along = resolveAxis(axis, first.length + 1, caller);
      const slabs = values.map((value, k) => {
        const shape = shapeOf(plainOf(value));
        if (sameShape(shape, first)) return reshapeValue(value, first.toSpliced(along, 0, 1));
        throw new ShapeError(
          `${caller}: expected arrays[${k}] of shape [${first.join(', ')}] (that of arrays[0]), got [${shape.join(', ')}]`,
        );
      });
      return concatValues(slabs, along);
    },
    arrays,
  );
}
