import type { Derivative, Outcome, Untraced } from '../core/derivative.js';
import type { Tensor } from '../core/operand.js';
import { gradient } from '../reverse/gradient.js';

/** That a function returns something beside the number that is differentiated. */
export interface AuxiliaryOptions {
  /** The function returns [value, aux]; aux is handed out beside the derivative, with nothing traced in it. Default: false. */
  readonly hasAux: true;
}

/**
 * The value of a scalar function and its gradient with respect to its first argument, which is an array, a number, or a tree of these: by
 * reverse mode, one pass forward and one back, at the cost of a few evaluations whatever the number of parameters. The other arguments are handed
 * on; for the gradient with respect to several, make one record of them.
 *
 * With `hasAux` the function returns [value, aux], and the result is [value, gradient, aux].
 *
 * @throws ShapeError when the function does not return a number (an array of shape []).
 * @example
 * valueAndGrad((x: Tensor) => sum(multiply(x, x)))([1, 2]); // → [5, [2, 4]]
 * valueAndGrad((x: Tensor) => [sum(x), multiply(2, x)] as const, { hasAux: true })([1, 2]); // → [3, [1, 1], [2, 4]]
 */
export function valueAndGrad<T = Tensor, R extends readonly unknown[] = [], Aux = unknown>(
  f: (params: T, ...rest: R) => readonly [value: Tensor | number, aux: Aux],
  options: AuxiliaryOptions,
): <A extends Untraced<T>>(
  params: A,
  ...rest: R
) => readonly [value: Outcome<number, A>, gradient: Derivative<A>, aux: Outcome<Aux, A>];
export function valueAndGrad<T = Tensor, R extends readonly unknown[] = []>(
  f: (params: T, ...rest: R) => Tensor | number,
): <A extends Untraced<T>>(
  params: A,
  ...rest: R
) => readonly [value: Outcome<number, A>, gradient: Derivative<A>];
export function valueAndGrad(f: (...args: never[]) => unknown, options?: AuxiliaryOptions): unknown {
  return (...args: unknown[]) => {
    const { value, derivative, aux } = gradient(f, args, options?.hasAux === true, 'valueAndGrad');
    return options?.hasAux ? [value, derivative, aux] : [value, derivative];
  };
}
