import { astype, type Operand, reshape } from '@monge/autodiff';
import { ShapeError } from '@monge/ndarray';
import { listsOf } from './lists.js';
import { readTensor } from './read-tensor.js';
import { inOrder, type SoftSortOptions, sortTargets } from './soft-sort.js';
import { type SortingResult, sortingSettings } from './sorting-options.js';
import { transportOf } from './transport.js';

export type SortWithOptions<W extends Operand = Operand, V extends Operand = Operand> = Omit<
  SoftSortOptions<W, V>,
  'axis'
>;

/**
 * The rows of a matrix in ascending order of a value of each, softly: (1/b_j) Σ_i P_ij m_ik with the plan of {@link softSort} for the values. Differentiable in both, and in the weights.
 *
 * @param values [..., n]
 * @param matrix [..., n, k]
 * @returns [..., m, k]
 * @throws {ShapeError} when the shapes do not fit, {DomainError} when a value is not finite or an option is out of its range.
 *
 * @example
 * ```ts
 * import { sortWith } from '@monge/sinkhorn/sorting';
 *
 * sortWith([2, 0, 1], [[20, 1], [0, 2], [10, 3]], { epsilon: 1e-3 }); // → [[0.00, 2.00], [10.00, 3.00], [20.00, 1.00]]
 * ```
 */
export function sortWith<
  A extends Operand,
  B extends Operand,
  W extends Operand = never,
  V extends Operand = never,
>(values: A, matrix: B, options: SortWithOptions<W, V> = {}): SortingResult<A | B, W | V> {
  const settings = sortingSettings({ ...options, axis: -1 }, 'sinkhorn.sortWith');
  const list = readTensor(values, 'values', settings.caller);
  const rows = readTensor(matrix, 'matrix', settings.caller);
  const lists = listsOf(list, settings);
  const { shape } = list;
  if (rows.shape.length !== shape.length + 1 || shape.some((length, axis) => rows.shape[axis] !== length)) {
    throw new ShapeError(
      `${settings.caller}: expected matrix of shape [${[...shape, 'k'].join(', ')}] (a row for each value), got [${rows.shape.join(', ')}]`,
    );
  }
  const k = rows.shape[shape.length];
  const [batch, n] = lists.values.shape;
  const carried = reshape(astype(rows, 'float64'), [batch, n, k]);
  const { toTargets } = transportOf(lists, sortTargets(lists, options, settings.caller), settings);
  const sorted = inOrder(toTargets(carried), options);
  const result = reshape(sorted, [...shape.slice(0, -1), sorted.shape[1], k]);
  const single = list.dtype === 'float32' && rows.dtype === 'float32';
  return (single ? astype(result, 'float32') : result) as SortingResult<A | B, W | V>;
}
