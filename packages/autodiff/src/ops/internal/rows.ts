import { type Dense, shapeOf, sizeOf } from '../../core/dense.js';
import { plainOf, type Value } from '../../core/traced.js';
import { concatValues } from '../shape/concat.js';
import { reshapeValue } from '../shape/reshape.js';
import { type Parting, partsOf } from './parts-of.js';

const parting: Parting = { name: 'scan', split: views, join: stackRows };

/** The parts x[0], x[1], … of an array: views of a plain one. */
export function rowsOf(x: Value): readonly Value[] {
  return partsOf(x, parting);
}

function views({ data, shape }: Dense): Dense[] {
  const inner = shape.slice(1);
  const size = sizeOf(inner);
  return Array.from({ length: shape[0] }, (_, k) => ({
    data: data.subarray(k * size, (k + 1) * size),
    shape: inner,
  }));
}

/** Arrays of one shape as the parts of one, along a new first axis. */
export function stackRows(rows: readonly Value[]): Value {
  const rowsOfOne = rows.map((row) => reshapeValue(row, [1, ...shapeOf(plainOf(row))]));
  return concatValues(rowsOfOne, 0);
}
