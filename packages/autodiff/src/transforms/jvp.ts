import type { AlongAll, Outcome, UntracedAll } from '../core/derivative.js';
import { evaluation } from '../core/evaluation.js';
import { keptLike } from '../core/keep.js';
import type { Tensor } from '../core/operand.js';
import { readArguments, readResults } from '../core/read-tree.js';
import { zerosLike } from '../core/zeros-like.js';
import { push } from '../forward/push.js';

/**
 * Forward mode: the value of a function at some arguments, and its derivative along tangents of theirs, ∂f · t. One pass, at about twice the
 * cost of the function; no intermediate result is kept. A tangent, or a part of one, that is undefined is zero.
 *
 * @throws ShapeError when a tangent has another shape than its argument.
 * @example
 * jvp((x: Tensor) => multiply(x, x), [[1, 2]], [[1, 0]]); // → [[1, 4], [2, 0]]
 */
export function jvp<
  F extends readonly unknown[] = readonly Tensor[],
  O = Tensor,
  A extends UntracedAll<F> = UntracedAll<F>,
>(
  f: (...args: F) => O,
  args: readonly [...A],
  tangents: AlongAll<F>,
): readonly [value: Outcome<O, A>, tangent: Outcome<O, A>] {
  const caller = 'autodiff.jvp';
  return evaluation(() => {
    const given = readArguments(args, caller);
    const along = given.readDerivatives(tangents, 'tangents', caller);
    const {
      results,
      values,
      tangents: rates,
    } = push('jvp', given.values, along, (duals) => readResults(f(...(given.rebuild(duals) as F)), caller));
    const outcome = (parts: readonly (Tensor | number)[]) => results.rebuild(parts) as Outcome<O, A>;
    return [
      outcome(values.map((value, k) => keptLike(value, results.leaves[k]))),
      outcome(rates.map((rate, k) => keptLike(rate ?? zerosLike(values[k]), results.leaves[k]))),
    ];
  });
}
