import type { DataOf, DType } from '../dtype.js';
import { DomainError } from '../errors.js';
import { fromValues } from '../internal/from-values.js';
import type { NdArray } from '../nd-array.js';
import type { CreationOptions } from './creation-options.js';

/**
 * Evenly spaced numbers in [start, stop): start + i·step for i = 0 … ⌈(stop − start) / step⌉ − 1. A negative step
 * counts down, in (stop, start]. Where the step is no integer, rounding may let the last number reach `stop`:
 * prefer {@link linspace} there.
 *
 * @throws DomainError when a bound is not finite, the step is zero, or an integer `dtype` cannot hold a number.
 * @example
 * arange(4); // → [0, 1, 2, 3]
 * arange(5, 0, -2); // → [5, 3, 1]
 */
export function arange(stop: number): NdArray<Float64Array>;
export function arange<T extends DType = 'float64'>(
  start: number,
  stop: number,
  step?: number,
  options?: CreationOptions<T>,
): NdArray<DataOf[T]>;
export function arange(
  startOrStop: number,
  end?: number,
  step = 1,
  { dtype = 'float64' }: CreationOptions = {},
): NdArray {
  const caller = 'ndarray.arange';
  const [start, stop] = end === undefined ? [0, startOrStop] : [startOrStop, end];
  const length = Math.max(0, Math.ceil((stop - start) / step));
  if (!Number.isFinite(length) || step === 0) {
    throw new DomainError(
      `${caller}: expected finite bounds and a finite step other than 0, got ${start}, ${stop}, ${step}`,
    );
  }
  const values = new Float64Array(length);
  for (let i = 0; i < length; i++) values[i] = start + i * step;
  return fromValues(values, [length], dtype, caller);
}
