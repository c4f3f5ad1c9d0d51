import type { Data } from '@monge/ndarray';
import { denseOf } from '../../core/dense.js';
import { plainOf, type Value } from '../../core/traced.js';

/** Which elements: those that are not 0 in a packed array in C order. */
export interface Condition {
  readonly data: Data;
  readonly shape: readonly number[];
}

/** Where x is 0: a constant for all derivatives. */
export function isZero(x: Value): Condition {
  const { data, shape } = denseOf(plainOf(x));
  const zero = new Uint8Array(data.length);
  for (let i = 0; i < zero.length; i++) zero[i] = data[i] === 0 ? 1 : 0;
  return { data: zero, shape };
}
