import type { Derivative, Outcome, Untraced } from '../core/derivative.js';
import type { Tensor } from '../core/operand.js';
import { gradient } from '../reverse/gradient.js';
import type { AuxiliaryOptions } from './value-and-grad.js';

/**
 * The gradient of a scalar function with respect to its first argument: see {@link valueAndGrad}, which costs the same. A function like the one
 * given, it can be differentiated in turn.
 *
 * With `hasAux` the function returns [value, aux], and the result is [gradient, aux].
 *
 * @throws ShapeError when the function does not return a number (an array of shape []).
 * @example
 * grad((x: Tensor) => sum(multiply(x, multiply(x, x))))([1, 2]); // → [3, 12]
 * grad(grad((x: Tensor) => multiply(x, multiply(x, x))))(2); // → 12
 */
export function grad<T = Tensor, R extends readonly unknown[] = [], Aux = unknown>(
  f: (params: T, ...rest: R) => readonly [value: Tensor | number, aux: Aux],
  options: AuxiliaryOptions,
): <A extends Untraced<T>>(params: A, ...rest: R) => readonly [gradient: Derivative<A>, aux: Outcome<Aux, A>];
export function grad<T = Tensor, R extends readonly unknown[] = []>(
  f: (params: T, ...rest: R) => Tensor | number,
): <A extends Untraced<T>>(params: A, ...rest: R) => Derivative<A>;
export function grad(f: (...args: never[]) => unknown, options?: AuxiliaryOptions): unknown {
  return (...args: unknown[]) => {
    const { derivative, aux } = gradient(f, args, options?.hasAux === true, 'grad');
    return options?.hasAux ? [derivative, aux] : derivative;
  };
}
