import { asStrided } from '../as-strided.js';
import { ShapeError } from '../errors.js';
import type { ArrayInput, Strided } from '../strided.js';
import { resolveAxis } from './axes.js';
import type { Layout } from './for-each-run.js';
import { resolveIndices } from './indices.js';
import { format, packedStride } from './shape.js';

/** Indices into the lanes of an array along an axis. */
export interface LaneIndices {
  /** The indices, counted from the front, packed. */
  readonly index: Strided<Int32Array>;
  /** Where the first element of the lane of each index lies in the array. */
  readonly lanes: Layout;
  /** How far apart the elements of a lane lie. */
  readonly step: number;
}

/** @throws ShapeError unless the shapes agree except along the axis. */
export function laneIndices(x: Strided, indices: ArrayInput, axis: number, caller: string): LaneIndices {
  const along = resolveAxis(axis, x.shape.length, caller);
  const given = asStrided(indices, 'indices', caller);
  const { shape } = given;
  const agree = x.shape.every((length, at) => at === along || length === shape[at]);
  if (shape.length !== x.shape.length || !agree) {
    throw new ShapeError(
      `${caller}: expected indices of the shape of x (${format(x.shape)}) except along axis ${along}, got ${format(shape)}`,
    );
  }
  const data = resolveIndices(given, x, along, caller);
  return {
    index: { data, shape, stride: packedStride(shape), offset: 0 },
    lanes: { stride: x.stride.with(along, 0), offset: x.offset },
    step: x.stride[along],
  };
}
