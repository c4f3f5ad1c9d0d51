import type { FloatData, FloatDType } from '@monge/ndarray';
import { split, uniform } from '@monge/random';
import { floats } from '../../floats.js';

/** y ← tanh(y·a + b), so many times: what is asked for are the derivatives of the sum of the last y by the first one, by a and by b. */
export interface Chain {
  readonly steps: number;
  readonly dtype: FloatDType;
  readonly y: FloatData;
  readonly a: FloatData;
  readonly b: FloatData;
}

export const LENGTH = 100;
/** A step is a product, a sum and a tanh. */
export const PRIMITIVES_PER_STEP = 3;

/** With slopes just below 1, so that no cotangent becomes subnormal on its way back, which would be slow. */
export function makeChain(steps: number, dtype: FloatDType): Chain {
  const [forY, forA, forB] = split(60, 3);
  return {
    steps,
    dtype,
    y: floats(uniform(forY, LENGTH, { low: -1 }).data, dtype),
    a: floats(uniform(forA, LENGTH, { low: 0.998, high: 1.002 }).data, dtype),
    b: floats(uniform(forB, LENGTH, { low: -1e-4, high: 1e-4 }).data, dtype),
  };
}
