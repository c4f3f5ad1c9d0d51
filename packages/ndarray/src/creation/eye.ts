import type { DataOf, DType } from '../dtype.js';
import { allocate } from '../internal/allocate.js';
import { make } from '../internal/make.js';
import { checkShape } from '../internal/shape.js';
import type { NdArray } from '../nd-array.js';
import type { CreationOptions } from './creation-options.js';

/**
 * A matrix with ones on its main diagonal and zeros elsewhere; square unless `columns` is given.
 *
 * @throws ShapeError unless both sizes are integers ≥ 0.
 * @example
 * eye(2); // → [[1, 0], [0, 1]]
 */
export function eye<T extends DType = 'float64'>(
  rows: number,
  columns?: number,
  options?: CreationOptions<T>,
): NdArray<DataOf[T]>;
export function eye(rows: number, columns = rows, { dtype = 'float64' }: CreationOptions = {}): NdArray {
  checkShape([rows, columns], 'ndarray.eye');
  const data = allocate(dtype, rows * columns);
  for (let i = 0; i < Math.min(rows, columns); i++) data[i * (columns + 1)] = 1;
  return make(data, [rows, columns]);
}
