import {
  broadcastShapes,
  type FloatData,
  type FloatDType,
  type KernelMemory,
  type ZipOperation,
} from '@monge/ndarray';
import { addressOf } from '../../core/address.js';
import { commonDtype, type Dense, type Plain, shapeOf, sizeOf } from '../../core/dense.js';
import type { Memory } from '../../core/memory.js';
import { broadcastRuns, mergedAxes } from './broadcast-runs.js';

/**
 * n steps of z ← f(x, y), with x from xi in steps of xs, y likewise, z one after another from zi. Every operation brings a loop of its own: one
 * that is handed a function of two numbers can inline none.
 */
export type BinaryLoop = (
  n: number,
  x: FloatData,
  xi: number,
  xs: number,
  y: FloatData,
  yi: number,
  ys: number,
  z: FloatData,
  zi: number,
) => void;

/** From this many elements on, kernels that need no copies are faster than loops. */
export const WORTH_KERNEL = 16;

/** f of two arrays that broadcast together, by a loop, or by kernels that have the operation. */
export function evaluateBinary(
  loop: BinaryLoop,
  a: Plain,
  b: Plain,
  memory: Memory,
  operation?: ZipOperation,
): Dense {
  const dtype = commonDtype(a, b);
  const [aShape, bShape] = [shapeOf(a), shapeOf(b)];
  const shape = commonShape(aShape, bShape);
  const size = sizeOf(shape);
  const out = memory.allocate(dtype, size);
  const at = memory.address;
  if (
    operation !== undefined &&
    at >= 0 &&
    size >= WORTH_KERNEL &&
    zipped(operation, a, b, dtype, shape, size, at, memory)
  )
    return { data: out, shape, at };
  const x = dataOf(a);
  const y = dataOf(b);
  const xs = x.length === size ? 1 : 0;
  const ys = y.length === size ? 1 : 0;
  const even = (xs === 1 || x.length === 1) && (ys === 1 || y.length === 1);
  if (even) loop(size, x, 0, xs, y, 0, ys, out, 0);
  else if (size > 0) {
    broadcastRuns(shape, aShape, bShape, (n, at, xi, xStep, yi, yStep) =>
      loop(n, x, xi, xStep, y, yi, yStep, out, at),
    );
  }
  return { data: out, shape, at };
}

/** Computes on kernels, where they can reach the operands: of the element type of the result, which lies at `out`. */
function zipped(
  operation: ZipOperation,
  a: Plain,
  b: Plain,
  dtype: FloatDType,
  shape: readonly number[],
  size: number,
  out: number,
  memory: Memory,
): boolean {
  const x = addressOf(a, dtype, memory);
  const y = addressOf(b, dtype, memory);
  if (x < 0 || y < 0) return false;
  const { zip } = memory.kernels as KernelMemory;
  const aSize = typeof a === 'number' ? 1 : a.data.length;
  const bSize = typeof b === 'number' ? 1 : b.data.length;
  if ((aSize === size || aSize === 1) && (bSize === size || bSize === 1)) {
    zip(operation, dtype, 1, size, x, 0, aSize !== size, y, 0, bSize !== size, out);
    return true;
  }
  const axes = mergedAxes(shape, shapeOf(a), shapeOf(b));
  if (axes.length > 2) return false;
  const [columns, rows] = axes;
  const bytes = dtype === 'float32' ? 4 : 8;
  zip(
    operation,
    dtype,
    rows.length,
    columns.length,
    x,
    rows.a * bytes,
    columns.a === 0,
    y,
    rows.b * bytes,
    columns.b === 0,
    out,
  );
  return true;
}

function dataOf(value: Plain): FloatData {
  return typeof value === 'number' ? Float64Array.of(value) : value.data;
}

function commonShape(a: readonly number[], b: readonly number[]): readonly number[] {
  if (a === b || stretches(b, a)) return a;
  return stretches(a, b) ? b : broadcastShapes(a, b);
}

/** Whether a shape broadcasts to another one. */
function stretches(shape: readonly number[], whole: readonly number[]): boolean {
  const missing = whole.length - shape.length;
  if (missing < 0) return false;
  for (let axis = 0; axis < shape.length; axis++) {
    if (shape[axis] !== whole[axis + missing] && shape[axis] !== 1) return false;
  }
  return true;
}

export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let axis = 0; axis < a.length; axis++) if (a[axis] !== b[axis]) return false;
  return true;
}
