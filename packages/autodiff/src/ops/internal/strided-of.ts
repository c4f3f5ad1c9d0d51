import type { FloatData, Strided } from '@monge/ndarray';
import { denseOf } from '../../core/dense.js';
import { plainOf, type Value } from '../../core/traced.js';

/** What a value stands for as `@monge/ndarray` takes it: views on it, and errors about it, are made there. */
export function stridedOf(x: Value): Strided<FloatData> {
  const { data, shape } = denseOf(plainOf(x));
  return { data, shape, stride: packedStride(shape), offset: 0 };
}

/** The strides of an array that is packed in C order. */
export function packedStride(shape: readonly number[]): number[] {
  const stride = new Array<number>(shape.length);
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    stride[axis] = step;
    step *= shape[axis];
  }
  return stride;
}
