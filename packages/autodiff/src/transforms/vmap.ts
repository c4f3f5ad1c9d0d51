import type { Untraced } from '../core/derivative.js';
import { readArguments } from '../core/read-tree.js';
import { partsOf, stacked, stepsOf } from './internal/steps.js';

/**
 * The function of one example as a function of a batch: f for the parts of every array among the arguments along its first axis, and the results
 * stacked along a new first axis. Arguments and results are trees.
 *
 * It is a loop, at the cost of a call for each example: right for whatever the function does, `vmap(grad(f))` for the gradient of every example among
 * it. Where operations broadcast over a batch by themselves, that is faster.
 *
 * @throws ShapeError when the arrays differ in length along the first axis, or the results in shape.
 * @throws DomainError when there are no examples.
 * @example
 * const perExample = vmap(grad((w: Tensor, x: Tensor) => sum(multiply(w, square(x)))));
 * perExample([[1, 1], [1, 1], [1, 1]], [[1, 2], [3, 4], [5, 6]]); // → [[1, 4], [9, 16], [25, 36]]
 */
export function vmap<F extends readonly unknown[], O>(
  f: (...args: F) => O,
): (...args: { readonly [K in keyof F]: Untraced<F[K]> }) => O {
  const caller = 'autodiff.vmap';
  return (...args) => {
    const given = readArguments(args, caller);
    const examples = partsOf(given, stepsOf(given, undefined, caller)) as F[];
    return stacked(
      examples.map((example) => f(...example)),
      caller,
    ) as O;
  };
}
