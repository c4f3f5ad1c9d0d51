import type { Operand, Result } from '@monge/autodiff';
import type { ArrayInput } from '@monge/ndarray';
import { columnsOf } from './columns.js';
import { type SortingOptions, sortingSettings } from './sorting-options.js';
import { evenlySpaced, readPositions, readWeights, uniformWeights } from './targets.js';
import { meansAtValues } from './transported.js';

export interface QuantileNormaliseOptions extends SortingOptions {
  /** Weights of the new values, > 0, of any sum. Default: the same for all. */
  readonly weights?: ArrayInput;
}

/**
 * Values with a distribution of the caller's, softly: each is replaced by the mean of the new values, [m], that the plan of {@link softSort} sends it to, in the order of the
 * old ones. As ε → 0, and with n new values, the i-th smallest becomes the i-th of them. The mean is that of the new values.
 *
 * @param values the new values, ascending.
 * @throws {DomainError} when a value is not finite, the new ones do not ascend, or an option is out of its range, {ShapeError} when there are no values.
 *
 * @example
 * ```ts
 * import { quantileNormalise } from '@monge/sinkhorn/sorting';
 *
 * quantileNormalise([3, 1, 2], [10, 20, 60], { epsilon: 1e-3 }); // → [60.00, 10.00, 20.00]
 * ```
 */
export function quantileNormalise<A extends Operand>(
  x: A,
  values: ArrayInput,
  options: QuantileNormaliseOptions = {},
): Result<A> {
  const settings = sortingSettings(options, 'sinkhorn.quantileNormalise');
  const { caller } = settings;
  const { columns, restored } = columnsOf(x, settings.axis, caller);
  const given = readPositions(values, 'values', caller);
  const weights =
    options.weights === undefined
      ? uniformWeights(given.length)
      : readWeights(options.weights, given.length, caller);
  return restored(meansAtValues(columns, given, evenlySpaced(weights), settings)) as Result<A>;
}
