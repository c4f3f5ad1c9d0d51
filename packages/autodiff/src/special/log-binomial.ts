import { logBinomial as logBinomialOfArrays } from '@monge/ndarray/special';
import { bind } from '../core/bind.js';
import { type Operand, operate, type Result } from '../core/operand.js';
import { plainOf } from '../core/traced.js';
import { addValues } from '../ops/elementwise/add.js';
import { multiplyValues } from '../ops/elementwise/multiply.js';
import { subtractValues } from '../ops/elementwise/subtract.js';
import { digammaValue } from './digamma.js';
import { binaryBySlopes } from './internal/by-slopes.js';

/** ψ(n + 1) − ψ(n − k + 1), and ψ(n − k + 1) − ψ(k + 1). */
const logBinomialCoefficient = /* @__PURE__ */ binaryBySlopes(
  'logBinomial',
  logBinomialOfArrays,
  (which, [n, k], y) => {
    const rest = digammaValue(addValues(subtractValues(n, k), 1));
    const slope =
      which === 0
        ? subtractValues(digammaValue(addValues(n, 1)), rest)
        : subtractValues(rest, digammaValue(addValues(k, 1)));
    // NaN where the coefficient is 0: the formula would give a number there.
    return addValues(slope, multiplyValues(0, plainOf(y)));
  },
);

/**
 * log (n choose k) = log [Γ(n + 1) / (Γ(k + 1) Γ(n − k + 1))] for n ≥ 0, element by element, with broadcasting: −∞ outside 0 ≤ k ≤ n, where it
 * has no derivatives. Both may be any real numbers, and have derivatives.
 *
 * @example
 * logBinomial([5, 4], [2, 0]); // → [2.3025850930, 0]
 */
export function logBinomial<A extends Operand, B extends Operand>(n: A, k: B): Result<A | B> {
  return operate<A | B>('logBinomial', (a, b) => bind(logBinomialCoefficient, [a, b], undefined), [n, k]);
}
