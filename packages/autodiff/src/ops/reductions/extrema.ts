import { bind } from '../../core/bind.js';
import { type Dense, denseOf, dtypeOfDense } from '../../core/dense.js';
import { currentMemory } from '../../core/evaluation.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import type { Primitive } from '../../core/primitive.js';
import { plainOf, type Value } from '../../core/traced.js';
import { multiplyValues } from '../elementwise/multiply.js';
import { evaluateLanes, type LaneKernel, startOf } from '../internal/evaluate-lanes.js';
import { type Lanes, type ReduceOptions, reduced } from '../internal/reduced.js';
import { sumToShape } from '../shape/broadcast-and-sum.js';

const largest = /* @__PURE__ */ extremum('max', (x, start, step, n) => {
  let most = x[start];
  for (let k = 1, i = start + step; k < n; k++, i += step) most = Math.max(most, x[i]);
  return most;
});

const smallest = /* @__PURE__ */ extremum('min', (x, start, step, n) => {
  let least = x[start];
  for (let k = 1, i = start + step; k < n; k++, i += step) least = Math.min(least, x[i]);
  return least;
});

/** A choice of one element, or the mean of several: linear where the choice stays. */
function extremum(name: string, kernel: LaneKernel): Primitive<Lanes> {
  return {
    name,
    evaluate: ([x], lanes, memory) => evaluateLanes(kernel, x, lanes, memory),
    vjp: (cotangent, [x], y, lanes) => [multiplyValues(cotangent, shares(x, y, lanes))],
    jvp: ([tangent], [x], y, lanes) =>
      sumToShape(multiplyValues(tangent as Value, shares(x, y, lanes)), lanes.shape),
  };
}

/** 1 / k for each of the k elements of a lane that are its extremum (NaN if it is), 0 for the others. */
function shares(x: Value, y: Value, lanes: Lanes): Dense {
  const from = denseOf(plainOf(x));
  const chosen = denseOf(plainOf(y)).data;
  const data = currentMemory().allocate(dtypeOfDense(from), from.data.length);
  const { length, inner } = lanes;
  for (let lane = 0; lane < chosen.length; lane++) {
    const start = startOf(lane, lanes);
    const end = start + length * inner;
    const best = chosen[lane];
    let count = 0;
    for (let i = start; i < end; i += inner) if (isBest(from.data[i], best)) count++;
    for (let i = start; i < end; i += inner) data[i] = isBest(from.data[i], best) ? 1 / count : 0;
  }
  return { data, shape: from.shape };
}

/** Whether they are one number, or both NaN. */
function isBest(x: number, best: number): boolean {
  return x === best || (Number.isNaN(x) && Number.isNaN(best));
}

export function maxOfLanes(x: Value, lanes: Lanes): Value {
  return bind(largest, [x], lanes);
}

/**
 * The largest element, over all axes or some; NaN if there is one. Several that are equally large share the derivative.
 *
 * @throws ShapeError when there is nothing to choose from.
 * @throws DomainError when an axis is outside [−rank, rank) or stands there twice.
 * @example
 * max([[1, 5], [4, 2]], { axis: 1, keepDims: true }); // → [[5], [4]]
 */
export function max<A extends Operand>(x: A, options: ReduceOptions = {}): Result<A> {
  return operate('max', (value) => reduced(value, options, 1, 'autodiff.max', maxOfLanes), [x]);
}

/**
 * The smallest element, over all axes or some; NaN if there is one. Several that are equally small share the derivative.
 *
 * @throws ShapeError when there is nothing to choose from.
 * @throws DomainError when an axis is outside [−rank, rank) or stands there twice.
 * @example
 * min([3, 1, 2]); // → 1
 */
export function min<A extends Operand>(x: A, options: ReduceOptions = {}): Result<A> {
  const minOfLanes = (value: Value, lanes: Lanes): Value => bind(smallest, [value], lanes);
  return operate('min', (value) => reduced(value, options, 1, 'autodiff.min', minOfLanes), [x]);
}
