import { contiguous } from '../../contiguous.js';
import type { FloatDType } from '../../dtype.js';
import { ShapeError } from '../../errors.js';
import { format, sizeOf } from '../../internal/shape.js';
import { resultDtype } from '../../result-dtype.js';
import type { ArrayInput } from '../../strided.js';

/** Matrices of one size, one after another in C order: the last two axes of an input, and the batch before them. */
export interface Matrices {
  /** May be the input's own memory: not to be written to. */
  readonly data: Float64Array;
  readonly shape: readonly number[];
  readonly batch: readonly number[];
  readonly count: number;
  readonly rows: number;
  readonly columns: number;
  /** The element type of what is computed from them. */
  readonly dtype: FloatDType;
}

/** @throws ShapeError when the input has fewer than two axes. */
export function readMatrices(input: ArrayInput, name: string, caller: string): Matrices {
  const { data, shape } = contiguous(input, 'float64', { name, caller });
  checkRank(shape, name, caller);
  const batch = shape.slice(0, -2);
  const [rows, columns] = shape.slice(-2) as [number, number];
  return { data, shape, batch, count: sizeOf(batch), rows, columns, dtype: resultDtype(input) };
}

/** @throws ShapeError when the shape has fewer than two axes. */
export function checkRank(shape: readonly number[], name: string, caller: string): void {
  if (shape.length >= 2) return;
  throw new ShapeError(
    `${caller}: expected ${name} to have two axes or more (the last two hold the matrices), got shape ${format(shape)}`,
  );
}

/** @throws ShapeError unless the last two axes have one length. */
export function readSquare(input: ArrayInput, name: string, caller: string): Matrices {
  const matrices = readMatrices(input, name, caller);
  if (matrices.rows === matrices.columns) return matrices;
  throw new ShapeError(
    `${caller}: expected ${name} to hold square matrices in its last two axes, got shape ${format(matrices.shape)}`,
  );
}

/** How a message names a matrix of the batch: `a`, or `a[1, 2]`. */
export function nameOf(name: string, index: number, batch: readonly number[]): string {
  const position: number[] = [];
  let rest = index;
  for (const length of batch.toReversed()) {
    position.unshift(rest % length);
    rest = Math.floor(rest / length);
  }
  return position.length === 0 ? name : name + format(position);
}
