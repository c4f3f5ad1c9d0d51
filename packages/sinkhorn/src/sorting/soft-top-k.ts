import type { Operand } from '@monge/autodiff';
import { fromData } from '@monge/ndarray';
import { listsOf } from './lists.js';
import { type SortingOptions, type SortingResult, sortingSettings } from './sorting-options.js';
import { checkTop, targetsByCount } from './targets.js';
import { transportOf } from './transport.js';

/**
 * How far each value belongs to the k largest, in [0, 1]: the share of it that goes to the second of two targets, of the weights 1 − k/n and k/n. The shares sum to k, or by weight to k/n of it;
 * as ε → 0 they become 1 for the k largest and 0 for the others, as ε → ∞ all of them k/n. n counts the values that weigh anything. O(n log n).
 *
 * @throws {DomainError} when k is no integer in [1, n), a value is not finite, or an option is out of its range, {ShapeError} when there are no values or weights do not fit them.
 *
 * @example
 * ```ts
 * import { softTopK } from '@monge/sinkhorn/sorting';
 *
 * softTopK([3, 1, 2, 5], 2, { epsilon: 1e-3 }); // → [1.00, 0.00, 0.00, 1.00]
 * ```
 */
export function softTopK<A extends Operand, W extends Operand = never>(
  x: A,
  k: number,
  options: SortingOptions<W> = {},
): SortingResult<A, W> {
  const settings = sortingSettings(options, 'sinkhorn.softTopK');
  const lists = listsOf(x, settings);
  checkTop(k, lists, settings.caller);
  const { counts } = lists.weights;
  const targets = targetsByCount(lists, 2, (n) => [1 - k / n, k / n]);
  const chosen = Float64Array.from({ length: 2 * counts.length }, (_, at) => at % 2);
  const { toValues } = transportOf(lists, targets, settings);
  return lists.restored(toValues(fromData(chosen, [counts.length, 2, 1]))) as SortingResult<A, W>;
}
