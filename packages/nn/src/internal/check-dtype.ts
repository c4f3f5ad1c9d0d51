import { DTypeError, type FloatDType } from '@monge/ndarray';

/** @throws DTypeError for an element type that parameters cannot have. */
export function checkDtype(dtype: FloatDType, caller: string): void {
  if (dtype === 'float32' || dtype === 'float64') return;
  throw new DTypeError(`${caller}: expected dtype to be 'float32' or 'float64', got '${String(dtype)}'`);
}
