import { type Operand, type Result, slice } from '@monge/autodiff';
import { type ArrayInput, DomainError } from '@monge/ndarray';
import { columnsOf } from './columns.js';
import type { Targets } from './plans.js';
import { type SortingOptions, sortingSettings } from './sorting-options.js';
import { checkTop, evenlySpaced, readPositions, topWeights, uniformWeights } from './targets.js';
import { meansAtTargets } from './transported.js';

/** Of `size`, `topK` and `targets` at most one. */
export interface SoftSortOptions extends SortingOptions {
  /** How many values to make of the n, each of the same share of them. Default n. */
  readonly size?: number;
  /** Only the k largest, k < n, ascending: one target for all others spares most of the work. */
  readonly topK?: number;
  /** Where the targets lie, ascending, [m]. Default: evenly from 0 to 1. */
  readonly targets?: ArrayInput;
}

/**
 * The values in ascending order, softly: s_j = (1/b_j) Σ_i P_ij x_i, where P is the entropic plan of the squashed values, 1/n each, to targets in ascending order, b_j = 1/m each (Cuturi,
 * Teboul & Vert 2019, "Differentiable ranks and sorting using optimal transport", eq. 6). The result ascends, Σ b_j s_j is the mean of x, and as ε → 0 it is the sorted x, as ε → ∞
 * the mean of x everywhere.
 *
 * Derivatives are those of the implicit function theorem, in both modes and to any order. What rounding leaves of the second ones is six digits at ε = 1e-6, and
 * two at 1e-8. O(n log n + n·w) a list, where w is at most a few hundred for any ε.
 *
 * @param x a list of n finite values along `axis`, and a batch along the others.
 * @returns an array like x with `size` or `topK` elements along the axis.
 * @throws {DomainError} when a value is not finite or an option is out of its range, {ShapeError} when there are no values.
 *
 * @example
 * ```ts
 * import { softSort } from '@monge/sinkhorn/sorting';
 *
 * softSort([3, 1, 2], { epsilon: 1e-3 }); // → [1.00, 2.00, 3.00]
 * ```
 */
export function softSort<A extends Operand>(x: A, options: SoftSortOptions = {}): Result<A> {
  const settings = sortingSettings(options, 'sinkhorn.softSort');
  const { columns, n, restored } = columnsOf(x, settings.axis, settings.caller);
  const { topK } = options;
  const sorted = meansAtTargets(columns, columns, sortTargets(n, options, settings.caller), settings);
  return restored(topK === undefined ? sorted : slice(sorted, null, [1])) as Result<A>;
}

export function sortTargets(n: number, options: SoftSortOptions, caller: string): Targets {
  const { size, topK, targets } = options;
  const given = Object.entries({ size, topK, targets }).filter(([, value]) => value !== undefined);
  if (given.length > 1) {
    const names = given.map(([name]) => name).join(' and ');
    throw new DomainError(`${caller}: expected at most one of size, topK and targets, got ${names}`);
  }
  if (topK !== undefined) {
    checkTop(topK, n, caller);
    return evenlySpaced(topWeights(n, topK));
  }
  if (targets !== undefined) {
    const positions = readPositions(targets, 'targets', caller);
    return { positions, weights: uniformWeights(positions.length) };
  }
  if (size !== undefined && !(Number.isInteger(size) && size > 0)) {
    throw new DomainError(`${caller}: expected size to be a positive integer, got ${size}`);
  }
  return evenlySpaced(uniformWeights(size ?? n));
}
