import { commonShape } from '../internal/broadcast.js';
import { checkShape } from '../internal/shape.js';

/**
 * The shape that arrays of these shapes have together in an element-wise operation. The shapes are aligned at their
 * last axes; missing axes count as 1, and a length of 1 stretches to the other one.
 *
 * @throws ShapeError when two lengths on one axis differ and neither is 1.
 * @example
 * broadcastShapes([5, 1, 3], [4, 1]); // → [5, 4, 3]
 */
export function broadcastShapes(...shapes: readonly (readonly number[])[]): number[] {
  const caller = 'ndarray.broadcastShapes';
  for (const shape of shapes) checkShape(shape, caller);
  return [...commonShape(shapes, caller)];
}
