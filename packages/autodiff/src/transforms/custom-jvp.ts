import { innermostTrace } from '../core/bind.js';
import { kept } from '../core/keep.js';
import { paused, unfollowed } from '../core/paused.js';
import { readArguments, readResults } from '../core/read-tree.js';
import type { Value } from '../core/traced.js';
import { zerosLike } from '../core/zeros-like.js';
import { Dual, type Forward } from '../forward/forward.js';
import { record } from '../reverse/record.js';
import { Tape } from '../reverse/tape.js';

/**
 * A function with a derivative of its own for both modes: `rule(args, tangents)` returns [f(args), ∂f(args) · tangents], linear in the
 * tangents (a list like the arguments). Reverse mode transposes it. It may be differentiated in turn.
 *
 * What depends on a traced value must be given as an argument; a traced value from a closure is an error.
 *
 * @throws ShapeError when the tangent that the rule returns is unlike the result.
 * @example
 * // |x| with the derivative 1 at 0.
 * const absolute = customJvp(
 *   (x: Tensor) => abs(x),
 *   ([x], [t]) => [abs(x), where(less(x, 0), neg(t), t)],
 * );
 * grad(absolute)(0); // → 1
 */
export function customJvp<A extends readonly unknown[], O>(
  f: (...args: A) => O,
  rule: (args: A, tangents: A) => readonly [result: O, tangent: O],
): (...args: A) => O {
  const caller = 'autodiff.customJvp';
  const self = (...args: A): O => {
    const given = readArguments(args, caller);
    const trace = innermostTrace(given.values, 'customJvp') as Tape | Forward | undefined;
    if (trace === undefined) return unfollowed(() => f(...args));
    const rebuilt = (values: readonly Value[]): A => given.rebuild(values.map(kept)) as A;
    const inner = rebuilt(given.values.map((value) => trace.inner(value)));
    if (trace instanceof Tape) {
      const results = readResults(
        paused(trace, () => self(...inner)),
        caller,
      );
      const pullback = (cotangents: readonly (Value | undefined)[]): (Value | undefined)[] =>
        transposed(rule, inner, cotangents);
      return results.rebuild(trace.call(given.values, results.values, pullback)) as O;
    }
    if (trace.rests(given.values)) return paused(trace, () => self(...inner));
    const tangents = rebuilt(given.values.map((value) => trace.tangentOf(value) ?? zerosLike(value)));
    const [result, tangent] = paused(trace, () => rule(inner, tangents));
    const results = readResults(result, caller);
    const rates = results.readDerivatives(tangent, 'the tangent that the rule returned', caller);
    return results.rebuild(results.values.map((value, k) => new Dual(trace, value, rates[k]))) as O;
  };
  return self;
}

/** The transpose of t ↦ ∂f · t, applied to cotangents: reverse mode on the rule, as a function of the tangents alone. */
function transposed<A extends readonly unknown[], O>(
  rule: (args: A, tangents: A) => readonly [O, O],
  args: A,
  cotangents: readonly (Value | undefined)[],
): (Value | undefined)[] {
  const caller = 'autodiff.customJvp';
  const like = readArguments(args, caller);
  const {
    tape,
    leaves,
    result: tangents,
  } = record('customJvp', like.values.map(zerosLike), (followed) => {
    const [result, tangent] = rule(args, like.rebuild(followed) as A);
    return readResults(result, caller).readDerivatives(tangent, 'the tangent that the rule returned', caller);
  });
  const followed = tangents.map((tangent) => tangent ?? 0);
  return tape.pull(followed, cotangents, leaves);
}
