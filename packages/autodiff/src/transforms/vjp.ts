import type { Derivatives, Outcome, Untraced, UntracedAll } from '../core/derivative.js';
import { evaluation, lastingEvaluation } from '../core/evaluation.js';
import { keptLike } from '../core/keep.js';
import type { Tensor } from '../core/operand.js';
import { readArguments, readResults } from '../core/read-tree.js';
import { zerosLike } from '../core/zeros-like.js';
import { settled } from '../forward/settled.js';
import { record } from '../reverse/record.js';

/**
 * Reverse mode: the value of a function at some arguments, and its pullback, v ↦ vᵀ ∂f, from a cotangent of the result (a tree like it; parts
 * that are undefined are zero) to those of the arguments. The pullback may be called any number of times; the intermediate results live as long
 * as it does. It reads the arrays that the function takes from its closure once more: do not write to them in between. The arguments it has
 * copies of.
 *
 * @throws ShapeError when a cotangent has another shape than the result.
 * @example
 * const [value, pullback] = vjp((x: Tensor, y: Tensor) => multiply(x, y), [1, 2], 3);
 * value; // → [3, 6]
 * pullback([1, 10]); // → [[3, 30], 21]
 */
export function vjp<
  F extends readonly unknown[] = readonly Tensor[],
  O = Tensor,
  A extends UntracedAll<F> = UntracedAll<F>,
>(
  f: (...args: F) => O,
  ...args: A
): readonly [value: Outcome<O, A>, pullback: (cotangent: Untraced<O>) => Derivatives<A>] {
  const caller = 'autodiff.vjp';
  return lastingEvaluation(() => {
    const given = readArguments(args, caller);
    const values = given.values.map(settled);
    const {
      tape,
      leaves,
      result: results,
    } = record('vjp', values, (followed) => readResults(f(...(given.rebuild(followed) as F)), caller));
    const value = results.rebuild(
      results.values.map((each, k) => keptLike(tape.inner(each), results.leaves[k])),
    );
    const pullback = (cotangent: Untraced<O>): Derivatives<A> =>
      evaluation(() => {
        const seeds = results.readDerivatives(cotangent, 'the cotangent', caller);
        const cotangents = tape.pull(results.values, seeds, leaves);
        return given.rebuild(
          cotangents.map((each, k) => keptLike(each ?? zerosLike(values[k]), given.leaves[k])),
        ) as Derivatives<A>;
      });
    return [value as Outcome<O, A>, pullback];
  });
}
