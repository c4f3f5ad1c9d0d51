import type { Operand, Result } from '@monge/autodiff';
import { columnsOf } from './columns.js';
import { sortTargets } from './soft-sort.js';
import { type SortingOptions, sortingSettings } from './sorting-options.js';
import { meansAtValues } from './transported.js';

/**
 * The rank of each value in [0, n − 1], softly: r_i = n Σ_j P_ij j, with the plan of {@link softSort} (Cuturi, Teboul & Vert 2019, eq. 7). Larger values have larger ranks, equal ones
 * equal ranks, and the ranks sum to n(n − 1)/2. As ε → 0 they become 0 … n − 1, as ε → ∞ all of them (n − 1)/2. Cost and derivatives as there.
 *
 * @throws {DomainError} when a value is not finite or an option is out of its range, {ShapeError} when there are no values.
 *
 * @example
 * ```ts
 * import { softRank } from '@monge/sinkhorn/sorting';
 *
 * softRank([3, 1, 2], { epsilon: 1e-3 }); // → [2.00, 0.00, 1.00]
 * ```
 */
export function softRank<A extends Operand>(x: A, options: SortingOptions = {}): Result<A> {
  const settings = sortingSettings(options, 'sinkhorn.softRank');
  const { columns, n, restored } = columnsOf(x, settings.axis, settings.caller);
  const ranks = Float64Array.from({ length: n }, (_, j) => j);
  return restored(meansAtValues(columns, ranks, sortTargets(n, {}, settings.caller), settings)) as Result<A>;
}
