import type { NdArray } from '@monge/ndarray';
import { assertAllClose } from '@monge/ndarray/testing';

/** Every element within the tolerance, relative to the larger of 1 and the largest element. */
export function expectClose(what: string, actual: NdArray, expected: NdArray, tolerance: number): void {
  const largest = Math.max(1, ...Array.from(expected.data, Math.abs));
  try {
    assertAllClose(actual, expected, { rtol: 0, atol: tolerance * largest });
  } catch (error) {
    throw new Error(`${what}: ${(error as Error).message}`, { cause: error });
  }
}
