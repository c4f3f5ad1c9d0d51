import type { FloatData, FloatDType } from '../dtype.js';
import { dtypeOf } from '../dtype-of.js';
import type { Executor } from '../executors/executor.js';
import type { MapOperation } from '../executors/map-operation.js';
import type { Strided } from '../strided.js';
import { allocate } from './allocate.js';
import { assign } from './assign.js';
import { convert } from './convert.js';
import { isPacked, packedStride, sizeOf } from './shape.js';

/** result ← f(x) by the kernel of an executor; both have one shape. */
export function mapOnExecutor(
  executor: Pick<Executor, 'map'>,
  operation: MapOperation,
  x: Strided,
  result: Strided,
  caller: string,
): void {
  onExecutor([x], result, caller, ([x], out) => executor.map(operation, x, out));
}

/** result ← xʸ likewise. */
export function powerOnExecutor(
  executor: Pick<Executor, 'power'>,
  x: Strided,
  y: Strided,
  result: Strided,
  caller: string,
): void {
  onExecutor([x, y], result, caller, ([x, y], out) => executor.power(x, y, out));
}

/** Runs a kernel on packed arrays: on the memory of the arrays themselves where they are packed, and on copies elsewhere. */
function onExecutor(
  operands: readonly Strided[],
  result: Strided,
  caller: string,
  kernel: (operands: readonly FloatData[], out: FloatData) => void,
): void {
  const { shape } = result;
  // As in JavaScript, where float32 is a way to store: results are rounded to it, operands never are.
  const isSingle = ({ data }: Strided) => dtypeOf(data) === 'float32';
  const dtype = isSingle(result) && operands.every(isSingle) ? 'float32' : 'float64';
  const inputs = operands.map((operand) => packed(operand, dtype) ?? convert(operand, dtype, 'x', caller));
  const own = packed(result, dtype);
  const out = own ?? allocate(dtype, sizeOf(shape));
  kernel(inputs, out);
  if (own === undefined) assign(shape, { data: out, stride: packedStride(shape), offset: 0 }, result);
}

/** The elements in C order, if they lie like this in memory, in this element type. */
function packed({ data, shape, stride, offset }: Strided, dtype: FloatDType): FloatData | undefined {
  if (dtypeOf(data) !== dtype || !isPacked(shape, stride)) return undefined;
  const size = sizeOf(shape);
  return (size === data.length ? data : data.subarray(offset, offset + size)) as FloatData;
}
