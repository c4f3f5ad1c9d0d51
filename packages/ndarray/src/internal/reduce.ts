import type { Axes } from '../axes.js';
import type { DType } from '../dtype.js';
import { ShapeError } from '../errors.js';
import type { NdArray } from '../nd-array.js';
import type { Strided } from '../strided.js';
import { allocate } from './allocate.js';
import { resolveAxes } from './axes.js';
import { type Lanes, lanesOf } from './lanes.js';
import { make } from './make.js';
import { format } from './shape.js';

/** Makes one number of the current lane of each array. */
export type Kernel = () => number;

export interface ReduceOptions {
  readonly axis?: Axes | undefined;
  readonly keepDims?: boolean | undefined;
}

/** What a reduction is, apart from the options of the user. */
export interface ReductionPlan {
  readonly caller: string;
  /** The element type of an array of results. */
  readonly dtype: DType;
  /** How many elements a lane must have for its result to be defined. */
  readonly atLeast: number;
  readonly kernel: (...lanes: Lanes[]) => Kernel;
}

/** Reduces arrays of one shape together: to a number without `axis` and `keepDims`, to an array otherwise. */
export function reduce(
  views: readonly Strided[],
  { axis, keepDims = false }: ReduceOptions,
  { caller, dtype, atLeast, kernel }: ReductionPlan,
): number | NdArray {
  const { shape } = views[0];
  const axes = axis === undefined ? [...shape.keys()] : resolveAxes(axis, shape.length, caller);
  const lanes = views.map((view) => lanesOf(view, axes));
  checkLanes(lanes[0], atLeast, shape, caller);
  const value = kernel(...lanes);
  if (axis === undefined && !keepDims) {
    for (const lane of lanes) lane.seek(0);
    return value();
  }
  const results = allocate(dtype, lanes[0].count);
  for (let i = 0; i < results.length; i++) {
    for (const lane of lanes) lane.seek(i);
    results[i] = value();
  }
  return make(results, reducedShape(shape, axes, keepDims));
}

/** @throws ShapeError when there are lanes, and they have fewer elements than that. */
export function checkLanes(
  { count, length }: Lanes,
  atLeast: number,
  shape: readonly number[],
  caller: string,
): void {
  if (count === 0 || length >= atLeast) return;
  throw new ShapeError(
    `${caller}: expected at least ${atLeast} ${atLeast === 1 ? 'element' : 'elements'} along the reduced axes, got ${length} (x has shape ${format(shape)})`,
  );
}

/** The shape of what a reduction over the axes leaves. */
export function reducedShape(
  shape: readonly number[],
  axes: readonly number[],
  keepDims: boolean,
): readonly number[] {
  return keepDims
    ? shape.map((n, at) => (axes.includes(at) ? 1 : n))
    : shape.filter((_, at) => !axes.includes(at));
}
