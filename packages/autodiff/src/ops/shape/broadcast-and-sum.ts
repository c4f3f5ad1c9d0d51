import { bind } from '../../core/bind.js';
import { denseOf, dtypeOfDense, shapeOf, sizeOf } from '../../core/dense.js';
import type { Primitive } from '../../core/primitive.js';
import { plainOf, type Value } from '../../core/traced.js';
import { addRows } from '../internal/add-rows.js';
import { broadcastRuns } from '../internal/broadcast-runs.js';
import { sumOf } from '../internal/sum-of.js';
import { sums } from '../internal/sums.js';

// Each is the transpose of the other, so that they live in one file.

type Shape = readonly number[];

/** The transpose of broadcasting. Sums run in float64. */
const sumTo: Primitive<Shape> = {
  name: 'sumToShape',
  evaluate([x], shape, memory) {
    const from = denseOf(x);
    const { data } = from;
    const dtype = dtypeOfDense(from);
    const size = sizeOf(shape);
    if (size === 1) {
      const out = memory.allocate(dtype, 1);
      out[0] = sumOf(data, 0, data.length);
      return { data: out, shape };
    }
    const columns = columnsOf(shape, from.shape);
    if (columns > 0) {
      const out = memory.allocate(dtype, size);
      for (let row = 0; row < size; row++) out[row] = sumOf(data, row * columns, columns);
      return { data: out, shape };
    }
    const out = sums(dtype, size, memory, (totals) => {
      if (data.length === 0) return;
      if (isOfRows(shape, from.shape)) {
        addRows(data, totals);
        return;
      }
      broadcastRuns(from.shape, shape, from.shape, (n, at, to, step) => {
        if (step === 0) totals[to] += sumOf(data, at, n);
        else for (let i = 0; i < n; i++) totals[to + i] += data[at + i];
      });
    });
    return { data: out, shape };
  },
  vjp: (cotangent, [x]) => [broadcastToShape(cotangent, shapeOf(plainOf(x)))],
  jvp: ([tangent], _, __, shape) => sumToShape(tangent as Value, shape),
};

/** How many elements of `whole` there are to each of a shape that differs from it in the last axis alone, where it has length 1; else 0. */
function columnsOf(shape: Shape, whole: Shape): number {
  const last = whole.length - 1;
  if (shape.length !== whole.length || last < 0 || shape[last] !== 1) return 0;
  for (let axis = 0; axis < last; axis++) if (shape[axis] !== whole[axis]) return 0;
  return whole[last];
}

/** Whether a shape has all of the last axes of another, and none before. */
function isOfRows(shape: Shape, whole: Shape): boolean {
  let rest = sizeOf(shape);
  for (let k = 1; rest > 1; k++) {
    const length = shape[shape.length - k];
    if (length !== whole[whole.length - k]) return false;
    rest /= length;
  }
  return true;
}

/** Summed over the axes along which an array of this shape would be repeated to get that of x. */
export function sumToShape(x: Value, shape: Shape): Value {
  return bind(sumTo, [x], shape);
}

const broadcast: Primitive<Shape> = {
  name: 'broadcastTo',
  evaluate([x], shape, memory) {
    const from = denseOf(x);
    const { data } = from;
    const out = memory.allocate(dtypeOfDense(from), sizeOf(shape));
    if (data.length === 1) out.fill(data[0]);
    else if (out.length > 0) {
      const columns = columnsOf(from.shape, shape);
      if (columns > 0) {
        for (let row = 0; row < data.length; row++) out.fill(data[row], row * columns, (row + 1) * columns);
        return { data: out, shape };
      }
      broadcastRuns(shape, from.shape, shape, (n, at, xi, xs) => {
        if (xs === 0) out.fill(data[xi], at, at + n);
        else out.set(data.subarray(xi, xi + n), at);
      });
    }
    return { data: out, shape };
  },
  vjp: (cotangent, [x]) => [sumToShape(cotangent, shapeOf(plainOf(x)))],
  jvp: ([tangent], _, __, shape) => broadcastToShape(tangent as Value, shape),
};

/** An array repeated along axes until it has a shape that it broadcasts to. */
export function broadcastToShape(x: Value, shape: Shape): Value {
  return bind(broadcast, [x], shape);
}
