import type { FloatData, ScanOptions } from '@monge/ndarray';
import { bind } from '../../core/bind.js';
import { shapeOf } from '../../core/dense.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import type { Primitive } from '../../core/primitive.js';
import { plainOf, type Value } from '../../core/traced.js';
import { subtractValues } from '../elementwise/subtract.js';
import { scanLanes } from '../internal/evaluate-lanes.js';
import { lanesAlong } from '../internal/lanes-along.js';
import { indexOfLargest, sumOfOthers } from '../internal/log-sum.js';
import type { Lanes } from '../internal/reduced.js';
import { scaleValues } from '../internal/scale.js';
import { sumToShape } from '../shape/broadcast-and-sum.js';
import { softmaxOfLanes } from './softmax.js';

function normalise(x: FloatData, start: number, step: number, n: number, out: FloatData): void {
  if (n === 0) return;
  const top = indexOfLargest(x, start, step, n);
  const largest = x[top];
  const rest = Number.isFinite(largest) ? Math.log1p(sumOfOthers(x, start, step, n, top)) : Number.NaN;
  for (let k = 0, i = start; k < n; k++, i += step) out[i] = x[i] - largest - rest;
}

const logarithmicShares: Primitive<Lanes> = {
  name: 'logSoftmax',
  evaluate: ([x], lanes, memory) => scanLanes(normalise, x, lanes, memory),
  vjp: (cotangent, [x], _, lanes) => [
    subtractValues(cotangent, scaleValues(sumToShape(cotangent, lanes.shape), softmaxOfLanes(x, lanes))),
  ],
  jvp: ([tangent], [x], _, lanes) =>
    subtractValues(
      tangent as Value,
      sumToShape(scaleValues(tangent as Value, softmaxOfLanes(x, lanes)), lanes.shape),
    ),
};

/**
 * log {@link softmax}(x) = x − {@link logSumExp}(x) along an axis (the last by default), also where the softmax underflows. NaN along a whole
 * lane that has a NaN or +∞, or nothing but −∞. Blanchard, Higham & Higham, "Accurately computing the log-sum-exp and softmax functions"
 * (2021), §3.
 *
 * @throws DomainError when the axis is outside [−rank, rank).
 * @example
 * logSoftmax([0, -2000]); // → [0, -2000]
 */
export function logSoftmax<A extends Operand>(x: A, { axis = -1 }: ScanOptions = {}): Result<A> {
  return operate(
    'logSoftmax',
    (value) => {
      const lanes = lanesAlong(shapeOf(plainOf(value)), axis, 'autodiff.logSoftmax');
      return bind(logarithmicShares, [value], lanes);
    },
    [x],
  );
}
