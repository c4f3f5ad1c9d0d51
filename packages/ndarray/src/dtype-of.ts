import type { Data, DType, DTypeOf } from './dtype.js';
import { DTypeError } from './errors.js';
import { describe } from './internal/describe.js';

const dtypes: Readonly<Record<string, DType>> = {
  Float64Array: 'float64',
  Float32Array: 'float32',
  Int32Array: 'int32',
  Uint32Array: 'uint32',
  Uint8Array: 'uint8',
};

/**
 * The element type of a typed array.
 *
 * @throws DTypeError for anything else: an `Int16Array`, the `Uint8ClampedArray` of an image, a `BigInt64Array`, a plain array …
 * @example
 * dtypeOf(new Float32Array(3)); // → 'float32'
 */
export function dtypeOf<D extends Data>(data: D, caller?: string): DTypeOf<D>;
export function dtypeOf(data: Data, caller = 'ndarray.dtypeOf'): DType {
  // The tag, and not `instanceof`, knows Node's Buffer and the arrays of another realm (a frame, a test environment).
  const dtype = dtypes[data?.[Symbol.toStringTag]];
  if (dtype !== undefined) return dtype;
  const expected = Object.keys(dtypes).join(', ');
  throw new DTypeError(
    `${caller}: expected elements in one of ${expected}, got ${describe(data)}; take Float64Array.from(values, Number), or new Uint8Array(pixels.buffer) ` +
      'for the Uint8ClampedArray of an image',
  );
}
