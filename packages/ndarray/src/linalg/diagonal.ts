import { asStrided } from '../as-strided.js';
import { dtypeOf } from '../dtype-of.js';
import { ShapeError } from '../errors.js';
import { allocate } from '../internal/allocate.js';
import { assign } from '../internal/assign.js';
import { make } from '../internal/make.js';
import { sizeOf } from '../internal/shape.js';
import type { NdArray } from '../nd-array.js';
import type { ArrayInput, DataFor } from '../strided.js';
import { diagonalView } from './internal/diagonal-view.js';

/** Options of {@link diagonal}, {@link tril} and {@link triu}. */
export interface DiagonalOptions {
  /** The diagonal of the elements (i, i + offset); 0, the main one, by default. */
  readonly offset?: number;
}

/**
 * A diagonal of matrices, [..., m, n] → [..., k]. A view: it shares memory with `a`, unless `a` is nested numbers. O(rank).
 *
 * @throws ShapeError when `a` has fewer than two axes.
 * @throws DomainError unless `offset` is an integer.
 * @example
 * diagonal([[1, 2], [3, 4]]); // → [1, 4]
 * diagonal([[1, 2], [3, 4]], { offset: 1 }); // → [2]
 */
export function diagonal<A extends ArrayInput>(a: A, options?: DiagonalOptions): NdArray<DataFor<A>>;
export function diagonal(a: ArrayInput, { offset = 0 }: DiagonalOptions = {}): NdArray {
  return diagonalView(a, offset, 'ndarray.diagonal');
}

/**
 * Diagonal matrices with the given diagonals, [..., n] → [..., n, n], of the element type of `v`. O(n²).
 *
 * @throws ShapeError when `v` has rank 0.
 * @example
 * diag([1, 2]); // → [[1, 0], [0, 2]]
 */
export function diag<A extends ArrayInput>(v: A): NdArray<DataFor<A>>;
export function diag(v: ArrayInput): NdArray {
  const caller = 'ndarray.diag';
  const view = asStrided(v, 'v', caller);
  const n = view.shape.at(-1);
  if (n === undefined) {
    throw new ShapeError(`${caller}: expected v to have an axis (the diagonal), got a single number`);
  }
  const shape = [...view.shape, n];
  const matrices = make(allocate(dtypeOf(view.data), sizeOf(shape)), shape);
  assign(view.shape, view, diagonalView(matrices, 0, caller));
  return matrices;
}
