import type { Operand } from '@monge/ndarray';
import type { Tensor } from '../core/operand.js';
import type { Differentiable } from './differentiable.js';
import { expectDifferences } from './internal/differences.js';
import { dotted, type Functional, gradient, randomFunctional } from './internal/functionals.js';
import { doubles, inner, plainly, randomLikeEach } from './internal/plain-arrays.js';
import type { DifferenceOptions } from './laws/law.js';

/** Options of {@link checkGradient}. */
export interface GradientOptions extends DifferenceOptions {
  /** Up to which order. Default 2. */
  readonly order?: 1 | 2 | 3;
}

/**
 * Checks reverse mode alone against central differences, at some arguments (read as float64), and reverse mode over itself for the higher orders:
 * for functions with a `customVjp`, which forward mode refuses. For others {@link checkDerivatives} checks more.
 *
 * @throws {Error} when a derivative is not that of the differences, with the numbers.
 * @example
 * import { customVjp, multiply, square } from '@monge/autodiff';
 * import { checkGradient } from '@monge/autodiff/testing';
 *
 * const squared = customVjp({
 *   forward: (x: Tensor): readonly [Tensor, Tensor] => [square(x), x],
 *   backward: (x, cotangent) => [multiply(cotangent, multiply(2, x))],
 * });
 * checkGradient(squared, [[0.5, -1]]);
 */
export function checkGradient(
  f: Differentiable,
  operands: readonly Operand[],
  { order = 2, ...options }: GradientOptions = {},
): void {
  const args = doubles(operands);
  let g: Functional = randomFunctional(f, args);
  for (const name of ['first', 'second', 'third'].slice(0, order)) {
    const directions = randomLikeEach(args, 900);
    const lower = g;
    const rates = gradient(lower);
    const phi = (...xs: Tensor[]): number => plainly(lower(xs), 'the function').data[0];
    expectDifferences(
      `the ${name} derivative`,
      phi,
      args,
      directions,
      inner(rates(args), directions),
      options,
    );
    g = (xs) => dotted(rates(xs), directions);
  }
}
