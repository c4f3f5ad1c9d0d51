import { astype, type Operand, reshape, type Tensor, Traced, transpose } from '@monge/autodiff';
import { denseOf, plainOf } from '@monge/autodiff/primitive';
import { DomainError, ShapeError } from '@monge/ndarray';
import { readTensor } from './read-tensor.js';

/** An array as a batch of columns along one of its axes, in float64, and the way back. */
export interface Columns {
  /** [batch, n, 1] */
  readonly columns: Tensor;
  readonly n: number;
  /** An array like the first, in its dtype, from columns of any length. */
  readonly restored: (columns: Tensor) => Tensor;
}

/** @throws {DomainError} when there is no such axis, or a value is NaN or infinite, {ShapeError} when it has no elements. */
export function columnsOf(x: Operand, axis: number, caller: string): Columns {
  const given = readTensor(x, 'x', caller);
  const single = given.dtype === 'float32';
  const wide = astype(given, 'float64');
  const rank = wide.shape.length;
  if (!(Number.isInteger(axis) && axis >= -rank && axis < rank)) {
    const range = rank === 0 ? 'an array' : `an axis in [${-rank}, ${rank})`;
    throw new DomainError(`${caller}: expected ${range}, got ${rank === 0 ? 'a number' : axis}`);
  }
  const along = axis < 0 ? axis + rank : axis;
  const n = wide.shape[along];
  if (n === 0) throw new ShapeError(`${caller}: expected at least one value along axis ${axis}, got none`);
  const others = [...wide.shape.keys()].filter((each) => each !== along);
  const lengths = others.map((each) => wide.shape[each]);
  const batch = lengths.reduce((product, length) => product * length, 1);
  const columns = reshape(transpose(wide, [...others, along]), [batch, n, 1]);
  checkFinite(columns, n, caller);
  return {
    n,
    columns,
    restored: (columns) => {
      const back = transpose(reshape(columns, [...lengths, columns.shape[1]]), lastTo(along, rank));
      return single ? astype(back, 'float32') : back;
    },
  };
}

function checkFinite(columns: Tensor, n: number, caller: string): void {
  const { data } = columns instanceof Traced ? denseOf(plainOf(columns)) : columns;
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
