import {
  type ArrayInput,
  argsort,
  contiguous,
  DomainError,
  gather,
  reshape,
  transpose,
} from '@monge/ndarray';
import { bind } from '../core/bind.js';
import { commonDtype, denseOf, shapeOf, sizeOf } from '../core/dense.js';
import { type Operand, operate, type Result } from '../core/operand.js';
import type { Primitive } from '../core/primitive.js';
import type { Value } from '../core/traced.js';
import { addValues } from '../ops/elementwise/add.js';
import { fit } from '../ops/internal/fit.js';
import { positions } from '../ops/internal/positions.js';
import { checkLength, type ReduceOptions, reducedShapes } from '../ops/internal/reduced.js';
import { scaleValues } from '../ops/internal/scale.js';
import { spread } from '../ops/internal/spread.js';
import { stridedOf } from '../ops/internal/strided-of.js';
import { pickedAt } from '../ops/shape/pick-at.js';
import { reshapeValue } from '../ops/shape/reshape.js';

/** low + t (high − low) of matrices, with a t in [0, 1) for each row. */
const interpolation: Primitive<Float64Array> = {
  name: 'quantile',
  evaluate([low, high], parts, memory) {
    const [below, above] = [denseOf(low).data, denseOf(high).data];
    const shape = shapeOf(low);
    const data = memory.allocate(commonDtype(low, high), below.length);
    for (let i = 0; i < data.length; i++) {
      data[i] = between(below[i], above[i], parts[Math.floor(i / shape[1])]);
    }
    return { data, shape };
  },
  vjp: (cotangent, [low, high], _, parts) => [
    fit(ofLow(cotangent, parts), low),
    fit(ofHigh(cotangent, parts), high),
  ],
  jvp: ([s = 0, t = 0], _, y, parts) => spread(addValues(ofLow(s, parts), ofHigh(t, parts)), y),
};

function between(low: number, high: number, t: number): number {
  if (low === high) return low;
  const gap = high - low;
  // Weights do not overflow, and leave an infinity what it is; the gap makes the result ascend with t.
  if (gap === Infinity) return (1 - t) * low + t * high;
  return t < 0.5 ? low + t * gap : high - (1 - t) * gap;
}

function ofLow(derivative: Value, parts: Float64Array): Value {
  return scaleValues(derivative, { data: parts.map((t) => 1 - t), shape: [parts.length, 1] });
}

function ofHigh(derivative: Value, parts: Float64Array): Value {
  return scaleValues(derivative, { data: parts, shape: [parts.length, 1] });
}

/**
 * The quantile at a level q in [0, 1]: the sorted elements, interpolated linearly at the index q·(n − 1) (definition 7 of Hyndman & Fan, "Sample
 * quantiles in statistical packages", 1996). An array of levels gives an array: its shape, then that of the reduction. NaN where an element is
 * NaN. The derivative goes to the two elements that the result lies between, equal ones in their order; levels have none. O(n log n).
 *
 * @throws ShapeError when there are no elements.
 * @throws DomainError when a level is outside [0, 1], or an axis outside [−rank, rank).
 * @example
 * quantile([4, 1, 3, 2], 0.25); // → 1.75
 * quantile([[1, 5], [2, 7]], [0, 0.5, 1], { axis: 0 }); // → [[1, 5], [1.5, 6], [2, 7]]
 */
export function quantile<A extends Operand>(
  x: A,
  q: number | ArrayInput,
  options: ReduceOptions = {},
): Result<A> {
  return operate('quantile', (value) => quantilesOf(value, q, options, 'autodiff.quantile'), [x]);
}

/**
 * The middle of the sorted elements, or the mean of both middle ones: the {@link quantile} at 0.5, over all axes or some.
 *
 * @throws ShapeError when there are no elements.
 * @example
 * median([4, 1, 9, 2]); // → 3
 */
export function median<A extends Operand>(x: A, options: ReduceOptions = {}): Result<A> {
  return operate('median', (value) => quantilesOf(value, 0.5, options, 'autodiff.median'), [x]);
}

function quantilesOf(x: Value, q: number | ArrayInput, options: ReduceOptions, caller: string): Value {
  const { data: levels, shape: levelShape } = contiguous(q, 'float64', { name: 'q', caller });
  const wrong = levels.find((level) => !(level >= 0 && level <= 1));
  if (wrong !== undefined) throw new DomainError(`${caller}: expected q in [0, 1], got ${wrong}`);
  const plain = stridedOf(x);
  const { shape } = plain;
  const { axes, result } = reducedShapes(shape, options, caller);
  const length = axes.reduce((product, axis) => product * shape[axis], 1);
  const count = sizeOf(result);
  if (count > 0) checkLength(length, 1, shape, caller);
  const order = [...shape.keys()].filter((axis) => !axes.includes(axis)).concat(axes);
  const inLanes = [count, length];
  const ascending = argsort(reshape(transpose(plain, order), inLanes));
  const places = gather(reshape(transpose(positions(shape), order), inLanes), ascending).data;

  const [low, high] = [new Int32Array(levels.length * count), new Int32Array(levels.length * count)];
  const parts = levels.map((level) => (level * (length - 1)) % 1);
  for (let k = 0, at = 0; k < levels.length; k++) {
    for (let lane = 0; lane < count; lane++, at++) {
      const last = (lane + 1) * length - 1;
      // NaN, which makes the quantile one, comes last.
      const isUndefined = Number.isNaN(plain.data[places[last]]);
      low[at] = isUndefined ? last : lane * length + Math.floor(levels[k] * (length - 1));
      high[at] = Math.min(low[at] + (parts[k] === 0 ? 0 : 1), last);
    }
  }
  const matrix = [levels.length, count];
  const [below, above] = [low, high].map((ranks) =>
    pickedAt(x, { starts: ranks.map((rank) => places[rank]), length: 1, shape: matrix }),
  );
  return reshapeValue(bind(interpolation, [below, above], parts), [...levelShape, ...result]);
}
