import type { DataOf, DType } from '../dtype.js';
import { dtypeOf } from '../dtype-of.js';
import type { Strided } from '../strided.js';
import { convert } from './convert.js';
import { packedStride } from './shape.js';

/** The view itself if it has the element type, a packed copy that has it otherwise. */
export function withDtype<T extends DType>(
  view: Strided,
  dtype: T,
  name: string,
  caller: string,
): Strided<DataOf[T]>;
export function withDtype(view: Strided, dtype: DType, name: string, caller: string): Strided {
  return dtypeOf(view.data) === dtype ? view : detached(view, dtype, name, caller);
}

/** A packed copy of the view, of the element type. */
export function detached(view: Strided, dtype: DType, name: string, caller: string): Strided {
  const { shape } = view;
  return { data: convert(view, dtype, name, caller), shape, stride: packedStride(shape), offset: 0 };
}
