import { type ArrayInput, argsort as argsortOfArray, type NdArray, type ScanOptions } from '@monge/ndarray';
import type { Traced } from '../core/traced.js';
import { untraced } from '../ops/internal/untraced.js';

/**
 * The indices that sort an array along an axis (the last by default): first that of the smallest element. Equal elements, 0 and −0 too, keep
 * their order; NaN come last. Indices are plain: constants for all derivatives.
 *
 * @throws DomainError when the axis is outside [−rank, rank).
 * @example
 * argsort([30, 10, 20, 10]); // → [1, 3, 2, 0]
 */
export function argsort(x: ArrayInput | Traced, options?: ScanOptions): NdArray<Int32Array> {
  return argsortOfArray(untraced(x, 'autodiff.argsort'), options);
}
