import { firstDifferences } from './laws/first-differences.js';
import type { DerivativeLaw } from './laws/law.js';
import { memoryLayouts } from './laws/memory-layouts.js';
import { partialDerivatives } from './laws/partial-derivatives.js';
import { repeatable } from './laws/repeatable.js';
import { sameValue } from './laws/same-value.js';
import { secondOrder } from './laws/second-order.js';
import { singlePrecision } from './laws/single-precision.js';
import { thirdOrder } from './laws/third-order.js';
import { transposition } from './laws/transposition.js';

/**
 * What is true of the derivatives of every function that is smooth around its arguments, as checks to run against anybody's, ours or yours.
 * {@link checkDerivatives} runs them all.
 *
 * @example
 * import { multiply, sin } from '@monge/autodiff';
 * import { derivativeLaws } from '@monge/autodiff/testing';
 *
 * for (const { check } of derivativeLaws) {
 *   check((x, y) => multiply(sin(x), y), [[0.3, -1.2], [[2], [0.7]]]);
 * }
 */
export const derivativeLaws: readonly DerivativeLaw[] = /* @__PURE__ */ Object.freeze([
  sameValue,
  transposition,
  firstDifferences,
  partialDerivatives,
  repeatable,
  secondOrder,
  thirdOrder,
  singlePrecision,
  memoryLayouts,
]);
