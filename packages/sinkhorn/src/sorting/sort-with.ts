import { astype, type Operand, type Result, reshape, slice } from '@monge/autodiff';
import { ShapeError } from '@monge/ndarray';
import { columnsOf } from './columns.js';
import { readTensor } from './read-tensor.js';
import { type SoftSortOptions, sortTargets } from './soft-sort.js';
import { sortingSettings } from './sorting-options.js';
import { meansAtTargets } from './transported.js';

export type SortWithOptions = Omit<SoftSortOptions, 'axis'>;

/**
 * The rows of a matrix in ascending order of a value of each, softly: (1/b_j) Σ_i P_ij m_ik with the plan of {@link softSort} for the values. Differentiable in both.
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
export function sortWith<A extends Operand, B extends Operand>(
  values: A,
  matrix: B,
  options: SortWithOptions = {},
): Result<A | B> {
  const settings = sortingSettings(options, 'sinkhorn.sortWith');
  const list = readTensor(values, 'values', settings.caller);
  const rows = readTensor(matrix, 'matrix', settings.caller);
  const { columns, n } = columnsOf(list, -1, settings.caller);
  const wide = astype(rows, 'float64');
  const { shape } = list;
  if (wide.shape.length !== shape.length + 1 || shape.some((length, axis) => wide.shape[axis] !== length)) {
    throw new ShapeError(
      `${settings.caller}: expected matrix of shape [${[...shape, 'k'].join(', ')}] (a row for each value), got [${wide.shape.join(', ')}]`,
    );
  }
  const k = wide.shape[shape.length];
  const carried = reshape(wide, [columns.shape[0], n, k]);
  const sorted = meansAtTargets(columns, carried, sortTargets(n, options, settings.caller), settings);
  const kept = options.topK === undefined ? sorted : slice(sorted, null, [1]);
  const result = reshape(kept, [...shape.slice(0, -1), kept.shape[1], k]);
  const single = list.dtype === 'float32' && rows.dtype === 'float32';
  return (single ? astype(result, 'float32') : result) as Result<A | B>;
}
