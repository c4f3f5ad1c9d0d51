import { asStrided } from '../../as-strided.js';
import type { FloatDType } from '../../dtype.js';
import { ShapeError } from '../../errors.js';
import { broadcastStride, commonShape } from '../../internal/broadcast.js';
import { convert } from '../../internal/convert.js';
import { positions } from '../../internal/positions.js';
import { format, packedStride } from '../../internal/shape.js';
import { resultDtype } from '../../result-dtype.js';
import type { ArrayInput } from '../../strided.js';
import type { Matrices } from './matrices.js';

/** The right-hand sides of linear systems, one for each index of the common batch. */
export interface RightHandSides {
  /** A copy, packed: [...batch, rows, columns]. */
  readonly data: Float64Array;
  readonly batch: readonly number[];
  readonly columns: number;
  /** Where in its data the matrix of each system begins; equal ones follow one another where `b` alone has a batch. */
  readonly matrixAt: Int32Array;
  readonly dtype: FloatDType;
  /** The shape of the solutions, of so many unknowns. */
  solutionShape(unknowns: number): readonly number[];
}

/**
 * `b` as NumPy 2 reads it: a vector [rows] if it has one axis, matrices [..., rows, k] otherwise.
 *
 * @throws ShapeError when the rows are not those of `a`, or the batches do not broadcast together.
 */
export function readRightHandSides(a: Matrices, name: string, b: ArrayInput, caller: string): RightHandSides {
  const view = asStrided(b, 'b', caller);
  const vector = view.shape.length === 1;
  const shape = vector ? [...view.shape, 1] : view.shape;
  const stride = vector ? [...view.stride, 0] : view.stride;
  if (shape.length < 2 || shape.at(-2) !== a.rows) {
    throw new ShapeError(
      `${caller}: expected b of shape [${a.rows}] or [..., ${a.rows}, k] (right-hand sides; ${name} is ${format(a.shape)}), got ${format(view.shape)}; a batch of vectors needs a last axis of length 1`,
    );
  }
  const columns = shape.at(-1)!;
  const batch = commonShape([a.batch, shape.slice(0, -2)], caller);
  const full = [...batch, a.rows, columns];
  const source = { ...view, shape, stride };
  const spread = { ...source, shape: full, stride: broadcastStride(source, full) };
  const outer = {
    data: a.data,
    shape: a.batch,
    stride: packedStride(a.batch).map((step) => step * a.rows * a.columns),
    offset: 0,
  };
  return {
    data: convert(spread, 'float64', 'b', caller),
    batch,
    columns,
    matrixAt: positions(batch, broadcastStride(outer, batch), 0),
    dtype: a.dtype === 'float32' ? resultDtype(b) : 'float64',
    solutionShape: (unknowns) => [...batch, unknowns, ...(vector ? [] : [columns])],
  };
}
