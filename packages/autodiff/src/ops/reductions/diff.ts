import type { Range, ScanOptions } from '@monge/ndarray';
import { shapeOf } from '../../core/dense.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import { plainOf } from '../../core/traced.js';
import { subtractValues } from '../elementwise/subtract.js';
import { resolveAxis } from '../internal/axes.js';
import { sliceValue } from '../shape/slice.js';

/**
 * The differences x₁ − x₀, x₂ − x₁ … of neighbours along an axis (the last by default), which becomes shorter by one. One of length 0 stays so.
 *
 * @throws DomainError when the axis is outside [−rank, rank).
 * @example
 * diff([1, 4, 9, 16]); // → [3, 5, 7]
 */
export function diff<A extends Operand>(x: A, { axis = -1 }: ScanOptions = {}): Result<A> {
  return operate(
    'diff',
    (value) => {
      const all: Range[] = shapeOf(plainOf(value)).map(() => null);
      const along = resolveAxis(axis, all.length, 'autodiff.diff');
      const later = sliceValue(value, ...all.with(along, [1, null]));
      return subtractValues(later, sliceValue(value, ...all.with(along, [0, -1])));
    },
    [x],
  );
}
