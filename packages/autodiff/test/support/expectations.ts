import type { Tensor } from '@monge/autodiff';
import { copy, dtypeOf, type FloatData, type FloatDType, type NdArray } from '@monge/ndarray';
import { expect } from 'vitest';

export function expectWithin(what: string, actual: number, expected: number, tolerance: number): void {
  if (Math.abs(actual - expected) <= tolerance) return;
  throw new Error(`${what}: expected ${expected} ± ${tolerance}, got ${actual}`);
}

/** Every element within the tolerance, relative to the larger of 1 and the largest element. */
export function expectClose(what: string, actual: NdArray, expected: NdArray, tolerance: number): void {
  expect(actual.shape, `the shape of ${what}`).toEqual(expected.shape);
  const largest = Math.max(1, ...Array.from(expected.data, Math.abs));
  actual.data.forEach((value, i) => {
    expectWithin(`${what}, element ${i}`, value, expected.data[i], tolerance * largest);
  });
}

/** The same shape and, number by number, the same elements (NaN is NaN; zeros have no sign). */
export function expectEqual(what: string, actual: NdArray, expected: NdArray): void {
  expect(actual.shape, `the shape of ${what}`).toEqual(expected.shape);
  const [x, y] = [actual, expected].map((each) => copy(each).data);
  x.forEach((value, i) => {
    const same = value === y[i] || (Number.isNaN(value) && Number.isNaN(y[i]));
    if (!same) throw new Error(`${what}: expected element ${i} to be ${y[i]}, got ${value}`);
  });
}

export function expectLike(what: string, actual: NdArray<FloatData>, like: NdArray): void {
  expect(actual.shape, `the shape of ${what}`).toEqual(like.shape);
  expectDType(what, actual, dtypeOf(like.data) as FloatDType);
}

export function expectDType(what: string, actual: Tensor, expected: FloatDType): void {
  expect(actual.dtype, `the element type of ${what}`).toBe(expected);
}
