import { fromData, type NdArray } from '@monge/ndarray';
import type { BarycentreProblem } from '../barycentre-problem.js';

/** The potentials of the support, [n] each. */
export function apart(g: Float64Array, { geometries }: BarycentreProblem): readonly NdArray<Float64Array>[] {
  const [, n] = geometries[0].shape;
  return geometries.map((_, k) => fromData(g.slice(k * n, (k + 1) * n), [n]));
}
