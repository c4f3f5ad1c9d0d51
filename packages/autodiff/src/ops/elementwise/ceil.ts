import { ceil as ceilOfArray, type FloatData, type NdArray } from '@monge/ndarray';
import type { Operand } from '../../core/operand.js';
import { untraced } from '../internal/untraced.js';

/**
 * The smallest integer ≥ x. Piecewise constant: the result is a plain array, a constant for all derivatives.
 *
 * @example
 * ceil([1.5, -1.5]); // → [2, -1]
 */
export function ceil(x: Operand): NdArray<FloatData> {
  return ceilOfArray(untraced(x, 'autodiff.ceil'));
}
