import type { Untraced } from '../core/derivative.js';
import { readTree } from '../core/read-tree.js';
import { checkpoint } from './checkpoint.js';
import { partsOf, stacked, stepsOf } from './internal/steps.js';

/** How a loop is run, and what it remembers for reverse mode. */
export interface ScanOptions {
  /** How many steps there are, ≥ 1. Default: the length of `xs` along its first axis. */
  readonly length?: number;
  /**
   * 'none' remembers the intermediate results of all T steps; 'sqrt' every ⌈√T⌉-th carry, and computes those between again on the way back:
   * O(√T) memory for one more evaluation. Default: 'none'.
   */
  readonly checkpoint?: 'none' | 'sqrt';
}

/** One step of a loop: what is carried on, and an output. */
export type Step<C, X, Y> = (carry: C, x: X) => readonly [carry: C, output: Y];

/**
 * A loop: carryₜ₊₁, outputₜ = step(carryₜ, xₜ), for the parts xₜ = xs[t] along the first axis of each array in `xs`. Carry, parts and outputs
 * are trees; without `xs`, give a `length`. Returns the last carry, and the outputs stacked along a new first axis.
 *
 * @throws ShapeError when the arrays of `xs` differ in length, or the outputs in shape.
 * @throws DomainError when there are no steps.
 * @example
 * const [last, sums] = scan((total: Tensor, x: Tensor) => [add(total, x), multiply(total, x)], 0, [1, 2, 3]);
 * last; // → 6
 * sums; // → [0, 2, 9]
 */
export function scan<C, X, Y>(
  step: Step<C, X, Y>,
  init: Untraced<C>,
  xs: Untraced<X> | undefined,
  options: ScanOptions = {},
): readonly [carry: C, outputs: Y] {
  const caller = 'autodiff.scan';
  const parts = readTree(xs, 'xs', caller);
  const steps = stepsOf(parts, options.length, caller);
  const inputs = partsOf(parts, steps) as X[];
  const run = (start: C, some: readonly X[]): readonly [carry: C, outputs: readonly Y[]] => {
    const outputs: Y[] = [];
    let carry = start;
    for (const x of some) {
      const [next, output] = step(carry, x);
      carry = next;
      outputs.push(output);
    }
    return [carry, outputs];
  };
  const first = init as C;
  if (options.checkpoint !== 'sqrt') {
    const [carry, outputs] = run(first, inputs);
    return [carry, stacked(outputs, caller) as Y];
  }
  const size = Math.ceil(Math.sqrt(steps));
  const segment = checkpoint(run);
  const outputs: Y[] = [];
  let carry = first;
  for (let start = 0; start < steps; start += size) {
    const [next, some] = segment(carry, inputs.slice(start, start + size));
    carry = next;
    outputs.push(...some);
  }
  return [carry, stacked(outputs, caller) as Y];
}
