import { type Operand as PlainOperand, type TakeOptions, take as takeArray } from '@monge/ndarray';
import { shapeOf, sizeOf } from '../../core/dense.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import { plainOf, type Value } from '../../core/traced.js';
import { resolveAxis } from '../internal/axes.js';
import { positions } from '../internal/positions.js';
import { pickedAt } from './pick-at.js';

/**
 * The elements at some indices on an axis (the first by default: rows), in the order of the indices, which may repeat. The axis becomes the
 * axes of `indices`; a plain number drops it. Negative indices count from the end. Indices have no derivative.
 *
 * @throws DomainError when an index is not an integer in [−length, length), or the axis is outside [−rank, rank).
 * @example
 * take([10, 20, 30], [2, 0, 2, -1]); // → [30, 10, 30, 30]
 */
export function take<A extends Operand>(
  x: A,
  indices: PlainOperand,
  { axis = 0 }: TakeOptions = {},
): Result<A> {
  return operate('take', (value) => takeValue(value, indices, axis), [x]);
}

function takeValue(x: Value, indices: PlainOperand, axis: number): Value {
  const shape = shapeOf(plainOf(x));
  const along = resolveAxis(axis, shape.length, 'autodiff.take');
  const length = shape[along];
  const { data, shape: indexShape } = takeArray(positions([length]), indices);
  const inner = sizeOf(shape.slice(along + 1));
  const outer = sizeOf(shape.slice(0, along));
  const starts = new Int32Array(outer * data.length);
  for (let i = 0, k = 0; i < outer; i++) {
    for (let j = 0; j < data.length; j++, k++) starts[k] = (i * length + data[j]) * inner;
  }
  return pickedAt(x, { starts, length: inner, shape: shape.toSpliced(along, 1, ...indexShape) });
}
