import type { DType } from '../dtype.js';
import { dtypeOf } from '../dtype-of.js';
import type { NdArray } from '../nd-array.js';
import type { Strided } from '../strided.js';
import { allocate } from './allocate.js';
import { assign } from './assign.js';
import { make } from './make.js';
import { packedStride, sizeOf } from './shape.js';

/** Arrays put one after another along an axis. Their shapes agree on the others. */
export function join(views: readonly Strided[], axis: number): NdArray {
  const length = views.reduce((total, view) => total + view.shape[axis], 0);
  const shape = views[0].shape.with(axis, length);
  const stride = packedStride(shape);
  const data = allocate(joinedDtype(views), sizeOf(shape));
  let offset = 0;
  for (const view of views) {
    assign(view.shape, view, { data, stride, offset });
    offset += view.shape[axis] * stride[axis];
  }
  return make(data, shape);
}

function joinedDtype(views: readonly Strided[]): DType {
  const dtype = dtypeOf(views[0].data);
  return views.every((view) => dtypeOf(view.data) === dtype) ? dtype : 'float64';
}
