import { UnsupportedError } from '@monge/ndarray';
import { following, runningTraces, scratch } from '../core/evaluation.js';
import { published } from '../core/operand.js';
import { paused, replaced } from '../core/paused.js';
import { type ReadTree, readArguments, readResults } from '../core/read-tree.js';
import type { Traced, Value } from '../core/traced.js';
import { Dual, Forward } from '../forward/forward.js';
import { settled } from '../forward/settled.js';
import { record } from '../reverse/record.js';
import { Tape } from '../reverse/tape.js';

/**
 * The same function, which in reverse mode remembers its arguments only and computes its intermediate results again on the way back: less
 * memory for one more evaluation. It must compute the same when it is run again: no random numbers but from keys, no writing to what it reads.
 * Forward mode, which remembers nothing, is not affected.
 *
 * Source: Griewank and Walther, Evaluating Derivatives (2008), chapter 12.
 *
 * @example
 * const block = checkpoint((x: Tensor) => tanh(multiply(x, x)));
 * grad((x: Tensor) => sum(block(block(x))))([0.5, 1]); // → [0.4588, 0.9299]
 */
export function checkpoint<A extends readonly unknown[], O>(f: (...args: A) => O): (...args: A) => O {
  const caller = 'autodiff.checkpoint';
  return (...args) => {
    const tape = runningTraces().findLast(({ state }) => state === 'open');
    if (!(tape instanceof Tape)) return f(...args);
    const given = readArguments(args, caller);
    const inner = given.values.map((value) => tape.inner(value));
    const run = (leaves: readonly unknown[]): ReadTree =>
      readResults(f(...(given.rebuild(leaves) as A)), caller);
    const { results, outputs, captured } = withoutRecording(tape, inner, run);
    const inputs = [...given.values, ...captured];
    if (!inputs.some((value) => tape.follows(value))) return results.rebuild(outputs.map(published)) as O;
    const held = inputs.map((value) => tape.inner(value));
    const pullback = (cotangents: readonly (Value | undefined)[]): (Value | undefined)[] =>
      recomputed(tape, captured, held, run, cotangents);
    return results.rebuild(tape.call(inputs, outputs, pullback)) as O;
  };
}

interface Pass {
  readonly results: ReadTree;
  readonly outputs: readonly Value[];
  /** What the function took from its closure. */
  readonly captured: readonly Traced[];
}

/** The first pass. Its intermediate results are followed, by a trace without tangents, so that nobody can keep them and the arena takes them back. */
function withoutRecording(
  tape: Tape,
  inner: readonly Value[],
  run: (leaves: readonly unknown[]) => ReadTree,
): Pass {
  const captured = new Map<Traced, Traced>();
  return paused(tape, () =>
    scratch(() => {
      const follower = new Forward('checkpoint');
      const follow = (value: Value): Traced => new Dual(follower, value, undefined);
      const capture = (value: Traced): Traced => {
        const known = captured.get(value) ?? follow(value.value);
        captured.set(value, known);
        return known;
      };
      const results = replaced(tape, capture, () => following(follower, () => run(inner.map(follow))));
      return {
        results,
        outputs: results.values.map((value) => settled(follower.inner(value))),
        captured: [...captured.keys()],
      };
    }),
  );
}

/** The second pass, recorded, and the way back. */
function recomputed(
  tape: Tape,
  captured: readonly Traced[],
  held: readonly Value[],
  run: (leaves: readonly unknown[]) => ReadTree,
  cotangents: readonly (Value | undefined)[],
): (Value | undefined)[] {
  return scratch(() => {
    const again = new Map<Traced, Traced>();
    const standIn = (value: Traced): Traced => again.get(value) ?? unforeseen(value);
    return replaced(tape, standIn, () => {
      const {
        tape: second,
        leaves,
        result,
      } = record('checkpoint', held, (followed) => {
        const own = followed.slice(0, held.length - captured.length);
        for (const [k, value] of captured.entries()) again.set(value, followed[own.length + k]);
        return run(own);
      });
      return second
        .pull(result.values, cotangents, leaves)
        .map((cotangent) => (cotangent === undefined ? undefined : settled(cotangent)));
    });
  });
}

function unforeseen(value: Traced): never {
  throw new UnsupportedError(
    `autodiff.checkpoint: expected the function to compute the same when it is run again, got ${value.toString()} in its closure, which it did not use the first time`,
  );
}
