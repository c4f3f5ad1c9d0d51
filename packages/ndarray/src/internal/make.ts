import ndarray from 'ndarray';
import type { Data } from '../dtype.js';
import type { NdArray } from '../nd-array.js';
import { PlainView } from './plain-view.js';
import { packedStride } from './shape.js';

/** Whether scijs may generate its classes here; asked once, since each refusal is reported as a violation. */
let scijsIsAllowed = true;

/** An array over the data, in C order unless the stride says otherwise. Nothing is checked. */
export function make<D extends Data>(
  data: D,
  shape: readonly number[],
  stride?: readonly number[],
  offset?: number,
): NdArray<D>;
export function make(
  data: Data,
  shape: readonly number[],
  stride: readonly number[] = packedStride(shape),
  offset = 0,
): NdArray {
  if (scijsIsAllowed) {
    try {
      // scijs copies both lists; its types only forget to say so.
      return ndarray(data, shape as number[], stride as number[], offset);
    } catch (error) {
      if (!(error instanceof EvalError)) throw error;
      scijsIsAllowed = false;
    }
  }
  return new PlainView(data, shape, stride, offset);
}
