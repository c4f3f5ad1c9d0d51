import type { Outcome } from '../core/derivative.js';
import type { Operand, Tensor } from '../core/operand.js';
import { grad } from './grad.js';
import { jacobian } from './jacobian.js';

/**
 * The Hessian matrix of a scalar function with respect to its first argument: for an array of shape [...s] an array of shape [...s, ...s]. One
 * gradient and a pass of forward mode over it for each element: where products with it are enough, take {@link hvp}.
 *
 * @example
 * hessian((x: Tensor) => prod(x))([2, 3, 4]); // → [[0, 4, 3], [4, 0, 2], [3, 2, 0]]
 */
export function hessian<R extends readonly unknown[] = []>(
  f: (x: Tensor, ...rest: R) => Tensor | number,
): <A extends Operand>(x: A, ...rest: R) => Outcome<Tensor, A> {
  const gradient = grad(f) as (x: Tensor, ...rest: R) => Tensor;
  return jacobian(gradient, { mode: 'forward' });
}
