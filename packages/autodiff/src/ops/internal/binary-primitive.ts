import { currentMemory } from '../../core/evaluation.js';
import { isPlain } from '../../core/operand.js';
import type { Primitive } from '../../core/primitive.js';
import { plainOf, type Value } from '../../core/traced.js';
import { addDefined } from '../elementwise/add.js';
import { type BinaryLoop, evaluateBinary } from './binary.js';
import { fit } from './fit.js';
import { scaleValues } from './scale.js';
import { spread } from './spread.js';

/** The derivative of f(a, b) with respect to a or b. */
export interface Slope {
  /** In operations, given a, b and y = f(a, b); none where it is piecewise constant. */
  readonly of?: (a: Value, b: Value, y: Value) => Value;
  /** The same in one loop, for where no further derivative is asked for. */
  readonly loop: BinaryLoop;
}

/** A function of two numbers, element by element, with broadcasting. */
export interface Binary {
  readonly name: string;
  readonly loop: BinaryLoop;
  /** With respect to a, and to b; the latter is left out where f(a, b) = f(b, a). */
  readonly slopes: readonly [Slope, Slope?];
}

export function binaryPrimitive({ name, loop, slopes }: Binary): Primitive {
  /** t · ∂f/∂inputₖ. */
  function along(t: Value, k: 0 | 1, inputs: readonly Value[], y: Value): Value {
    const slope = slopes[k] ?? slopes[0];
    const [a, b] = slopes[k] === undefined ? inputs.toReversed() : inputs;
    const plain = slope.of === undefined || (isPlain(a) && isPlain(b));
    return scaleValues(
      t,
      plain ? evaluateBinary(slope.loop, plainOf(a), plainOf(b), currentMemory()) : slope.of(a, b, y),
    );
  }
  return {
    name,
    evaluate: ([a, b], _, memory) => evaluateBinary(loop, a, b, memory),
    vjp: (cotangent, inputs, y, _, wanted) => [
      wanted[0] ? fit(along(cotangent, 0, inputs, y), inputs[0]) : undefined,
      wanted[1] ? fit(along(cotangent, 1, inputs, y), inputs[1]) : undefined,
    ],
    jvp: ([s, t], inputs, y) => {
      const first = s === undefined ? undefined : along(s, 0, inputs, y);
      const second = t === undefined ? undefined : along(t, 1, inputs, y);
      return spread(addDefined(first, second) as Value, y);
    },
  };
}
