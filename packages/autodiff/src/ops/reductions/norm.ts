import { DomainError, type NormOptions } from '@monge/ndarray';
import { bind } from '../../core/bind.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import type { Primitive } from '../../core/primitive.js';
import type { Value } from '../../core/traced.js';
import { absValue } from '../elementwise/abs.js';
import { divideValues } from '../elementwise/divide.js';
import { evaluateLanes, type LaneKernel } from '../internal/evaluate-lanes.js';
import { infiniteAtZero } from '../internal/infinite-at-zero.js';
import { type Lanes, type ReduceOptions, reduced } from '../internal/reduced.js';
import { scaleValues } from '../internal/scale.js';
import { sumToShape } from '../shape/broadcast-and-sum.js';
import { maxOfLanes } from './extrema.js';

/** A sum of squares above this has lost nothing that counts to underflow. */
const leastSafe = 1e-280;

const euclideanLength: LaneKernel = (x, start, step, n) => {
  let squares = 0;
  for (let k = 0, i = start; k < n; k++, i += step) squares += x[i] * x[i];
  if (squares > leastSafe && squares < Infinity) return Math.sqrt(squares);
  let largest = 0;
  for (let k = 0, i = start; k < n; k++, i += step) largest = Math.max(largest, Math.abs(x[i]));
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  // A power of two near the largest element, which rounds nothing.
  const unit = 2 ** Math.floor(Math.log2(largest));
  squares = 0;
  for (let k = 0, i = start; k < n; k++, i += step) squares += (x[i] / unit) ** 2;
  return unit * Math.sqrt(squares);
};

const euclideanNorm: Primitive<Lanes> = {
  name: 'norm',
  evaluate: ([x], lanes, memory) => evaluateLanes(euclideanLength, x, lanes, memory),
  vjp: (cotangent, [x], y) => [scaleValues(cotangent, direction(x, y))],
  jvp: ([tangent], [x], y, { shape }) => sumToShape(scaleValues(tangent as Value, direction(x, y)), shape),
};

/** x / |x|, and 0 where x is: its derivatives there too. */
function direction(x: Value, norms: Value): Value {
  return divideValues(x, infiniteAtZero(norms));
}

export function normOfLanes(x: Value, lanes: Lanes): Value {
  return bind(euclideanNorm, [x], lanes);
}

/**
 * The norm of the elements as one vector, over all axes or some: Σ |x| for `ord` 1, √Σ x² for `ord` 2 (the default), max |x| for `ord`
 * Infinity. Neither overflows nor underflows where the result does not. At the zero vector the gradient is 0; elements of one largest size
 * share that of max |x|.
 *
 * @throws DomainError for another `ord`, or when an axis is outside [−rank, rank).
 * @example
 * norm([3, -4]); // → 5
 * norm([[3, -4], [0, 2]], { ord: 1, axis: 1 }); // → [7, 2]
 */
export function norm<A extends Operand>(x: A, options: NormOptions & ReduceOptions = {}): Result<A> {
  const caller = 'autodiff.norm';
  const { ord = 2 } = options;
  const reduce =
    ord === 1 ? taxicabOfLanes : ord === 2 ? normOfLanes : ord === Infinity ? largestOfLanes : null;
  if (reduce === null) throw new DomainError(`${caller}: expected ord to be 1, 2 or Infinity, got ${ord}`);
  return operate('norm', (value) => reduced(value, options, 0, caller, reduce), [x]);
}

function taxicabOfLanes(x: Value, { shape }: Lanes): Value {
  return sumToShape(absValue(x), shape);
}

function largestOfLanes(x: Value, lanes: Lanes): Value {
  return lanes.length === 0 ? sumToShape(x, lanes.shape) : maxOfLanes(absValue(x), lanes);
}
