import { type FloatData, fromData, type NdArray } from '@monge/ndarray';
import { settled } from '../forward/settled.js';
import { denseOf, type Plain } from './dense.js';
import { scratchLevel } from './evaluation.js';
import type { Operand, Tensor } from './operand.js';
import { Traced, type Value } from './traced.js';

/** A value in memory of its own, which outlives the transformation: for the hands of users. */
export function kept(value: Plain): NdArray<FloatData> | number;
export function kept(value: Value): Tensor | number;
export function kept(value: Value): Tensor | number {
  return typeof value === 'number' ? value : keptArray(value);
}

/** The same, with an array of rank 0 for a number. */
export function keptArray(value: Value): Tensor {
  if (value instanceof Traced) return outliving(value);
  const { data, shape } = denseOf(value);
  return fromData(data.slice(), shape);
}

/** A traced value whose arrays lie where they last as long as its transformation. */
export function outliving(value: Traced): Traced {
  return value.trace.level < scratchLevel() ? settled(value) : value;
}

/** The same for the derivative of a leaf, or the result that one was: a number if the leaf is a number, an array if it is none. */
export function keptLike(value: Value, leaf: Operand): Tensor | number {
  if (typeof leaf !== 'number' || value instanceof Traced) return keptArray(value);
  return typeof value === 'number' ? value : value.data[0];
}
