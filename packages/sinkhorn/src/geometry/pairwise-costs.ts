import { type PairwiseCosts, UnsupportedError } from '@monge/ndarray';
import { describe } from './describe.js';
import type { Geometry } from './geometry.js';

/**
 * The costs as an executor's own kernels take them.
 *
 * @throws {UnsupportedError} for a geometry that brings its own kernels.
 */
export function pairwiseCosts(geometry: Geometry, caller: string, remedy: string): PairwiseCosts {
  if ('costs' in geometry) return geometry.costs();
  throw new UnsupportedError(
    `${caller}: expected point clouds or a matrix of costs, got ${describe(geometry)}; ${remedy}`,
  );
}
