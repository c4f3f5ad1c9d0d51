import { logBeta as logBetaOfArrays } from '@monge/ndarray/special';
import { bind } from '../core/bind.js';
import { type Operand, operate, type Result } from '../core/operand.js';
import type { Value } from '../core/traced.js';
import { addValues } from '../ops/elementwise/add.js';
import { subtractValues } from '../ops/elementwise/subtract.js';
import { digammaValue } from './digamma.js';
import { binaryBySlopes } from './internal/by-slopes.js';

const logBetaFunction = /* @__PURE__ */ binaryBySlopes('logBeta', logBetaOfArrays, (k, inputs) => {
  const [a, b] = inputs;
  return subtractValues(digammaValue(inputs[k]), digammaValue(addValues(a, b)));
});

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
