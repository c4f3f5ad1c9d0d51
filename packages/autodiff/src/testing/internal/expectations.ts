import { copy, dtypeOf, type FloatDType, type NdArray } from '@monge/ndarray';
import type { Tensor } from '../../core/operand.js';

export function expectWithin(what: string, actual: number, expected: number, tolerance: number): void {
  if (Math.abs(actual - expected) <= tolerance) return;
  throw new Error(`${what}: expected ${expected} ± ${tolerance}, got ${actual}`);
}

/** Every element within the tolerance, relative to the larger of 1 and the largest element. */
export function expectClose(what: string, actual: NdArray, expected: NdArray, tolerance: number): void {
  expectShape(what, actual, expected.shape);
  const [x, y] = [copy(actual).data, copy(expected).data];
  const largest = Math.max(1, ...Array.from(y, Math.abs));
  x.forEach((value, i) => {
    expectWithin(`${what}, element ${i}`, value, y[i], tolerance * largest);
  });
}

/** The same shape and, number by number, the same elements (NaN is NaN; zeros have no sign). */
export function expectEqual(what: string, actual: NdArray, expected: NdArray): void {
  expectShape(what, actual, expected.shape);
  const [x, y] = [actual, expected].map((each) => copy(each).data);
  x.forEach((value, i) => {
    const same = value === y[i] || (Number.isNaN(value) && Number.isNaN(y[i]));
    if (!same) throw new Error(`${what}: expected element ${i} to be ${y[i]}, got ${value}`);
  });
}

/** The shape and element type of another array. */
export function expectLike(what: string, actual: NdArray, like: NdArray): void {
  expectShape(what, actual, like.shape);
  expectDType(what, actual.dtype, dtypeOf(like.data) as FloatDType);
}

export function expectDType(
  what: string,
  actual: Tensor['dtype'] | NdArray['dtype'],
  expected: FloatDType,
): void {
  if (actual !== expected)
    throw new Error(`the element type of ${what}: expected ${expected}, got ${actual}`);
}

function expectShape(what: string, { shape }: NdArray, expected: readonly number[]): void {
  const [got, wanted] = [shape, expected].map((each) => `[${each.join(', ')}]`);
  if (got !== wanted) throw new Error(`the shape of ${what}: expected ${wanted}, got ${got}`);
}
