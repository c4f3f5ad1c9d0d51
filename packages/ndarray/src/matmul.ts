import { asStrided } from './as-strided.js';
import type { FloatData, FloatDType } from './dtype.js';
import { dtypeOf } from './dtype-of.js';
import type { Output } from './elementwise/operation.js';
import { ShapeError } from './errors.js';
import type { Executor } from './executors/executor.js';
import { allocate } from './internal/allocate.js';
import { assign } from './internal/assign.js';
import { broadcastStride, commonShape } from './internal/broadcast.js';
import { checkOut } from './internal/elementwise.js';
import { type Product, plainProduct } from './internal/gemm.js';
import { make } from './internal/make.js';
import { reachesInto } from './internal/overlap.js';
import { positions } from './internal/positions.js';
import { format, isPacked, packedStride, sizeOf } from './internal/shape.js';
import { withDtype } from './internal/with-dtype.js';
import type { NdArray } from './nd-array.js';
import { type ResultData, resultDtype } from './result-dtype.js';
import type { ArrayInput, Strided } from './strided.js';

/** Options of {@link matmul}. */
export interface MatmulOptions {
  /**
   * What multiplies the matrices. Default: plain loops, with the sums in float64; these also do products of fewer than 512
   * multiplications, m·n·k, whatever the executor and the batch: they are done before its kernels have their operands.
   */
  readonly executor?: Pick<Executor, 'gemm'>;
}

/**
 * The matrix product over the last two axes: [m, k] · [k, n] → [m, n]. Axes before them are a batch, and broadcast
 * together. A vector counts as a row on the left and as a column on the right, and its axis is dropped again: two
 * vectors give an array of rank 0. Any strides; the element type is that of {@link resultDtype}. The result is new, or it
 * is `out`. O(batch·m·n·k).
 *
 * @throws ShapeError when the axes that are summed over differ in length, an operand has rank 0, or `out` another shape.
 * @throws DTypeError when `out` holds integers.
 * @example
 * matmul([[1, 2], [3, 4]], [[5], [6]]); // → [[17], [39]]
 * matmul([[1, 2], [3, 4]], [5, 6]); // → [17, 39]
 */
export function matmul<A extends ArrayInput, B extends ArrayInput>(
  a: A,
  b: B,
  options?: MatmulOptions,
): NdArray<ResultData<A | B>>;
export function matmul<O extends Strided<FloatData>>(
  a: ArrayInput,
  b: ArrayInput,
  options: MatmulOptions & Output<O>,
): O;
export function matmul(
  a: ArrayInput,
  b: ArrayInput,
  { executor, out }: MatmulOptions & Partial<Output<Strided<FloatData>>> = {},
): Strided {
  const dtype = resultDtype(a, b);
  const left = operand(a, 'a', dtype);
  const right = operand(b, 'b', dtype);
  const x = left.shape.length === 1 ? withAxis(left, 0) : left;
  const y = right.shape.length === 1 ? withAxis(right, 1) : right;
  const [m, k] = x.shape.slice(-2) as [number, number];
  const [depth, n] = y.shape.slice(-2) as [number, number];
  if (depth !== k) {
    throw new ShapeError(
      `${caller}: expected the last axis of a to be as long as the ${y === right ? 'second to last' : 'only'} axis of b (they are summed over), got a of shape ${format(left.shape)} and b of shape ${format(right.shape)}`,
    );
  }
  const batch = commonShape([x.shape.slice(0, -2), y.shape.slice(0, -2)], caller);
  const shape = [...batch, ...(x === left ? [m] : []), ...(y === right ? [n] : [])];
  if (out !== undefined) checkOut(out, shape, dtype, caller);
  const target =
    out !== undefined &&
    dtypeOf(out.data) === dtype &&
    isPacked(shape, out.stride) &&
    !reachesInto([x, y], out)
      ? out
      : make(allocate(dtype, sizeOf(shape)), shape);
  const { data } = target;
  const count = sizeOf(batch);
  if (m * n * count > 0) {
    const product =
      executor === undefined || m * n * k < worthExecutor ? plainProduct(m, k, n) : productOf(executor, m, n);
    const xs = matrices(x, batch);
    const ys = matrices(y, batch);
    for (let i = 0; i < count; i++) product(xs(i), ys(i), data, target.offset + i * m * n);
  }
  if (out === undefined || target === out) return target;
  assign(shape, { data, stride: packedStride(shape), offset: 0 }, out);
  return out;
}

const caller = 'ndarray.matmul';

/** By measurement against the kernels on WASM, from 8 × 8 times 8 × 8 on. */
const worthExecutor = 512;

function operand(input: ArrayInput, name: string, dtype: FloatDType): Strided<FloatData> {
  const view = asStrided(input, name, caller);
  if (view.shape.length > 0) return withDtype(view, dtype, name, caller);
  throw new ShapeError(
    `${caller}: expected ${name} to have at least one axis, got a single number; use multiply`,
  );
}

function productOf(executor: Pick<Executor, 'gemm'>, m: number, n: number): Product {
  return (a, b, out, at) => executor.gemm(a, b, out.subarray(at, at + m * n));
}

/** A vector as the only row (axis 0) or the only column (axis 1) of a matrix. */
function withAxis({ data, shape, stride, offset }: Strided<FloatData>, axis: 0 | 1): Strided<FloatData> {
  return { data, shape: shape.toSpliced(axis, 0, 1), stride: stride.toSpliced(axis, 0, 0), offset };
}

/** The matrices of the last two axes, by their number in the batch. */
function matrices(x: Strided<FloatData>, batch: readonly number[]): (i: number) => Strided<FloatData> {
  if (x.shape.length === 2 && batch.length === 0) return () => x;
  const { data } = x;
  const outer = { ...x, shape: x.shape.slice(0, -2), stride: x.stride.slice(0, -2) };
  const [shape, stride] = [x.shape.slice(-2), x.stride.slice(-2)];
  const offsets = positions(batch, broadcastStride(outer, batch), x.offset);
  return (i) => ({ data, shape, stride, offset: offsets[i] });
}
