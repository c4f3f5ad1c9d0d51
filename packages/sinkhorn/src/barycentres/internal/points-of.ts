import { type FloatData, fromData, type NdArray } from '@monge/ndarray';
import type { Points } from '../../geometry/geometry.js';

/** Points as an array, [count, dimension]. */
export function pointsOf({ data, count, dimension }: Points): NdArray<FloatData> {
  return fromData(data, [count, dimension]);
}
