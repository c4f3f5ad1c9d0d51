import { asStrided } from '../../as-strided.js';
import { DomainError } from '../../errors.js';
import { make } from '../../internal/make.js';
import type { NdArray } from '../../nd-array.js';
import type { ArrayInput } from '../../strided.js';
import { checkRank } from './matrices.js';

/** A view of the elements (i, i + offset) of each matrix. */
export function diagonalView(a: ArrayInput, offset: number, caller: string): NdArray {
  const { data, shape, stride, offset: start } = asStrided(a, 'a', caller);
  checkRank(shape, 'a', caller);
  checkOffset(offset, caller);
  const [rows, columns] = shape.slice(-2) as [number, number];
  const [down, right] = stride.slice(-2) as [number, number];
  const [i, j] = offset < 0 ? [-offset, 0] : [0, offset];
  const length = Math.max(Math.min(rows - i, columns - j), 0);
  const first = length === 0 ? start : start + i * down + j * right;
  return make(data, [...shape.slice(0, -2), length], [...stride.slice(0, -2), down + right], first);
}

/** @throws DomainError unless a diagonal's offset is an integer. */
export function checkOffset(offset: number, caller: string): void {
  if (Number.isInteger(offset)) return;
  throw new DomainError(`${caller}: expected offset to be an integer (a diagonal), got ${offset}`);
}
