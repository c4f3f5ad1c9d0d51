import { multiply, type Operand, subtract } from '@monge/autodiff';
import { fromData } from '@monge/ndarray';
import { listsOf } from './lists.js';
import { type SortingOptions, type SortingResult, sortingSettings } from './sorting-options.js';
import { middles, type TargetOptions, targetsOf } from './targets.js';
import { transportOf } from './transport.js';

/** Either `size`, or `targets` and `targetWeights`: fewer targets are less work, and more are finer where values weigh differently. */
export interface SoftRankOptions<W extends Operand = Operand, V extends Operand = Operand>
  extends SortingOptions<W>,
    TargetOptions<V> {
  /** Whether the largest values have the smallest ranks. Default false. */
  readonly descending?: boolean;
}

/**
 * The rank of each value in [0, n − 1], softly: r_i = n Σ_j (P_ij/a_i) c_j − ½, with the plan of {@link softSort} (Cuturi, Teboul & Vert 2019, eq. 7), where c_j = b_1 + … + b_j−1 + b_j/2 is the middle of
 * what the target j receives of the whole weight; for n targets of the same weight n c_j − ½ is j. Larger values have larger ranks, equal ones equal ranks, and Σ a_i r_i is (n − 1)/2, for any
 * targets and weights. As ε → 0 they become 0 … n − 1, as ε → ∞ all of them (n − 1)/2. n counts the values that weigh anything. Cost and derivatives as there.
 *
 * @throws {DomainError} when a value is not finite or an option is out of its range, {ShapeError} when there are no values or weights do not fit them.
 *
 * @example
 * ```ts
 * import { softRank } from '@monge/sinkhorn/sorting';
 *
 * softRank([3, 1, 2], { epsilon: 1e-3 }); // → [2.00, 0.00, 1.00]
 * softRank([3, 1, 2], { epsilon: 1e-3, descending: true }); // → [0.00, 2.00, 1.00]
 * ```
 */
export function softRank<A extends Operand, W extends Operand = never, V extends Operand = never>(
  x: A,
  options: SoftRankOptions<W, V> = {},
): SortingResult<A, W | V> {
  const settings = sortingSettings(options, 'sinkhorn.softRank');
  const lists = listsOf(x, settings);
  const targets = targetsOf(lists, options, lists.values.shape[1], settings.caller);
  const levels = transportOf(lists, targets, settings).toValues(middles(targets));
  const { counts } = lists.weights;
  const below = options.descending === true ? subtract(1, levels) : levels;
  const ranks = subtract(multiply(fromData(counts, [counts.length, 1, 1]), below), 0.5);
  return lists.restored(ranks) as SortingResult<A, W | V>;
}
