import { logBeta as logBetaOfArrays } from '@monge/ndarray/special';
import { bind } from '../core/bind.js';
import { type Operand, operate, type Result } from '../core/operand.js';
import type { Primitive } from '../core/primitive.js';
import type { Value } from '../core/traced.js';
import { addValues } from '../ops/elementwise/add.js';
import { subtractValues } from '../ops/elementwise/subtract.js';
import { evaluateBinary } from '../ops/internal/binary.js';
import { fit } from '../ops/internal/fit.js';
import { binaryLoop } from '../ops/internal/ndarray-loops.js';
import { scaleValues } from '../ops/internal/scale.js';
import { spread } from '../ops/internal/spread.js';
import { digammaValue } from './digamma.js';

const loop = /* @__PURE__ */ binaryLoop(logBetaOfArrays);

const logBetaFunction: Primitive = {
  name: 'logBeta',
  evaluate: ([a, b], _, memory) => evaluateBinary(loop, a, b, memory),
  vjp: (cotangent, [a, b], _, __, wanted) => {
    const both = digammaValue(addValues(a, b));
    return [
      wanted[0] ? fit(scaleValues(cotangent, subtractValues(digammaValue(a), both)), a) : undefined,
      wanted[1] ? fit(scaleValues(cotangent, subtractValues(digammaValue(b), both)), b) : undefined,
    ];
  },
  jvp: ([s, t], [a, b], y) => {
    const both = digammaValue(addValues(a, b));
    const first = s === undefined ? undefined : scaleValues(s, subtractValues(digammaValue(a), both));
    const second = t === undefined ? undefined : scaleValues(t, subtractValues(digammaValue(b), both));
    if (first === undefined) return spread(second as Value, y);
    return spread(second === undefined ? first : addValues(first, second), y);
  },
};

export function logBetaValues(a: Value, b: Value): Value {
  return bind(logBetaFunction, [a, b], undefined);
}

/**
 * log B(a, b) = log Γ(a) + log Γ(b) − log Γ(a + b) for a, b > 0, element by element, with broadcasting and without cancellation.
 *
 * @example
 * logBeta([1, 2], 3); // → [-1.0986122887, -2.4849066498]
 */
export function logBeta<A extends Operand, B extends Operand>(a: A, b: B): Result<A | B> {
  return operate<A | B>('logBeta', logBetaValues, [a, b]);
}
