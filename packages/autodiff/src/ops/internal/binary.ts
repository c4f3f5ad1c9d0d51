import { broadcastShapes, type FloatData, type ZipOperation } from '@monge/ndarray';
import { commonDtype, type Dense, type Plain, shapeOf, sizeOf } from '../../core/dense.js';
import type { Memory } from '../../core/memory.js';
import { broadcastRuns } from './broadcast-runs.js';
import { zipped } from './zipped.js';

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
  const result: Dense = { data: out, shape, at: memory.address };
  if (operation !== undefined && zipped(operation, a, b, result, memory)) return result;
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
  return result;
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
