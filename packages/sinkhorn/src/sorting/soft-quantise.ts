import type { Operand } from '@monge/autodiff';
import { listsOf } from './lists.js';
import { type SortingOptions, type SortingResult, sortingSettings } from './sorting-options.js';
import { type TargetOptions, targetsOf } from './targets.js';
import { transportOf } from './transport.js';

/** Either `size`, 10 by default, or `targets` and `targetWeights`. */
export interface SoftQuantiseOptions<W extends Operand = Operand, V extends Operand = Operand>
  extends SortingOptions<W>,
    TargetOptions<V> {}

/**
 * The values drawn to a few levels, softly: each becomes the mean, over the targets that it goes to, of what these receive on average ({@link softSort}). The mean by weight stays. As ε → 0 each
 * is replaced by the mean of its group, where groups of neighbours have the weights of the targets, as ε → ∞ by the mean of all. Cost and derivatives as there.
 *
 * @throws {DomainError} when a value is not finite or an option is out of its range, {ShapeError} when there are no values or weights do not fit them.
 *
 * @example
 * ```ts
 * import { softQuantise } from '@monge/sinkhorn/sorting';
 *
 * softQuantise([1, 12, 10, 3], { epsilon: 1e-3, size: 2 }); // → [2.00, 11.00, 11.00, 2.00]
 * ```
 */
export function softQuantise<A extends Operand, W extends Operand = never, V extends Operand = never>(
  x: A,
  options: SoftQuantiseOptions<W, V> = {},
): SortingResult<A, W | V> {
  const settings = sortingSettings(options, 'sinkhorn.softQuantise');
  const lists = listsOf(x, settings);
  const targets = targetsOf(lists, options, 10, settings.caller);
  const { toTargets, toValues } = transportOf(lists, targets, settings);
  return lists.restored(toValues(toTargets(lists.values))) as SortingResult<A, W | V>;
}
