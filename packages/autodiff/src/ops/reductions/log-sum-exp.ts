import { bind } from '../../core/bind.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import type { Primitive } from '../../core/primitive.js';
import type { Value } from '../../core/traced.js';
import { multiplyValues } from '../elementwise/multiply.js';
import { evaluateLanes, type LaneKernel } from '../internal/evaluate-lanes.js';
import { indexOfLargest, sumOfOthers } from '../internal/log-sum.js';
import { type Lanes, type ReduceOptions, reduced } from '../internal/reduced.js';
import { sumToShape } from '../shape/broadcast-and-sum.js';
import { softmaxOfLanes } from './softmax.js';

const logOfSum: LaneKernel = (x, start, step, n) => {
  if (n === 0) return -Infinity;
  const top = indexOfLargest(x, start, step, n);
  const largest = x[top];
  return Number.isFinite(largest) ? largest + Math.log1p(sumOfOthers(x, start, step, n, top)) : largest;
};

const logarithmicSum: Primitive<Lanes> = {
  name: 'logSumExp',
  evaluate: ([x], lanes, memory) => evaluateLanes(logOfSum, x, lanes, memory),
  vjp: (cotangent, [x], _, lanes) => [multiplyValues(cotangent, softmaxOfLanes(x, lanes, 0))],
  jvp: ([tangent], [x], _, lanes) =>
    sumToShape(multiplyValues(tangent as Value, softmaxOfLanes(x, lanes, 0)), lanes.shape),
};

function logSumOfLanes(x: Value, lanes: Lanes): Value {
  return bind(logarithmicSum, [x], lanes);
}

/**
 * log Σ eˣ, over all axes or some, computed as m + log Σ eˣ⁻ᵐ with m = max x (Blanchard, Higham & Higham, "Accurately computing the log-sum-exp
 * and softmax functions", 2021, eq. 1.3 and Algorithm 4.1). −∞ if every term is 0, hence also for no terms at all; +∞ and NaN pass through. The
 * gradient is the {@link softmax}, and 0 where every term is 0.
 *
 * @throws DomainError when an axis is outside [−rank, rank) or stands there twice.
 * @example
 * logSumExp([1000, 1000]); // → 1000.6931471805599
 */
export function logSumExp<A extends Operand>(x: A, options: ReduceOptions = {}): Result<A> {
  return operate('logSumExp', (value) => reduced(value, options, 0, 'autodiff.logSumExp', logSumOfLanes), [
    x,
  ]);
}
