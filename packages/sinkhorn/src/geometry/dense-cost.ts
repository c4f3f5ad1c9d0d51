import { type ArrayInput, contiguous, resultDtype, ShapeError } from '@monge/ndarray';
import type { DenseCost } from './geometry.js';
import { onExecutor } from './on-executor.js';
import { refuseLargeCosts } from './refuse-large-costs.js';

/**
 * The geometry of a given cost matrix.
 *
 * @param matrix costs C_ij of moving a unit from source i to target j, [n, m]: any numbers up to 1e150, negative ones too. A contiguous
 *   float array is not copied; do not write into it while the geometry is in use.
 * @throws {ShapeError} unless the matrix has two axes, none empty.
 * @throws {DomainError} when a cost is NaN or beyond 1e150.
 *
 * @example
 * ```ts
 * import { denseCost } from '@monge/sinkhorn';
 *
 * denseCost([[0, 1, 4], [1, 0, 1]]).shape; // → [2, 3]
 * ```
 */
export function denseCost(matrix: ArrayInput): DenseCost {
  const caller = 'sinkhorn.denseCost';
  const dtype = resultDtype(matrix);
  const { data, shape } = contiguous(matrix, dtype, { name: 'matrix', caller });
  if (shape.length !== 2 || data.length === 0) {
    throw new ShapeError(
      `${caller}: expected matrix of shape [n, m] with n, m ≥ 1 (costs from source i to target j), got [${shape.join(', ')}]`,
    );
  }
  const [rows, columns] = shape as readonly [number, number];
  refuseLargeCosts(data, columns, 'matrix', caller);
  const costs = { kind: 'stored', rows, columns, costs: data } as const;
  return Object.freeze<DenseCost>({ kind: 'denseCost', ...onExecutor([rows, columns], dtype, () => costs) });
}
