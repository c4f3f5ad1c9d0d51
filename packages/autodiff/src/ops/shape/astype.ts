import { DTypeError, type FloatDType } from '@monge/ndarray';
import { type Operand, operate, type Result } from '../../core/operand.js';
import { castValue } from './cast.js';

/**
 * The same numbers, rounded to an element type.
 *
 * @throws DTypeError for an element type other than float32 and float64.
 * @example
 * astype([0.1], 'float32'); // → [0.10000000149011612]
 */
export function astype<A extends Operand>(x: A, dtype: FloatDType): Result<A> {
  if (dtype !== 'float32' && dtype !== 'float64') {
    throw new DTypeError(
      `autodiff.astype: expected dtype to be 'float32' or 'float64', got '${String(dtype)}'`,
    );
  }
  return operate('astype', (value) => castValue(value, dtype), [x]);
}
