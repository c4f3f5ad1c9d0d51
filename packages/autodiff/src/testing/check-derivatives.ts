import type { Operand } from '@monge/ndarray';
import { derivativeLaws } from './derivative-laws.js';
import type { Differentiable } from './differentiable.js';
import type { DerivativeOptions } from './laws/law.js';

/** Options of {@link checkDerivatives}. */
export interface CheckOptions extends DerivativeOptions {
  /** Up to which order. Default 3. */
  readonly order?: 1 | 2 | 3;
}

/**
 * Checks the derivatives of a function at some arguments (read as float64) by all {@link derivativeLaws}: reverse mode against forward mode and
 * both against central differences, up to the third order by nesting, in float32, and for arguments in any layout in memory. The function must
 * be smooth around the arguments; at a kink or a trap, write down what you expect.
 *
 * @throws {Error} for the first law that is broken, with the numbers.
 * @example
 * import { customJvp, exp, multiply } from '@monge/autodiff';
 * import { checkDerivatives } from '@monge/autodiff/testing';
 *
 * const exponential = customJvp(
 *   (x: Tensor): Tensor => exp(x),
 *   ([x], [t]) => [exp(x), multiply(t, exp(x))] as const,
 * );
 * checkDerivatives(exponential, [[0.5, -1]]);
 */
export function checkDerivatives(
  f: Differentiable,
  args: readonly Operand[],
  options: CheckOptions = {},
): void {
  const { order: highest = 3 } = options;
  for (const { order, check } of derivativeLaws) if (order <= highest) check(f, args, options);
}
