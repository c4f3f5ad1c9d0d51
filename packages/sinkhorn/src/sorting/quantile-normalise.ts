import { astype, broadcastTo, type Operand, reshape } from '@monge/autodiff';
import { listsOf } from './lists.js';
import { denseUnder, readTensor } from './read-tensor.js';
import { type SortingOptions, type SortingResult, sortingSettings } from './sorting-options.js';
import { checkAscending, evenTargets, type TargetOptions } from './targets.js';
import { transportOf } from './transport.js';

export interface QuantileNormaliseOptions<W extends Operand = Operand, V extends Operand = Operand>
  extends SortingOptions<W>,
    Pick<TargetOptions<V>, 'targetWeights'> {}

/**
 * Values with a distribution of the caller's, softly: each is replaced by the mean of the new values, of the weights `targetWeights`, that the plan of {@link softSort} sends it to, in the
 * order of the old ones. As ε → 0, and with n new values, the i-th smallest becomes the i-th of them. The mean is that of the new values. Derivatives are with respect to these, too.
 *
 * @param values the new values, ascending, [m].
 * @throws {DomainError} when a value is not finite, the new ones do not ascend, or an option is out of its range, {ShapeError} when there are no values or weights do not fit them.
 *
 * @example
 * ```ts
 * import { quantileNormalise } from '@monge/sinkhorn/sorting';
 *
 * quantileNormalise([3, 1, 2], [10, 20, 60], { epsilon: 1e-3 }); // → [60.00, 10.00, 20.00]
 * ```
 */
export function quantileNormalise<
  A extends Operand,
  B extends Operand,
  W extends Operand = never,
  V extends Operand = never,
>(x: A, values: B, options: QuantileNormaliseOptions<W, V> = {}): SortingResult<A, B | W | V> {
  const settings = sortingSettings(options, 'sinkhorn.quantileNormalise');
  const { caller } = settings;
  const lists = listsOf(x, settings);
  const given = astype(readTensor(values, 'values', caller), 'float64');
  checkAscending(denseUnder(given), 'values', caller);
  const [batch, m] = [lists.values.shape[0], given.shape[0]];
  const targets = evenTargets(lists, m, options.targetWeights, caller);
  const repeated = broadcastTo(reshape(given, [1, m, 1]), [batch, m, 1]);
  return lists.restored(transportOf(lists, targets, settings).toValues(repeated)) as SortingResult<
    A,
    B | W | V
  >;
}
