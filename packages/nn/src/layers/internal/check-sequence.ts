import type { Operand } from '@monge/autodiff';
import { ShapeError } from '@monge/ndarray';
import { shapeOfOperand } from '../../internal/shape-of-operand.js';

/** The shape of the batch of a sequence [time, ...batch, inputs]. @throws ShapeError if it is none. */
export function checkSequence(xs: Operand, inputs: number, caller: string): readonly number[] {
  const shape = shapeOfOperand(xs, 'xs', caller);
  if (shape.length >= 2 && shape[0] >= 1) return shape.slice(1, -1);
  throw new ShapeError(
    `${caller}: expected xs of shape [time, ...batch, ${inputs}] (one step or more), got [${shape.join(', ')}]`,
  );
}
