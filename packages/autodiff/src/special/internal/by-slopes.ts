import { type Dense, denseOf, dtypeOfDense, type Plain } from '../../core/dense.js';
import type { Memory } from '../../core/memory.js';
import type { Primitive } from '../../core/primitive.js';
import type { Value } from '../../core/traced.js';
import { addValues } from '../../ops/elementwise/add.js';
import { evaluateBinary } from '../../ops/internal/binary.js';
import { fit } from '../../ops/internal/fit.js';
import { binaryLoop, type OutBinary, type OutUnary, unaryLoop } from '../../ops/internal/ndarray-loops.js';
import { scaleValues } from '../../ops/internal/scale.js';
import { spread } from '../../ops/internal/spread.js';

/** A function of numbers, element by element, with broadcasting. */
export interface BySlopes<P> {
  readonly name: string;
  evaluate(inputs: readonly Plain[], params: P, memory: Memory): Dense;
  /** The derivative with respect to input k, in operations. */
  slope(k: number, inputs: readonly Value[], output: Value, params: P): Value;
}

export function bySlopes<P = undefined>({ name, evaluate, slope }: BySlopes<P>): Primitive<P> {
  return {
    name,
    evaluate,
    vjp: (cotangent, inputs, output, params, wanted) =>
      inputs.map((input, k) =>
        wanted[k] ? fit(scaleValues(cotangent, slope(k, inputs, output, params)), input) : undefined,
      ),
    jvp(tangents, inputs, output, params) {
      const changes = tangents.flatMap((t, k) =>
        t === undefined ? [] : [scaleValues(t, slope(k, inputs, output, params))],
      );
      return spread(changes.reduce(addValues), output);
    },
  };
}

/** A function of one number, of `@monge/ndarray`. */
export function unaryBySlope(name: string, operation: OutUnary, slope: (x: Value) => Value): Primitive {
  const loop = unaryLoop(operation);
  return bySlopes({
    name,
    evaluate([input], _, memory) {
      const x = denseOf(input);
      const data = memory.allocate(dtypeOfDense(x), x.data.length);
      loop(x.data, data);
      return { data, shape: x.shape };
    },
    slope: (_, [x]) => slope(x),
  });
}

/** A function of two numbers, of `@monge/ndarray`. */
export function binaryBySlopes(
  name: string,
  operation: OutBinary,
  slope: (k: number, inputs: readonly Value[], output: Value) => Value,
): Primitive {
  const loop = binaryLoop(operation);
  return bySlopes({ name, evaluate: ([a, b], _, memory) => evaluateBinary(loop, a, b, memory), slope });
}
