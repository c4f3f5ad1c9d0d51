import type { FloatData } from '@monge/ndarray';
import { denseOf, dtypeOfDense } from '../../core/dense.js';
import { currentExecutor, currentMemory } from '../../core/evaluation.js';
import { isPlain } from '../../core/operand.js';
import type { Primitive } from '../../core/primitive.js';
import type { Value } from '../../core/traced.js';
import { scaled, scaleValues } from './scale.js';

/** y ← f(x) for all elements. */
export type UnaryLoop = (x: FloatData, y: FloatData) => void;

/** out ← t · f′(x) for all elements, y = f(x), by the rule of `scaled`. */
export type SlopeLoop = (t: FloatData, x: FloatData, y: FloatData, out: FloatData) => void;

/** What executors call the function of a loop: one of the names of `Executor.map`. */
type MapOperation = Parameters<NonNullable<ReturnType<typeof currentExecutor>>['map']>[0];

/** From this many elements on, a call of a kernel costs less than it spares. */
const WORTH_EXECUTOR = 64;

/** A function of one number, element by element. */
export interface Unary {
  readonly name: string;
  readonly loop: UnaryLoop;
  /** f′(x), in operations, given x and y = f(x). */
  readonly slope: (x: Value, y: Value) => Value;
  /** The same in one loop, for where no further derivative is asked for. */
  readonly slopeLoop: SlopeLoop;
  /** The function as executors have it. */
  readonly operation?: MapOperation;
  /** The slope as executors have it, if it is one of their functions or the opposite of one. */
  readonly slopeOnExecutor?: readonly [operation: MapOperation, sign: 1 | -1];
}

export function unaryPrimitive(unary: Unary): Primitive {
  const { name, loop, slope, slopeLoop, operation, slopeOnExecutor } = unary;
  /** t · f′(x): the derivative is diagonal, so that this is both rules. */
  function along(t: Value, x: Value, y: Value): Value {
    if (!isPlain(t) || !isPlain(x) || !isPlain(y)) return scaleValues(t, slope(x, y));
    const [of, at, from] = [denseOf(t), denseOf(x), denseOf(y)];
    const data = currentMemory().allocate(dtypeOfDense(from), from.data.length);
    const executor = executorFor(data);
    if (executor !== undefined && slopeOnExecutor !== undefined) {
      const [map, sign] = slopeOnExecutor;
      executor.map(map, at.data, data);
      for (let i = 0; i < data.length; i++) data[i] = scaled(of.data[i], sign * data[i]);
    } else slopeLoop(of.data, at.data, from.data, data);
    return { data, shape: from.shape };
  }
  return {
    name,
    evaluate([x], _, memory) {
      const from = denseOf(x);
      const data = memory.allocate(dtypeOfDense(from), from.data.length);
      const executor = executorFor(data);
      if (executor !== undefined && operation !== undefined) executor.map(operation, from.data, data);
      else loop(from.data, data);
      return { data, shape: from.shape };
    },
    vjp: (cotangent, [x], y) => [along(cotangent, x, y)],
    jvp: ([t], [x], y) => along(t as Value, x, y),
  };
}

function executorFor(data: FloatData): ReturnType<typeof currentExecutor> {
  return data.length < WORTH_EXECUTOR ? undefined : currentExecutor();
}
