import { astype, type Operand, type Tensor, Traced } from '@monge/autodiff';
import { contiguous, dtypeOf, type FloatDType, fromData, ShapeError } from '@monge/ndarray';
import { shapeOfOperand } from './shape-of-operand.js';

/**
 * An input in the element type of the parameters, which is what a layer computes in: literal numbers are float64, and must not widen a
 * float32 network.
 */
export function readInput(x: Operand, like: Tensor, name: string, caller: string): Tensor {
  const dtype = like instanceof Traced ? like.dtype : (dtypeOf(like.data) as FloatDType);
  if (x instanceof Traced) return x.dtype === dtype ? x : astype(x, dtype);
  const { data, shape } = contiguous(x, dtype, { name, caller });
  return fromData(data, shape);
}

/** {@link readInput} of an array with its features on the last axis. @throws ShapeError unless it has so many. */
export function readFeatures(
  x: Operand,
  features: number,
  like: Tensor,
  name: string,
  caller: string,
): Tensor {
  const shape = shapeOfOperand(x, name, caller);
  if (shape.length === 0 || shape[shape.length - 1] !== features) {
    throw new ShapeError(
      `${caller}: expected ${name} of shape [..., ${features}] (features last, as many as the layer was made for), got [${shape.join(', ')}]`,
    );
  }
  return readInput(x, like, name, caller);
}
