import { astype, type Operand, reshape, type Tensor, transpose } from '@monge/autodiff';
import { DomainError, ShapeError } from '@monge/ndarray';
import { denseUnder, readTensor } from './read-tensor.js';
import { type Weights, weightsOf } from './weights.js';

/** An array as a batch of weighted lists along one of its axes, in float64, and the way back. */
export interface Lists {
  /** [batch, n, 1] */
  readonly values: Tensor;
  readonly weights: Weights;
  /** An array like the first, in its dtype, from lists of any length. */
  readonly restored: (lists: Tensor) => Tensor;
}

export interface ListSettings {
  readonly axis: number;
  readonly weights: Operand | undefined;
  readonly caller: string;
}

/** @throws {DomainError} when there is no such axis, or a value is NaN or infinite, {ShapeError} when it has no elements. */
export function listsOf(x: Operand, { axis, weights, caller }: ListSettings): Lists {
  const given = readTensor(x, 'x', caller);
  const single = given.dtype === 'float32';
  const { shape } = given;
  const rank = shape.length;
  if (!(Number.isInteger(axis) && axis >= -rank && axis < rank)) {
    const range = rank === 0 ? 'an array' : `an axis in [${-rank}, ${rank})`;
    throw new DomainError(`${caller}: expected ${range}, got ${rank === 0 ? 'a number' : axis}`);
  }
  const along = axis < 0 ? axis + rank : axis;
  const n = shape[along];
  if (n === 0) throw new ShapeError(`${caller}: expected at least one value along axis ${axis}, got none`);
  const others = [...shape.keys()].filter((each) => each !== along);
  const lengths = others.map((each) => shape[each]);
  const batch = lengths.reduce((product, length) => product * length, 1);
  const laidOut = (array: Tensor): Tensor => reshape(transpose(array, [...others, along]), [batch, n, 1]);
  const values = laidOut(astype(given, 'float64'));
  checkFinite(values, n, caller);
  return {
    values,
    weights: weightsOf(weights, { shape, batch, n, laidOut, caller }),
    restored: (lists) => {
      const back = transpose(reshape(lists, [...lengths, lists.shape[1]]), lastTo(along, rank));
      return single ? astype(back, 'float32') : back;
    },
  };
}

function checkFinite(values: Tensor, n: number, caller: string): void {
  const { data } = denseUnder(values);
  const wrong = data.findIndex((value) => !Number.isFinite(value));
  if (wrong < 0) return;
  throw new DomainError(
    `${caller}: expected finite values in x, got ${data[wrong]} at ${wrong % n}; clip or drop it`,
  );
}

/** The axes such that the last one goes to a place. */
function lastTo(place: number, rank: number): number[] {
  return Array.from({ length: rank - 1 }, (_, axis) => axis).toSpliced(place, 0, rank - 1);
}
