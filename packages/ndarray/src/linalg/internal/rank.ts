import type { FloatDType } from '../../dtype.js';
import { DomainError } from '../../errors.js';

/** Options of what treats small singular values as zeros. */
export interface RankOptions {
  /** Singular values up to `rtol` times the largest count as 0. Default max(m, n)·ε of the element type of `a`. */
  readonly rtol?: number;
}

/** The tolerance to use. @throws DomainError unless it is ≥ 0. */
export function rankTolerance(
  { rtol }: RankOptions,
  rows: number,
  columns: number,
  dtype: FloatDType,
  caller: string,
): number {
  if (rtol === undefined) return Math.max(rows, columns) * (dtype === 'float32' ? 2 ** -23 : Number.EPSILON);
  if (rtol >= 0) return rtol;
  throw new DomainError(`${caller}: expected rtol ≥ 0, got ${rtol}`);
}

/** How many singular values, given in descending order, count. */
export function rankOf(s: Float64Array, rtol: number): number {
  let rank = 0;
  while (rank < s.length && s[rank] > rtol * s[0]) rank++;
  return rank;
}
