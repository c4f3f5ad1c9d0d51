import type { FloatData, NdArray } from '@monge/ndarray';
import type { Dense } from '../../core/dense.js';

/** A packed array of `@monge/ndarray`'s making as primitives return it. */
export function denseFrom({ data, shape }: NdArray<FloatData>): Dense {
  return { data, shape: [...shape] };
}
