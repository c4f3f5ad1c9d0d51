import { asStrided } from './as-strided.js';
import type { DataOf, DType } from './dtype.js';
import { dtypeOf } from './dtype-of.js';
import { convert } from './internal/convert.js';
import { isPacked, sizeOf } from './internal/shape.js';
import type { Operand } from './strided.js';

/** Elements one after another in C order (the last index runs fastest), and their shape. */
export interface Contiguous<T extends DType> {
  readonly data: DataOf[T];
  readonly shape: readonly number[];
}

/**
 * An input as a flat typed array in C order: what a kernel or a solver reads. Nothing is copied when it is one
 * already, so do not write into `data`. `name` and `caller` stand in the messages.
 *
 * @throws ShapeError, DTypeError as {@link asStrided}.
 * @throws DomainError when an integer `dtype` cannot hold an element.
 * @example
 * contiguous([[1, 2], [3, 4]], 'float32').data; // → [1, 2, 3, 4]
 */
export function contiguous<T extends DType>(input: Operand, dtype: T, origin?: Origin): Contiguous<T>;
export function contiguous(input: Operand, dtype: DType, origin: Origin = {}): Contiguous<DType> {
  const { name = 'input', caller = 'ndarray.contiguous' } = origin;
  const source = asStrided(input, name, caller);
  const { data, shape, stride, offset } = source;
  if (dtypeOf(data) !== dtype || !isPacked(shape, stride)) {
    return { data: convert(source, dtype, name, caller), shape };
  }
  const size = sizeOf(shape);
  return { data: size === data.length ? data : data.subarray(offset, offset + size), shape };
}

/** Which argument of which function an array is, for the messages. */
export interface Origin {
  readonly name?: string;
  readonly caller?: string;
}
