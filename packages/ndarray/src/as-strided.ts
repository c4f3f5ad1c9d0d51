import { dtypeOf } from './dtype-of.js';
import { DTypeError, ShapeError } from './errors.js';
import { describe } from './internal/describe.js';
import { flatten } from './internal/flatten.js';
import { format } from './internal/shape.js';
import type { DataFor, Operand, Strided } from './strided.js';

/**
 * Any input as a strided array, checked: every function of the house reads its arguments through this one. A
 * strided array comes back as it is, a typed array as its view of rank 1, nested numbers as a new float64 array, a
 * number as an array of rank 0. `name` and `caller` stand in the messages.
 *
 * @throws ShapeError when nested rows differ in length, or a view reaches outside its data.
 * @throws DTypeError when the elements are not numbers, or of an element type that is not supported.
 * @example
 * asStrided([[1, 2], [3, 4]], 'cost', 'sinkhorn.solve').shape; // → [2, 2]
 */
export function asStrided<A extends Operand>(input: A, name: string, caller: string): Strided<DataFor<A>>;
export function asStrided(input: Operand, name: string, caller: string): Strided {
  if (typeof input === 'number') return scalar(input);
  if (Array.isArray(input)) return flatten(input, name, caller);
  if (ArrayBuffer.isView(input)) {
    dtypeOf(input, caller);
    return { data: input, shape: [input.length], stride: [1], offset: 0 };
  }
  if (isStrided(input)) return checkStrided(input, name, caller);
  throw new DTypeError(
    `${caller}: expected ${name} to be an array (nested numbers, a typed array, or { data, shape, stride, offset }), got ${describe(input)}`,
  );
}

function scalar(value: number): Strided {
  // Not Float64Array.of, which takes longer than adding ten elements.
  const data = new Float64Array(1);
  data[0] = value;
  return { data, shape: [], stride: [], offset: 0 };
}

function isStrided(input: unknown): input is Strided {
  return typeof input === 'object' && input !== null && 'data' in input && 'shape' in input;
}

function checkStrided(view: Strided, name: string, caller: string): Strided {
  const { data, shape, stride, offset } = view;
  dtypeOf(data, caller);
  if (stride?.length !== shape.length) {
    throw new ShapeError(
      `${caller}: expected ${name} to have a stride for each axis of its shape ${format(shape)}, got ${stride === undefined ? 'none' : format(stride)}`,
    );
  }
  let first = offset;
  let last = offset;
  for (let axis = 0; axis < shape.length; axis++) {
    const length = shape[axis];
    const step = stride[axis];
    if (!(Number.isInteger(length) && length >= 0 && Number.isInteger(step))) {
      throw new ShapeError(
        `${caller}: expected ${name} to have a shape of integers ≥ 0 and integer strides, got shape ${format(shape)}, stride ${format(stride)}`,
      );
    }
    if (length === 0) return view;
    if (step > 0) last += step * (length - 1);
    else first += step * (length - 1);
  }
  if (Number.isInteger(offset) && first >= 0 && last < data.length) return view;
  throw new ShapeError(
    `${caller}: expected ${name} (shape ${format(shape)}, stride ${format(stride)}, offset ${offset}) to stay within the ${data.length} elements of its data, but it reaches from ${first} to ${last}`,
  );
}
