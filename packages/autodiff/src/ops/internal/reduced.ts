import { type Axes, ShapeError } from '@monge/ndarray';
import { shapeOf, sizeOf } from '../../core/dense.js';
import { plainOf, type Value } from '../../core/traced.js';
import { reshapeValue } from '../shape/reshape.js';
import { transposeValue } from '../shape/transpose.js';
import { resolveAxes } from './axes.js';

/** Options of the reductions. */
export interface ReduceOptions {
  /** The axes to reduce over; negative ones count from the last. Default: all. */
  readonly axis?: Axes | undefined;
  /** Whether to keep them with length 1, so that the result broadcasts against `x`. Default false: they are dropped. */
  readonly keepDims?: boolean | undefined;
}

type Shape = readonly number[];

/**
 * How a packed array falls apart into lanes, the elements that a reduction makes one number of: element k of lane (i, j) lies at
 * (i·length + k)·inner + j.
 */
export interface Lanes {
  readonly outer: number;
  readonly length: number;
  readonly inner: number;
  /** The shape of the numbers that the lanes are reduced to: it broadcasts against that of the array. */
  readonly shape: Shape;
}

/** What a reduction over some axes leaves. */
export interface Reduced {
  readonly axes: readonly number[];
  /** A shape that broadcasts against that of the array: the axes have length 1, or there are none. */
  readonly broadcast: Shape;
  readonly result: Shape;
}

const SCALAR: Shape = [];

export function reducedShapes(
  shape: Shape,
  { axis, keepDims = false }: ReduceOptions,
  caller: string,
): Reduced {
  const axes = axis === undefined ? [...shape.keys()] : resolveAxes(axis, shape.length, caller);
  if (axes.length === shape.length && !keepDims) return { axes, broadcast: SCALAR, result: SCALAR };
  const broadcast =
    axes.length === 1 ? shape.with(axes[0], 1) : shape.map((length, at) => (axes.includes(at) ? 1 : length));
  return { axes, broadcast, result: keepDims ? broadcast : shape.filter((_, at) => !axes.includes(at)) };
}

/** @throws ShapeError for lanes of an array of this shape that have fewer elements than that. */
export function checkLength(length: number, atLeast: number, shape: Shape, caller: string): void {
  if (length >= atLeast) return;
  throw new ShapeError(
    `${caller}: expected at least ${atLeast} ${atLeast === 1 ? 'element' : 'elements'} along the reduced axes, got ${length} (x has shape [${shape.join(', ')}])`,
  );
}

/** Reduces each lane of at least so many elements; axes that are not neighbours are made so before. */
export function reduced(
  x: Value,
  options: ReduceOptions,
  atLeast: number,
  caller: string,
  reduce: (x: Value, lanes: Lanes) => Value,
): Value {
  const shape = shapeOf(plainOf(x));
  const { axes, broadcast, result } = reducedShapes(shape, options, caller);
  let length = 1;
  for (const axis of axes) length *= shape[axis];
  const count = sizeOf(result);
  if (count > 0) checkLength(length, atLeast, shape, caller);
  const first = axes[0] ?? shape.length;
  const end = (axes.at(-1) ?? first - 1) + 1;
  if (end - first === axes.length) {
    const lanes = {
      outer: product(shape, 0, first),
      length,
      inner: product(shape, end, shape.length),
      shape: broadcast,
    };
    return reshapeValue(reduce(x, lanes), result);
  }
  const others = [...shape.keys()].filter((at) => !axes.includes(at));
  const moved = transposeValue(x, [...others, ...axes]);
  const lengths = [...others.map((at) => shape[at]), ...axes.map(() => 1)];
  return reshapeValue(reduce(moved, { outer: count, length, inner: 1, shape: lengths }), result);
}

/** The product of the lengths of axes [from, to). */
function product(shape: Shape, from: number, to: number): number {
  let size = 1;
  for (let axis = from; axis < to; axis++) size *= shape[axis];
  return size;
}
