import type { Operand, Result } from '@monge/autodiff';
import { columnsOf } from './columns.js';
import { type SortingOptions, sortingSettings } from './sorting-options.js';
import { checkTop, evenlySpaced } from './targets.js';
import { meansAtValues } from './transported.js';

/**
 * How far each value belongs to the k largest, in [0, 1]: the share of it that goes to the second of two targets, of the weights 1 − k/n and k/n. The shares sum to k; as ε → 0 they become 1 for
 * the k largest and 0 for the others, as ε → ∞ all of them k/n. O(n log n).
 *
 * @throws {DomainError} when k is no integer in [1, n), a value is not finite, or an option is out of its range, {ShapeError} when there are no values.
 *
 * @example
 * ```ts
 * import { softTopK } from '@monge/sinkhorn/sorting';
 *
 * softTopK([3, 1, 2, 5], 2, { epsilon: 1e-3 }); // → [1.00, 0.00, 0.00, 1.00]
 * ```
 */
export function softTopK<A extends Operand>(x: A, k: number, options: SortingOptions = {}): Result<A> {
  const settings = sortingSettings(options, 'sinkhorn.softTopK');
  const { columns, n, restored } = columnsOf(x, settings.axis, settings.caller);
  checkTop(k, n, settings.caller);
  const targets = evenlySpaced(Float64Array.of(1 - k / n, k / n));
  return restored(meansAtValues(columns, Float64Array.of(0, 1), targets, settings)) as Result<A>;
}
