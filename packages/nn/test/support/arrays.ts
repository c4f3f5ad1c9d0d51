import { copy, fromData, type NdArray } from '@monge/ndarray';
import { foldIn, key, normal } from '@monge/random';
import { expect } from 'vitest';

/** Standard normal numbers, float64: the same for the same shape and seed. */
export function normals(shape: readonly number[], seed = 0): NdArray<Float64Array> {
  const { data } = normal(foldIn(key(47), seed), [...shape], { dtype: 'float64' });
  return fromData(data, [...shape]);
}

/** An array as JSON has it. */
export interface Stored {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

export function stored({ data, shape }: Stored): NdArray<Float64Array> {
  return fromData(Float64Array.from(data), shape);
}

/** Every element within the tolerance, relative to the larger of 1 and the largest element. */
export function expectClose(what: string, actual: NdArray, expected: NdArray, tolerance: number): void {
  expect(actual.shape, `the shape of ${what}`).toEqual(expected.shape);
  const [values, others] = [actual, expected].map((each) => copy(each).data);
  const largest = Math.max(1, ...Array.from(others, Math.abs));
  values.forEach((value, i) => {
    if (Math.abs(value - others[i]) <= tolerance * largest) return;
    throw new Error(`${what}: expected element ${i} to be ${others[i]}, got ${value}`);
  });
}

/** Σ aᵢ·bᵢ. */
export function inner(a: NdArray, b: NdArray): number {
  expect(a.shape).toEqual(b.shape);
  return Array.from(a.data, (value, i) => value * b.data[i]).reduce((total, product) => total + product, 0);
}
