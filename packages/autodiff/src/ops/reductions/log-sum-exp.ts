import { DomainError } from '@monge/ndarray';
import { bind } from '../../core/bind.js';
import { denseOf, shapeOf } from '../../core/dense.js';
import { currentMemory } from '../../core/evaluation.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import type { Primitive } from '../../core/primitive.js';
import { plainOf, type Value } from '../../core/traced.js';
import { addValues } from '../elementwise/add.js';
import { expValue } from '../elementwise/exp.js';
import { logValue } from '../elementwise/log.js';
import { subtractValues } from '../elementwise/subtract.js';
import { whereValues } from '../elementwise/where.js';
import { isZero } from '../internal/condition.js';
import { evaluateLanes, type LaneKernel } from '../internal/evaluate-lanes.js';
import { indexOfLargest, sumOfOthers } from '../internal/log-sum.js';
import { type Lanes, type ReduceOptions, reduced, reducedShapes } from '../internal/reduced.js';
import { scaleValues } from '../internal/scale.js';
import { sumToShape } from '../shape/broadcast-and-sum.js';
import { reshapeValue } from '../shape/reshape.js';
import { softmaxOfLanes } from './softmax.js';

/** Options of {@link logSumExp}. */
export interface LogSumExpOptions<B extends Operand = Operand> extends ReduceOptions {
  /**
   * Weights b ≥ 0 of the terms, of a shape that broadcasts with that of `x`; 1 by default. A weight of 0 leaves its term out, whatever `x` is
   * there. They have derivatives too, also where they are 0.
   */
  readonly b?: B | undefined;
}

const logOfSum: LaneKernel = (x, start, step, n) => {
  if (n === 0) return -Infinity;
  const top = indexOfLargest(x, start, step, n);
  const largest = x[top];
  return Number.isFinite(largest) ? largest + Math.log1p(sumOfOthers(x, start, step, n, top)) : largest;
};

const logarithmicSum: Primitive<Lanes> = {
  name: 'logSumExp',
  evaluate: ([x], lanes, memory) => evaluateLanes(logOfSum, x, lanes, memory),
  vjp: (cotangent, [x], _, lanes) => [scaleValues(cotangent, softmaxOfLanes(x, lanes, 0))],
  jvp: ([tangent], [x], _, lanes) =>
    sumToShape(scaleValues(tangent as Value, softmaxOfLanes(x, lanes, 0)), lanes.shape),
};

function logSumOfLanes(x: Value, lanes: Lanes): Value {
  return bind(logarithmicSum, [x], lanes);
}

/** m + log Σ b eˣ⁻ᵐ, which is the same for all constants m. */
function weightedLogSum(x: Value, b: Value, options: ReduceOptions, caller: string): Value {
  const wrong = denseOf(plainOf(b)).data.find((weight) => !(weight >= 0));
  if (wrong !== undefined) throw new DomainError(`${caller}: expected weights b ≥ 0, got ${wrong}`);
  const exponents = whereValues(isZero(b), -Infinity, plainOf(x));
  const { result } = reducedShapes(shapeOf(plainOf(exponents)), options, caller);
  const shift = reduced(exponents, { ...options, keepDims: true }, 0, caller, shiftOfLanes);
  const terms = scaleValues(b, expValue(subtractValues(x, shift)));
  const total = sumToShape(terms, shapeOf(plainOf(shift)));
  return reshapeValue(addValues(shift, logValue(total)), result);
}

function shiftOfLanes(x: Value, lanes: Lanes): Value {
  return evaluateLanes(largestIfFinite, plainOf(x), lanes, currentMemory());
}

const largestIfFinite: LaneKernel = (x, start, step, n) => {
  const largest = n === 0 ? 0 : x[indexOfLargest(x, start, step, n)];
  return Number.isFinite(largest) ? largest : 0;
};

/**
 * log Σ b eˣ, over all axes or some, computed as m + log Σ b eˣ⁻ᵐ with m = max x (Blanchard, Higham & Higham, "Accurately computing the log-sum-exp
 * and softmax functions", 2021, eq. 1.3 and Algorithm 4.1). −∞ if every term is 0, hence also for no terms at all; +∞ and NaN pass through. The
 * gradient is the {@link softmax}, and 0 where every term is 0.
 *
 * @throws ShapeError when `b` does not broadcast with `x`.
 * @throws DomainError when a weight is negative or NaN, or an axis is outside [−rank, rank) or stands there twice.
 * @example
 * logSumExp([1000, 1000]); // → 1000.6931471805599
 * logSumExp([0, 1], { b: [2, 0] }); // → 0.6931471805599453
 */
export function logSumExp<A extends Operand, B extends Operand = never>(
  x: A,
  { b, ...options }: LogSumExpOptions<B> = {},
): Result<A | B> {
  const caller = 'autodiff.logSumExp';
  const operands: readonly (A | B)[] = b === undefined ? [x] : [x, b];
  return operate(
    'logSumExp',
    (value, weights) =>
      weights === undefined
        ? reduced(value, options, 0, caller, logSumOfLanes)
        : weightedLogSum(value, weights, options, caller),
    operands,
  );
}
