import type { FloatData, ScanOptions } from '@monge/ndarray';
import { bind } from '../../core/bind.js';
import { shapeOf } from '../../core/dense.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import type { Primitive } from '../../core/primitive.js';
import { plainOf, type Value } from '../../core/traced.js';
import { scanLanes } from '../internal/evaluate-lanes.js';
import { lanesAlong } from '../internal/lanes-along.js';
import type { Lanes } from '../internal/reduced.js';

interface Running extends Lanes {
  readonly from: 'first' | 'last';
}

function addUp(x: FloatData, start: number, step: number, n: number, out: FloatData): void {
  let total = 0;
  for (let k = 0, i = start; k < n; k++, i += step) {
    total += x[i];
    out[i] = total;
  }
}

function addUpFromLast(x: FloatData, start: number, step: number, n: number, out: FloatData): void {
  addUp(x, start + (n - 1) * step, -step, n, out);
}

/** The sums of the elements up to each one; those from each one on are the transpose. */
const runningSums: Primitive<Running> = {
  name: 'cumsum',
  evaluate: ([x], running, memory) =>
    scanLanes(running.from === 'first' ? addUp : addUpFromLast, x, running, memory),
  vjp: (cotangent, _, __, running) => [
    bind(runningSums, [cotangent], { ...running, from: running.from === 'first' ? 'last' : 'first' }),
  ],
  jvp: ([tangent], _, __, running) => bind(runningSums, [tangent as Value], running),
};

/**
 * The running sums x₀, x₀ + x₁, x₀ + x₁ + x₂ … along an axis (the last by default), added in that order.
 *
 * @throws DomainError when the axis is outside [−rank, rank).
 * @example
 * cumsum([[1, 2, 3], [4, 5, 6]], { axis: 0 }); // → [[1, 2, 3], [5, 7, 9]]
 */
export function cumsum<A extends Operand>(x: A, { axis = -1 }: ScanOptions = {}): Result<A> {
  return operate(
    'cumsum',
    (value) => {
      const lanes = lanesAlong(shapeOf(plainOf(value)), axis, 'autodiff.cumsum');
      return bind(runningSums, [value], { ...lanes, from: 'first' });
    },
    [x],
  );
}
