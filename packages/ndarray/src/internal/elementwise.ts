import { asStrided } from '../as-strided.js';
import type { DType } from '../dtype.js';
import { dtypeOf } from '../dtype-of.js';
import { DTypeError, ShapeError } from '../errors.js';
import type { Operand, Strided } from '../strided.js';
import { allocate } from './allocate.js';
import { asOperand } from './as-operand.js';
import { broadcastStride, commonShape } from './broadcast.js';
import { make } from './make.js';
import { overlaps } from './overlap.js';
import { format, sameShape, sizeOf } from './shape.js';
import { detached } from './with-dtype.js';

/** The arrays of an element-wise loop, all of one shape. */
export interface Elementwise {
  readonly operands: readonly Strided[];
  readonly result: Strided;
}

/**
 * Checks the operands, stretches them to their common shape, and finds the result a place: `out`, or a new array of
 * the element type.
 */
export function elementwise(
  inputs: readonly Operand[],
  names: readonly string[],
  caller: string,
  dtype: DType,
  out?: Strided,
): Elementwise {
  const views = inputs.map((input, k) => asOperand(input, names[k], caller));
  const shape = commonShape(
    views.map((view) => view.shape),
    caller,
  );
  const result =
    out === undefined ? make(allocate(dtype, sizeOf(shape)), shape) : checkOut(out, shape, dtype, caller);
  const operands = views.map((view, k) => {
    const operand = { data: view.data, shape, stride: broadcastStride(view, shape), offset: view.offset };
    const ownMemory = out === undefined || typeof inputs[k] === 'number';
    return ownMemory || !overlaps(operand, out)
      ? operand
      : detached(operand, dtypeOf(operand.data), names[k], caller);
  });
  return { operands, result };
}

/** The given output, checked. @throws ShapeError, DTypeError when a result cannot be written there. */
export function checkOut(out: Strided, shape: readonly number[], dtype: DType, caller: string): Strided {
  asStrided(out, 'out', caller);
  if (!sameShape(out.shape, shape)) {
    throw new ShapeError(
      `${caller}: expected out of shape ${format(shape)} (that of the result), got ${format(out.shape)}`,
    );
  }
  const own = dtypeOf(out.data);
  if (dtype === 'uint8' || own === 'float64' || own === 'float32') return out;
  throw new DTypeError(`${caller}: expected out of type float64 or float32, got ${own}`);
}
