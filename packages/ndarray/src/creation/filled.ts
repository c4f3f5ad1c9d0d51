import type { DataOf, DType } from '../dtype.js';
import { allocate } from '../internal/allocate.js';
import { fromValues } from '../internal/from-values.js';
import { make } from '../internal/make.js';
import { checkShape, sizeOf } from '../internal/shape.js';
import type { NdArray } from '../nd-array.js';
import type { CreationOptions } from './creation-options.js';

/**
 * An array full of zeros.
 *
 * @throws ShapeError unless the shape consists of integers ≥ 0.
 * @example
 * zeros([2, 3]); // → [[0, 0, 0], [0, 0, 0]]
 */
export function zeros<T extends DType = 'float64'>(
  shape: readonly number[],
  options?: CreationOptions<T>,
): NdArray<DataOf[T]>;
export function zeros(shape: readonly number[], { dtype = 'float64' }: CreationOptions = {}): NdArray {
  checkShape(shape, 'ndarray.zeros');
  return make(allocate(dtype, sizeOf(shape)), shape);
}

/**
 * An array full of ones.
 *
 * @throws ShapeError unless the shape consists of integers ≥ 0.
 * @example
 * ones([3]); // → [1, 1, 1]
 */
export function ones<T extends DType = 'float64'>(
  shape: readonly number[],
  options?: CreationOptions<T>,
): NdArray<DataOf[T]>;
export function ones(shape: readonly number[], { dtype = 'float64' }: CreationOptions = {}): NdArray {
  checkShape(shape, 'ndarray.ones');
  return make(allocate(dtype, sizeOf(shape)).fill(1), shape);
}

/**
 * An array full of one value.
 *
 * @throws ShapeError unless the shape consists of integers ≥ 0.
 * @throws DomainError when an integer `dtype` cannot hold the value.
 * @example
 * full([2], -Infinity); // → [-Infinity, -Infinity]
 */
export function full<T extends DType = 'float64'>(
  shape: readonly number[],
  value: number,
  options?: CreationOptions<T>,
): NdArray<DataOf[T]>;
export function full(
  shape: readonly number[],
  value: number,
  { dtype = 'float64' }: CreationOptions = {},
): NdArray {
  checkShape(shape, 'ndarray.full');
  return fromValues(new Float64Array(sizeOf(shape)).fill(value), shape, dtype, 'ndarray.full');
}
