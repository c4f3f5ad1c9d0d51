import type { FloatData, ScanOptions } from '@monge/ndarray';
import { bind } from '../../core/bind.js';
import { denseOf, dtypeOfDense, shapeOf } from '../../core/dense.js';
import { currentMemory } from '../../core/evaluation.js';
import { isPlain, type Operand, operate, type Result } from '../../core/operand.js';
import type { Primitive } from '../../core/primitive.js';
import { plainOf, type Value } from '../../core/traced.js';
import { subtractValues } from '../elementwise/subtract.js';
import { scanLanes, startOf } from '../internal/evaluate-lanes.js';
import { lanesAlong } from '../internal/lanes-along.js';
import type { Lanes } from '../internal/reduced.js';
import { scaled, scaleValues } from '../internal/scale.js';
import { sumToShape } from '../shape/broadcast-and-sum.js';

interface Shares extends Lanes {
  /** What stands in lanes of nothing but −∞: NaN, or 0 for the derivative of a log-sum of exponentials. */
  readonly ofNothing: number;
}

function shareOut(
  x: FloatData,
  start: number,
  step: number,
  n: number,
  out: FloatData,
  ofNothing: number,
): void {
  const end = start + n * step;
  let largest = -Infinity;
  for (let i = start; i < end; i += step) largest = Math.max(largest, x[i]);
  let total = 0;
  for (let i = start; i < end; i += step) {
    const share = Math.exp(x[i] - largest);
    out[i] = share;
    total += share;
  }
  for (let i = start; i < end; i += step) out[i] = largest === -Infinity ? ofNothing : out[i] / total;
}

/** The derivative is symmetric, diag y − y yᵀ: one rule for both modes. */
const exponentialShares: Primitive<Shares> = {
  name: 'softmax',
  evaluate: ([x], shares, memory) =>
    scanLanes(
      (data, start, step, n, out) => shareOut(data, start, step, n, out, shares.ofNothing),
      x,
      shares,
      memory,
    ),
  vjp: (cotangent, _, y, lanes) => [along(cotangent, y, lanes)],
  jvp: ([tangent], _, y, lanes) => along(tangent as Value, y, lanes),
};

/** y · (t − Σ t·y). */
function along(t: Value, y: Value, lanes: Lanes): Value {
  if (!isPlain(t) || !isPlain(y)) {
    return scaleValues(subtractValues(t, sumToShape(scaleValues(t, y), lanes.shape)), y);
  }
  const [of, at] = [denseOf(t).data, denseOf(y)];
  const data = currentMemory().allocate(dtypeOfDense(at), at.data.length);
  const { outer, length, inner } = lanes;
  for (let lane = 0; lane < outer * inner; lane++) {
    const start = startOf(lane, lanes);
    const end = start + length * inner;
    let mean = 0;
    for (let i = start; i < end; i += inner) mean += scaled(of[i], at.data[i]);
    for (let i = start; i < end; i += inner) data[i] = scaled(of[i] - mean, at.data[i]);
  }
  return { data, shape: at.shape };
}

/** eˣ / Σ eˣ of each lane. */
export function softmaxOfLanes(x: Value, lanes: Lanes, ofNothing: number = Number.NaN): Value {
  const { outer, length, inner, shape } = lanes;
  // Spelt out: a spread takes longer than a softmax of ten numbers.
  return bind(exponentialShares, [x], { outer, length, inner, shape, ofNothing });
}

/**
 * eˣ / Σ eˣ along an axis (the last by default), computed from x − max x: positive numbers that sum to 1. NaN along a whole lane that has a NaN
 * or +∞, or nothing but −∞.
 *
 * @throws DomainError when the axis is outside [−rank, rank).
 * @example
 * softmax([1000, 1000]); // → [0.5, 0.5]
 */
export function softmax<A extends Operand>(x: A, { axis = -1 }: ScanOptions = {}): Result<A> {
  return operate(
    'softmax',
    (value) => softmaxOfLanes(value, lanesAlong(shapeOf(plainOf(value)), axis, 'autodiff.softmax')),
    [x],
  );
}
