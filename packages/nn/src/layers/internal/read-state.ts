import type { Operand, Tensor } from '@monge/autodiff';
import { ShapeError } from '@monge/ndarray';
import { readInput } from '../../internal/read-input.js';

/** {@link readInput} of a state. @throws ShapeError unless it is that of such a batch: another would be broadcast. */
export function readState(
  state: Operand,
  shape: readonly number[],
  like: Tensor,
  name: string,
  caller: string,
): Tensor {
  const given = readInput(state, like, name, caller);
  if (given.shape.length === shape.length && given.shape.every((length, axis) => length === shape[axis]))
    return given;
  throw new ShapeError(
    `${caller}: expected ${name} of shape [${shape.join(', ')}] (the batch of x, and the features), got [${given.shape.join(', ')}]`,
  );
}
