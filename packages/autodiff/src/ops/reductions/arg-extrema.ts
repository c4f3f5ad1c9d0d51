import {
  type ArrayInput,
  argmax as argmaxOfArray,
  argmin as argminOfArray,
  type NdArray,
} from '@monge/ndarray';
import type { Traced } from '../../core/traced.js';
import { untraced } from '../internal/untraced.js';

type Input = ArrayInput | Traced;

interface ArgOptions {
  /** The axis to search along; negative ones count from the last. */
  readonly axis: number;
  /** Whether to keep it with length 1. Default false. */
  readonly keepDims?: boolean;
}

/**
 * The index of the largest element, the first if there are several; that of the first NaN if there is one. Without `axis` the index counts the
 * elements in C order. Indices are plain: constants for all derivatives.
 *
 * @throws ShapeError when there is nothing to choose from.
 * @example
 * argmax([[1, 5], [4, 2]]); // → 1
 */
export function argmax(x: Input): number;
export function argmax(x: Input, options: ArgOptions): NdArray<Int32Array>;
export function argmax(x: Input, options?: ArgOptions): number | NdArray<Int32Array> {
  const plain = untraced(x, 'autodiff.argmax');
  return options === undefined ? argmaxOfArray(plain) : argmaxOfArray(plain, options);
}

/**
 * The index of the smallest element, the first if there are several; that of the first NaN if there is one. Without `axis` the index counts the
 * elements in C order. Indices are plain: constants for all derivatives.
 *
 * @throws ShapeError when there is nothing to choose from.
 * @example
 * argmin([[1, 5], [4, 2]], { axis: 1 }); // → [0, 1]
 */
export function argmin(x: Input): number;
export function argmin(x: Input, options: ArgOptions): NdArray<Int32Array>;
export function argmin(x: Input, options?: ArgOptions): number | NdArray<Int32Array> {
  const plain = untraced(x, 'autodiff.argmin');
  return options === undefined ? argminOfArray(plain) : argminOfArray(plain, options);
}
