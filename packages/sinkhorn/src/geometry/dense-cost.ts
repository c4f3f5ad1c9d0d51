import { type ArrayInput, contiguous, DomainError, resultDtype, ShapeError } from '@monge/ndarray';
import type { DenseCost } from './geometry.js';

/**
 * The geometry of a given cost matrix.
 *
 * @param matrix costs C_ij of moving a unit from source i to target j, [n, m]: any finite numbers, negative ones too. A contiguous
 *   float array is not copied; do not write into it while the geometry is in use.
 * @throws {ShapeError} unless the matrix has two axes, none empty.
 * @throws {DomainError} when a cost is NaN or infinite.
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
  for (let i = 0; i < data.length; i++) {
    if (Number.isFinite(data[i])) continue;
    throw new DomainError(
      `${caller}: expected finite costs in matrix, got ${data[i]} at [${Math.floor(i / columns)}, ${i % columns}]; ` +
        'for a forbidden move, give a large finite cost',
    );
  }
  const costs = { kind: 'stored', rows, columns, costs: data } as const;
  return Object.freeze<DenseCost>({ kind: 'denseCost', shape: [rows, columns], dtype, costs: () => costs });
}
