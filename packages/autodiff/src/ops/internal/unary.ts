import type { FloatData } from '@monge/ndarray';
import { denseOf, dtypeOfDense } from '../../core/dense.js';
import { currentMemory } from '../../core/evaluation.js';
import { isPlain } from '../../core/operand.js';
import type { Primitive } from '../../core/primitive.js';
import type { Value } from '../../core/traced.js';
import { scaleValues } from './scale.js';

/** y ← f(x) for all elements. */
export type UnaryLoop = (x: FloatData, y: FloatData) => void;

/** out ← t · f′(x) for all elements, y = f(x), by the rule of `scaled`. */
export type SlopeLoop = (t: FloatData, x: FloatData, y: FloatData, out: FloatData) => void;

/** A function of one number, element by element. */
export interface Unary {
  readonly name: string;
  readonly loop: UnaryLoop;
  /** f′(x), in operations, given x and y = f(x). */
  readonly slope: (x: Value, y: Value) => Value;
  /** The same in one loop, for where no further derivative is asked for. */
  readonly slopeLoop: SlopeLoop;
}

export function unaryPrimitive({ name, loop, slope, slopeLoop }: Unary): Primitive {
  /** t · f′(x): the derivative is diagonal, so that this is both rules. */
  function along(t: Value, x: Value, y: Value): Value {
    if (!isPlain(t) || !isPlain(x) || !isPlain(y)) return scaleValues(t, slope(x, y));
    const [of, at, from] = [denseOf(t), denseOf(x), denseOf(y)];
    const data = currentMemory().allocate(dtypeOfDense(from), from.data.length);
    slopeLoop(of.data, at.data, from.data, data);
    return { data, shape: from.shape };
  }
  return {
    name,
    evaluate([x], _, memory) {
      const from = denseOf(x);
      const data = memory.allocate(dtypeOfDense(from), from.data.length);
      loop(from.data, data);
      return { data, shape: from.shape };
    },
    vjp: (cotangent, [x], y) => [along(cotangent, x, y)],
    jvp: ([t], [x], y) => along(t as Value, x, y),
  };
}
