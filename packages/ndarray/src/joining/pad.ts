import { asStrided } from '../as-strided.js';
import { dtypeOf } from '../dtype-of.js';
import { ShapeError } from '../errors.js';
import { allocate } from '../internal/allocate.js';
import { assign } from '../internal/assign.js';
import { checkCounts } from '../internal/check-counts.js';
import { convert } from '../internal/convert.js';
import { make } from '../internal/make.js';
import { format, packedStride, sizeOf } from '../internal/shape.js';
import type { NdArray } from '../nd-array.js';
import type { ArrayInput, DataFor, Strided } from '../strided.js';

/** How many elements to add before and after those of an axis. */
export type PadWidth = readonly [before: number, after: number];

/** Options of {@link pad}. */
export interface PadOptions {
  /**
   * What stands in the margin: one value (`'constant'`, the default), the nearest element (`'edge'`), or the
   * elements mirrored at the first and at the last one, which are not repeated (`'reflect'`).
   */
  readonly mode?: 'constant' | 'edge' | 'reflect';
  /** The value of mode `'constant'`. Default 0. */
  readonly value?: number;
}

/**
 * An array with margins: as wide as one number says on all sides, as wide as a pair says on every axis, or with a pair
 * for each axis. Mirrored margins may be wider than the array, and are then mirrored again. O(size of the result).
 *
 * @throws ShapeError unless there is a pair for each axis, or when an empty axis has nothing to repeat.
 * @throws DomainError when a width is not an integer ≥ 0, or an integer type cannot hold the value.
 * @example
 * pad([1, 2, 3], 2); // → [0, 0, 1, 2, 3, 0, 0]
 * pad([1, 2, 3], [2, 1], { mode: 'reflect' }); // → [3, 2, 1, 2, 3, 2]
 * pad([[1, 2]], [[0, 1], [1, 0]], { mode: 'edge' }); // → [[1, 1, 2], [1, 1, 2]]
 */
export function pad<A extends ArrayInput>(
  x: A,
  widths: number | PadWidth | readonly PadWidth[],
  options?: PadOptions,
): NdArray<DataFor<A>>;
export function pad(
  x: ArrayInput,
  widths: number | PadWidth | readonly PadWidth[],
  { mode = 'constant', value = 0 }: PadOptions = {},
): NdArray {
  const caller = 'ndarray.pad';
  const view = asStrided(x, 'x', caller);
  const margins = marginsOf(widths, view.shape, caller);
  const shape = view.shape.map((length, axis) => margins[axis][0] + length + margins[axis][1]);
  const stride = packedStride(shape);
  const data = allocate(dtypeOf(view.data), sizeOf(shape));
  const result = make(data, shape);
  if (mode === 'constant' && value !== 0) {
    data.fill(convert(asStrided(value, 'value', caller), result.dtype, 'value', caller)[0]);
  }
  const offset = stride.reduce((sum, step, axis) => sum + step * margins[axis][0], 0);
  assign(view.shape, view, { data, stride, offset });
  if (mode !== 'constant') {
    const nearest = mode === 'edge' ? clamped : mirrored;
    margins.forEach(([before, after], axis) => {
      const length = view.shape[axis];
      if (length === 0 && before + after > 0) {
        throw new ShapeError(
          `${caller}: expected elements to repeat along axis ${axis}, got shape ${format(view.shape)}; use mode 'constant'`,
        );
      }
      for (let i = -before; i < length + after; i++) {
        if (i < 0 || i >= length) copyPlane(result, axis, before + nearest(i, length), before + i);
      }
    });
  }
  return result;
}

function marginsOf(
  widths: number | PadWidth | readonly PadWidth[],
  shape: readonly number[],
  caller: string,
): readonly PadWidth[] {
  const margins =
    typeof widths === 'number'
      ? shape.map((): PadWidth => [widths, widths])
      : isPair(widths)
        ? shape.map(() => widths)
        : widths;
  if (margins.length !== shape.length || !margins.every(isPair)) {
    throw new ShapeError(
      `${caller}: expected widths to be a number, a pair, or a pair for each axis of x (shape ${format(shape)}), got ${JSON.stringify(widths)}`,
    );
  }
  checkCounts(margins.flat(), 'widths', caller);
  return margins;
}

function isPair(widths: PadWidth | readonly PadWidth[]): widths is PadWidth {
  return widths.length === 2 && typeof widths[0] === 'number' && typeof widths[1] === 'number';
}

function clamped(i: number, length: number): number {
  return Math.min(Math.max(i, 0), length - 1);
}

/** Index i of the elements continued there and back: period 2·(length − 1). */
function mirrored(i: number, length: number): number {
  const last = length - 1;
  return last === 0 ? 0 : last - Math.abs(last - (Math.abs(i) % (2 * last)));
}

/** Copies what has one index on the axis to where it has another. */
function copyPlane({ data, shape, stride }: Strided, axis: number, from: number, to: number): void {
  const plane = shape.with(axis, 1);
  assign(plane, { data, stride, offset: from * stride[axis] }, { data, stride, offset: to * stride[axis] });
}
