import { type Operand, type Tensor, Traced } from '@monge/autodiff';
import { type Dense, denseOf, operate, plainOf } from '@monge/autodiff/primitive';

/**
 * An operand as it is, in one of the two forms that operations return.
 *
 * @throws as operations do, in the name of the caller.
 */
export function readTensor(operand: Operand, name: string, caller: string): Tensor {
  return operate<Operand>(name, (value) => value, [operand], { caller, operands: [name] });
}

/** Its elements, whatever follows it. */
export function denseUnder(tensor: Tensor): Dense {
  return tensor instanceof Traced ? denseOf(plainOf(tensor)) : tensor;
}
