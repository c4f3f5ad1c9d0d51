import { broadcastShapes, type FloatData } from '@monge/ndarray';
import { commonDtype, type Dense, type Plain, shapeOf, sizeOf } from '../../core/dense.js';
import type { Memory } from '../../core/memory.js';
import { broadcastRuns } from './broadcast-runs.js';

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

/** f of two arrays that broadcast together. */
export function evaluateBinary(loop: BinaryLoop, a: Plain, b: Plain, memory: Memory): Dense {
  const dtype = commonDtype(a, b);
  const [aShape, bShape] = [shapeOf(a), shapeOf(b)];
  const shape = commonShape(aShape, bShape);
  const size = sizeOf(shape);
  const out = memory.allocate(dtype, size);
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
  return { data: out, shape };
}

function dataOf(value: Plain): FloatData {
  return typeof value === 'number' ? Float64Array.of(value) : value.data;
}

function commonShape(a: readonly number[], b: readonly number[]): readonly number[] {
  if (a === b || b.length === 0) return a;
  return a.length === 0 ? b : sameShape(a, b) ? a : broadcastShapes(a, b);
}

export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let axis = 0; axis < a.length; axis++) if (a[axis] !== b[axis]) return false;
  return true;
}
