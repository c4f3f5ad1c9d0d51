import { UnsupportedError } from '@monge/ndarray';
import { innermostTrace } from '../core/bind.js';
import { kept } from '../core/keep.js';
import { paused, unfollowed } from '../core/paused.js';
import { readArguments, readResults } from '../core/read-tree.js';
import type { Value } from '../core/traced.js';
import { zerosLike } from '../core/zeros-like.js';
import type { Forward } from '../forward/forward.js';
import { Tape } from '../reverse/tape.js';

/** A function and its rule for reverse mode. */
export interface VjpRule<A extends readonly unknown[], O, Residuals> {
  /** The result, and what `backward` needs to know. */
  readonly forward: (...args: A) => readonly [result: O, residuals: Residuals];
  /** From the cotangent of the result (a tree like it) to those of the arguments, in order; undefined is zero. */
  readonly backward: (residuals: Residuals, cotangent: O) => readonly unknown[];
}

/**
 * A function with a reverse-mode derivative of its own, such as one that is stabler or cheaper than that of its steps. Second derivatives are
 * those of `forward` and `backward` as they stand. Forward mode refuses it: there a `customJvp` serves both.
 *
 * What depends on a traced value must be given as an argument; a traced value from the closure of `forward` is an error.
 *
 * @throws ShapeError when `backward` returns something unlike the arguments.
 * @example
 * // log(1 + eˣ), whose derivative does not overflow.
 * const log1pExp = customVjp({
 *   forward: (x: Tensor) => [log(add(1, exp(x))), x],
 *   backward: (x, cotangent) => [divide(cotangent, add(1, exp(multiply(-1, x))))],
 * });
 * grad(log1pExp)(0); // → 0.5
 */
export function customVjp<A extends readonly unknown[], O, Residuals>({
  forward,
  backward,
}: VjpRule<A, O, Residuals>): (...args: A) => O {
  const caller = 'autodiff.customVjp';
  const self = (...args: A): O => {
    const given = readArguments(args, caller);
    const trace = innermostTrace(given.values, 'customVjp') as Tape | Forward | undefined;
    if (trace === undefined) return unfollowed(() => forward(...args)[0]);
    const inner = given.rebuild(given.values.map((value) => kept(trace.inner(value)))) as A;
    if (!(trace instanceof Tape)) {
      if (trace.rests(given.values)) return paused(trace, () => self(...inner));
      throw new UnsupportedError(
        `${caller}: expected reverse mode (grad, vjp), got ${trace.name}, which needs a rule for tangents; use customJvp, which serves both`,
      );
    }
    const [result, residuals] = paused(trace, () => forward(...inner));
    const results = readResults(result, caller);
    const pullback = (cotangents: readonly (Value | undefined)[]): (Value | undefined)[] => {
      const full = cotangents.map((cotangent, k) => kept(cotangent ?? zerosLike(results.values[k])));
      const parts = backward(residuals, results.rebuild(full) as O);
      return given.readDerivatives(parts, 'what backward returned', caller);
    };
    return results.rebuild(trace.call(given.values, results.values, pullback)) as O;
  };
  return self;
}
