import { type Tensor, Traced } from '@monge/autodiff';
import { denseOf, type Value } from '@monge/autodiff/primitive';
import { contiguous, fromData } from '@monge/ndarray';

/** What primitives compute on, as the operations of `@monge/autodiff` take it. */
export function tensorOf(value: Value): Tensor {
  if (value instanceof Traced) return value;
  const { data, shape } = denseOf(value);
  return fromData(data, shape);
}

export function valueFrom(tensor: Tensor): Value {
  if (tensor instanceof Traced) return tensor;
  const dtype = tensor.data instanceof Float32Array ? 'float32' : 'float64';
  const { data, shape } = contiguous(tensor, dtype, { name: 'x', caller: 'sinkhorn' });
  return { data, shape };
}
