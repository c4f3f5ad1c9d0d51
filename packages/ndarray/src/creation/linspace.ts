import type { DataOf, DType } from '../dtype.js';
import { DomainError } from '../errors.js';
import { fromValues } from '../internal/from-values.js';
import type { NdArray } from '../nd-array.js';
import type { CreationOptions } from './creation-options.js';

/** Options of {@link linspace}. */
export interface LinspaceOptions<T extends DType = DType> extends CreationOptions<T> {
  /** Whether `stop` is the last number; otherwise it is the first one left out. Default true. */
  readonly endpoint?: boolean;
}

/**
 * `length` evenly spaced numbers in [start, stop], or in [start, stop) with `endpoint: false`. The first one is
 * exactly `start`, the last one exactly `stop`.
 *
 * @throws DomainError when `length` is no integer ≥ 0, a bound is not finite, or an integer `dtype` cannot hold a number.
 * @example
 * linspace(0, 1, 5); // → [0, 0.25, 0.5, 0.75, 1]
 * linspace(0, 1, 4, { endpoint: false }); // → [0, 0.25, 0.5, 0.75]
 */
export function linspace<T extends DType = 'float64'>(
  start: number,
  stop: number,
  length: number,
  options?: LinspaceOptions<T>,
): NdArray<DataOf[T]>;
export function linspace(
  start: number,
  stop: number,
  length: number,
  { dtype = 'float64', endpoint = true }: LinspaceOptions = {},
): NdArray {
  const caller = 'ndarray.linspace';
  if (!Number.isInteger(length) || length < 0) {
    throw new DomainError(`${caller}: expected a length that is an integer ≥ 0, got ${length}`);
  }
  const span = stop - start;
  if (!Number.isFinite(span * length)) {
    throw new DomainError(
      `${caller}: expected finite bounds (and no overflow between), got ${start} and ${stop}`,
    );
  }
  const values = new Float64Array(length);
  const intervals = endpoint ? length - 1 : length;
  // Multiplied before it is divided: (3 · 1) / 10 is the number nearest to 0.3, 3 · 0.1 is not.
  for (let i = 0; i < length; i++) values[i] = i === 0 ? start : start + (i * span) / intervals;
  if (endpoint && length > 1) values[length - 1] = stop;
  return fromValues(values, [length], dtype, caller);
}
