import type { FloatData, FloatDType } from '@monge/ndarray';

/** A packed array in C order: what primitives compute on. Nobody writes to one once it is made. */
export interface Dense<D extends FloatData = FloatData> {
  readonly data: D;
  readonly shape: readonly number[];
  /** Where it lies in the memory of kernels, in bytes; −1 where it does not, undefined where nobody knows. */
  readonly at?: number;
}

/** What primitives are evaluated on: arrays, and plain numbers, which broadcast and have no element type of their own. */
export type Plain = number | Dense;

export function dtypeOfDense({ data }: Dense): FloatDType {
  return data instanceof Float32Array ? 'float32' : 'float64';
}

/** float32 if the arrays are (numbers do not count), float64 otherwise. */
export function commonDtype(a: Plain, b: Plain): FloatDType {
  if (typeof a === 'number') return typeof b === 'number' ? 'float64' : dtypeOfDense(b);
  return typeof b === 'number' || b.data instanceof Float32Array ? dtypeOfDense(a) : 'float64';
}

const SCALAR: readonly number[] = Object.freeze([]);

export function shapeOf(value: Plain): readonly number[] {
  return typeof value === 'number' ? SCALAR : value.shape;
}

/** A number as an array of rank 0. */
export function denseOf(value: Plain): Dense {
  return typeof value === 'number' ? { data: Float64Array.of(value), shape: SCALAR } : value;
}

export function sizeOf(shape: readonly number[]): number {
  let size = 1;
  for (const length of shape) size *= length;
  return size;
}
