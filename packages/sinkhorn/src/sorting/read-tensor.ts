import type { Operand, Tensor } from '@monge/autodiff';
import { operate } from '@monge/autodiff/primitive';

/**
 * An operand as it is, in one of the two forms that operations return.
 *
 * @throws as operations do, in the name of the caller.
 */
export function readTensor(operand: Operand, name: string, caller: string): Tensor {
  return operate<Operand>(name, (value) => value, [operand], { caller, operands: [name] });
}
