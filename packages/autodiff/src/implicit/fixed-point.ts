import { DomainError, MongeError } from '@monge/ndarray';
import { type Dense, denseOf, dtypeOfDense } from '../core/dense.js';
import type { Untraced } from '../core/derivative.js';
import { kept } from '../core/keep.js';
import { published, type Tensor } from '../core/operand.js';
import { type ReadTree, readResults, readTree } from '../core/read-tree.js';
import { plainOf, type Value } from '../core/traced.js';
import { zerosLike } from '../core/zeros-like.js';
import { subtractValues } from '../ops/elementwise/subtract.js';
import { type ImplicitOptions, implicit } from './implicit.js';

/** How a fixed point is found, and its derivative. */
export interface FixedPointOptions extends ImplicitOptions {
  /** The iteration stops when no element moves by more than this times max(1, |element|), ≥ 0. Default: 1e-12, or 1e-6 in float32. */
  readonly threshold?: number;
  /** Default: 10 000. */
  readonly maxIterations?: number;
}

/**
 * The fixed point x = f(x, ...args) of a contraction, from a start (a tree like x, which counts as a constant), with the derivatives of the implicit function theorem: see
 * {@link implicit}. Memory and cost of a derivative do not depend on the number of iterations. What f depends on and is to be differentiated must
 * be an argument.
 *
 * @throws MongeError with code 'notConverged' when the iteration does not come to rest.
 * @throws ShapeError when f returns something unlike x.
 * @example
 * // cos x = x
 * fixedPoint((x: Tensor) => cos(x), 1)(); // → 0.7390851332
 */
export function fixedPoint<X, A extends readonly unknown[]>(
  f: (x: X, ...args: A) => X,
  start: Untraced<X>,
  options: FixedPointOptions = {},
): (...args: A) => X {
  const caller = 'autodiff.fixedPoint';
  const { threshold, maxIterations = 10_000, ...linear } = options;
  if (threshold !== undefined && !(threshold >= 0)) {
    throw new DomainError(
      `${caller}: expected threshold ≥ 0 (largest movement of an element), got ${threshold}`,
    );
  }
  const solve = (...args: A): X => {
    const given = readTree(start, 'start', caller);
    let x = readResults(given.rebuild(given.values.map((value) => kept(plainOf(value)))), caller);
    for (let iteration = 0; iteration < maxIterations; iteration++) {
      const next = readNext(x, f(x.rebuild(x.leaves) as X, ...args), caller);
      const atRest = x.values.every((value, k) => rests(value, next.values[k], threshold));
      x = next;
      if (atRest) return x.rebuild(x.leaves) as X;
    }
    throw new MongeError(
      'notConverged',
      `${caller}: expected no element to move by more than the threshold within ${maxIterations} iterations; f is no contraction there, or the threshold is below its rounding`,
    );
  };
  const residual = (x: X, ...args: A): X => {
    const before = readResults(x, caller);
    const after = readNext(before, f(x, ...args), caller);
    return before.rebuild(
      before.values.map((value, k): Tensor => published(subtractValues(value, after.values[k]))),
    ) as X;
  };
  return implicit({ residual, solve }, linear);
}

/** What follows x, in its shape. */
function readNext(x: ReadTree, next: unknown, caller: string): ReadTree {
  const values = x.readDerivatives(next, 'the result of the function', caller);
  return { ...readResults(next, caller), values: values.map((value, k) => value ?? zerosLike(x.values[k])) };
}

/** Whether no element moves by more than the threshold allows; a NaN never rests. */
function rests(before: Value, after: Value, threshold: number | undefined): boolean {
  const [x, y] = [before, after].map((value): Dense => denseOf(plainOf(value)));
  const allowed = threshold ?? (dtypeOfDense(x) === 'float32' ? 1e-6 : 1e-12);
  return x.data.every(
    (element, i) => Math.abs(element - y.data[i]) <= allowed * Math.max(1, Math.abs(element)),
  );
}
