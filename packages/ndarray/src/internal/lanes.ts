import type { Data } from '../dtype.js';
import type { Strided } from '../strided.js';
import { positions } from './positions.js';
import { isPacked, sizeOf } from './shape.js';

/**
 * An array read lane by lane. A lane is what a reduction makes one number of: the elements that differ in their
 * indices on the given axes only, in C order. After `seek(i)`, lane i lies packed in `data` from `start` on.
 */
export interface Lanes {
  /** How many lanes there are: as many as indices on the other axes. */
  readonly count: number;
  /** How many elements a lane has. */
  readonly length: number;
  readonly data: Float64Array;
  readonly start: number;
  seek(lane: number): void;
}

/** The lanes of an array: read where they are if they are packed float64, gathered otherwise. */
export function lanesOf(x: Strided, axes: readonly number[]): Lanes {
  const within = (_: number, axis: number) => axes.includes(axis);
  const across = (_: number, axis: number) => !axes.includes(axis);
  const shape = x.shape.filter(within);
  const stride = x.stride.filter(within);
  const starts = positions(x.shape.filter(across), x.stride.filter(across), x.offset);
  if (!isPacked(shape, stride)) {
    const step = Math.abs(x.stride.filter(across).at(-1) ?? Infinity);
    return gatheredLanes(x.data, starts, positions(shape, stride, 0), step < Math.abs(stride.at(-1)!));
  }
  const length = sizeOf(shape);
  return x.data instanceof Float64Array
    ? lanesInPlace(x.data, starts, length)
    : convertedLanes(x.data, starts, length);
}

function lanesInPlace(data: Float64Array, starts: Int32Array, length: number): Lanes {
  const lanes = { count: starts.length, length, data, start: 0, seek };
  function seek(lane: number): void {
    lanes.start = starts[lane]!;
  }
  return lanes;
}

function convertedLanes(source: Data, starts: Int32Array, length: number): Lanes {
  const data = new Float64Array(length);
  const seek = (lane: number) => data.set(source.subarray(starts[lane], starts[lane] + length));
  return { count: starts.length, length, data, start: 0, seek };
}

/** Lanes that lie side by side are gathered together, to read each cache line once: at most so many … */
const tileLanes = 16;
/** … and at most so many elements (32 MiB). */
const tileElements = 2 ** 22;
/** Between gathered lanes, so that those of a power of two do not share the same lines of the cache. */
const gap = 8;

/** `steps` says where the elements of a lane lie, counted from its start. */
function gatheredLanes(source: Data, starts: Int32Array, steps: Int32Array, sideBySide: boolean): Lanes {
  const count = starts.length;
  const length = steps.length;
  const room = Math.min(tileLanes, Math.floor(tileElements / length), count);
  const tile = sideBySide ? Math.max(1, room) : 1;
  const pitch = length + gap;
  const data = new Float64Array(tile * pitch);
  let [from, to] = [0, 0];
  const lanes = { count, length, data, start: 0, seek };
  function seek(lane: number): void {
    if (lane < from || lane >= to) {
      from = lane;
      to = lane + tile;
      gather(source, starts.subarray(from, to), steps, data, pitch);
    }
    lanes.start = (lane - from) * pitch;
  }
  return lanes;
}

function gather(
  source: Data,
  starts: Int32Array,
  steps: Int32Array,
  target: Float64Array,
  pitch: number,
): void {
  const length = steps.length;
  let lane = 0;
  // Four at a time, with fewer look-ups.
  for (; lane + 4 <= starts.length; lane += 4) {
    const s0 = starts[lane];
    const s1 = starts[lane + 1];
    const s2 = starts[lane + 2];
    const s3 = starts[lane + 3];
    for (let i = 0, to = lane * pitch; i < length; i++, to++) {
      const step = steps[i];
      target[to] = source[s0 + step]!;
      target[to + pitch] = source[s1 + step]!;
      target[to + 2 * pitch] = source[s2 + step]!;
      target[to + 3 * pitch] = source[s3 + step]!;
    }
  }
  for (; lane < starts.length; lane++) {
    const start = starts[lane];
    for (let i = 0, to = lane * pitch; i < length; i++, to++) target[to] = source[start + steps[i]]!;
  }
}
