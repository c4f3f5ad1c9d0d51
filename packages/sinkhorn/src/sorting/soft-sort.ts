import { flip, type Operand, slice, type Tensor } from '@monge/autodiff';
import { type Lists, listsOf } from './lists.js';
import { type SortingOptions, type SortingResult, sortingSettings } from './sorting-options.js';
import {
  checkExclusive,
  checkTop,
  type TargetOptions,
  type Targets,
  targetsByCount,
  targetsOf,
} from './targets.js';
import { transportOf } from './transport.js';

/** Either `topK`, or `size`, or `targets` and `targetWeights`. */
export interface SoftSortOptions<W extends Operand = Operand, V extends Operand = Operand>
  extends SortingOptions<W>,
    TargetOptions<V> {
  /** Only the k largest, k < n: one target for all others spares most of the work. Where values weigh differently, each is a mean of 1/n of the weight; n counts those that weigh anything. */
  readonly topK?: number;
  /** Whether the largest come first. Default false. */
  readonly descending?: boolean;
}

/**
 * The values in ascending order, softly: s_j = (1/b_j) Σ_i P_ij x_i, where P is the entropic plan of the squashed values, of the weights a, 1/n each by default, to targets in ascending
 * order, of the weights b, 1/m each by default (Cuturi, Teboul & Vert 2019, "Differentiable ranks and sorting using optimal transport", eq. 6). The result ascends, Σ b_j s_j is the mean of x by
 * weight, and as ε → 0 it is the sorted x, or each the mean of its part of the weight, as ε → ∞ the mean of x everywhere.
 *
 * Derivatives, with respect to x and both weights, are those of the implicit function theorem, in both modes and to any order. What rounding leaves of the second ones is six digits at
 * ε = 1e-6, and two at 1e-8. O(n log n + n·w) a list, where w is at most a few hundred for any ε.
 *
 * @param x a list of n finite values along `axis`, and a batch along the others.
 * @returns an array like x with as many elements along the axis as there are targets, or `topK`.
 * @throws {DomainError} when a value is not finite or an option is out of its range, {ShapeError} when there are no values or weights do not fit them.
 *
 * @example
 * ```ts
 * import { softSort } from '@monge/sinkhorn/sorting';
 *
 * softSort([3, 1, 2], { epsilon: 1e-3 }); // → [1.00, 2.00, 3.00]
 * softSort([3, 1, 2], { epsilon: 1e-3, weights: [2, 1, 1], size: 4, descending: true }); // → [3.00, 3.00, 2.00, 1.00]
 * ```
 */
export function softSort<A extends Operand, W extends Operand = never, V extends Operand = never>(
  x: A,
  options: SoftSortOptions<W, V> = {},
): SortingResult<A, W | V> {
  const settings = sortingSettings(options, 'sinkhorn.softSort');
  const lists = listsOf(x, settings);
  const { toTargets } = transportOf(lists, sortTargets(lists, options, settings.caller), settings);
  return lists.restored(inOrder(toTargets(lists.values), options)) as SortingResult<A, W | V>;
}

export function sortTargets(lists: Lists, options: SoftSortOptions, caller: string): Targets {
  const { topK, size, targets, targetWeights } = options;
  checkExclusive({ topK }, { size, targets, targetWeights }, caller);
  if (topK === undefined) return targetsOf(lists, options, lists.values.shape[1], caller);
  checkTop(topK, lists, caller);
  return targetsByCount(lists, topK + 1, (count) => topWeights(count, topK));
}

/** What is asked for of what the targets have in ascending order, [batch, m, k]. */
export function inOrder(sorted: Tensor, { topK, descending = false }: SoftSortOptions): Tensor {
  const kept = topK === undefined ? sorted : slice(sorted, null, [1]);
  return descending ? flip(kept, 1) : kept;
}

/** Targets for the k largest of n values, and one for all others, which comes first. */
function topWeights(n: number, k: number): number[] {
  return Array.from({ length: k + 1 }, (_, j) => (j === 0 ? (n - k) / n : 1 / n));
}
