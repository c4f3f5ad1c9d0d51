import { DomainError, type VarianceOptions } from '@monge/ndarray';
import { bind } from '../../core/bind.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import type { Primitive } from '../../core/primitive.js';
import type { Value } from '../../core/traced.js';
import { divideValues } from '../elementwise/divide.js';
import { multiplyValues } from '../elementwise/multiply.js';
import { subtractValues } from '../elementwise/subtract.js';
import { evaluateLanes, type LaneKernel } from '../internal/evaluate-lanes.js';
import { type Lanes, type ReduceOptions, reduced } from '../internal/reduced.js';
import { scaleValues } from '../internal/scale.js';
import { sumToShape } from '../shape/broadcast-and-sum.js';
import { meanOfLanes } from './mean.js';
import { normOfLanes } from './norm.js';

/** Σ (x − x̄)², in two passes; the second corrects for the rounding of the mean (Chan, Golub & LeVeque, 1983, eq. 1.7). */
const squaredDeviations: LaneKernel = (x, start, step, n) => {
  let total = 0;
  for (let k = 0, i = start; k < n; k++, i += step) total += x[i];
  const centre = total / n;
  let drift = 0;
  let squares = 0;
  for (let k = 0, i = start; k < n; k++, i += step) {
    const deviation = x[i] - centre;
    drift += deviation;
    squares += deviation * deviation;
  }
  return Math.max(0, squares - (drift * drift) / n);
};

const dispersion: Primitive<Lanes> = {
  name: 'variance',
  evaluate: ([x], lanes, memory) => evaluateLanes(squaredDeviations, x, lanes, memory),
  // That of the mean adds nothing: the deviations sum to 0.
  vjp: (cotangent, [x], _, lanes) => [scaleValues(multiplyValues(2, cotangent), deviations(x, lanes))],
  jvp: ([tangent], [x], _, lanes) =>
    multiplyValues(2, sumToShape(scaleValues(tangent as Value, deviations(x, lanes)), lanes.shape)),
};

function deviations(x: Value, lanes: Lanes): Value {
  return subtractValues(x, meanOfLanes(x, lanes));
}

/**
 * Σ (x − x̄)² / (n − ddof), over all axes or some; ddof is 0 by default.
 *
 * @throws ShapeError unless there are more than `ddof` elements.
 * @throws DomainError when `ddof` is negative or not finite, or an axis is outside [−rank, rank).
 * @example
 * variance([1, 2, 3, 4]); // → 1.25
 */
export function variance<A extends Operand>(x: A, options: VarianceOptions & ReduceOptions = {}): Result<A> {
  return spreadOf('variance', x, options, (value, lanes, ddof) =>
    divideValues(bind(dispersion, [value], lanes), lanes.length - ddof),
  );
}

/**
 * The standard deviation: the square root of the {@link variance}. Where that is 0, its gradient is 0, as that of {@link norm} is.
 *
 * @throws ShapeError unless there are more than `ddof` elements.
 * @throws DomainError when `ddof` is negative or not finite, or an axis is outside [−rank, rank).
 * @example
 * std([1, 1, 5, 5]); // → 2
 */
export function std<A extends Operand>(x: A, options: VarianceOptions & ReduceOptions = {}): Result<A> {
  return spreadOf('std', x, options, (value, lanes, ddof) =>
    divideValues(normOfLanes(deviations(value, lanes), lanes), Math.sqrt(lanes.length - ddof)),
  );
}

function spreadOf<A extends Operand>(
  name: string,
  x: A,
  options: VarianceOptions & ReduceOptions,
  finish: (x: Value, lanes: Lanes, ddof: number) => Value,
): Result<A> {
  const { ddof = 0 } = options;
  const caller = `autodiff.${name}`;
  if (!(ddof >= 0 && ddof < Infinity)) {
    throw new DomainError(`${caller}: expected a finite ddof ≥ 0, got ${ddof}`);
  }
  return operate(
    name,
    (value) =>
      reduced(value, options, Math.floor(ddof) + 1, caller, (each, lanes) => finish(each, lanes, ddof)),
    [x],
  );
}
