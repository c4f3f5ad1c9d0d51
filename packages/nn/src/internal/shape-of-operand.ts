import { type Operand, Traced } from '@monge/autodiff';
import { asStrided } from '@monge/ndarray';

/** The shape of an array in any form. `name` and `caller` stand in the message for what is none. */
export function shapeOfOperand(operand: Operand, name: string, caller: string): readonly number[] {
  return operand instanceof Traced ? operand.shape : asStrided(operand, name, caller).shape;
}
