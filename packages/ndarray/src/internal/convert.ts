import type { Data, DataOf, DType } from '../dtype.js';
import { dtypeOf } from '../dtype-of.js';
import { DomainError } from '../errors.js';
import type { Strided } from '../strided.js';
import { allocate } from './allocate.js';
import { assign } from './assign.js';
import { packedStride, sizeOf } from './shape.js';

/**
 * The elements in a new typed array of the given element type, in C order.
 *
 * @throws DomainError when an integer type cannot hold an element: a typed array would wrap it in silence.
 */
export function convert<T extends DType>(source: Strided, dtype: T, name: string, caller: string): DataOf[T];
export function convert(source: Strided, dtype: DType, name: string, caller: string): Data {
  const { shape } = source;
  const elements = { data: allocate(dtype, sizeOf(shape)), shape, stride: packedStride(shape), offset: 0 };
  assign(shape, source, elements);
  if (dtype !== 'float64' && dtype !== 'float32' && dtype !== dtypeOf(source.data)) {
    checkHeld(source, elements, name, `${caller}: expected ${dtype} values`);
  }
  return elements.data;
}

function checkHeld(source: Strided, converted: Strided, name: string, expected: string): void {
  const original = allocate('float64', converted.data.length);
  assign(source.shape, source, { ...converted, data: original });
  const wrong = original.findIndex((value, i) => value !== converted.data[i]);
  if (wrong >= 0) {
    throw new DomainError(`${expected} in ${name}, got ${original[wrong]}; round or clip the values first`);
  }
}
