import { UnsupportedError } from '@monge/ndarray';
import type { Geometry } from './geometry.js';

/** @throws {UnsupportedError} for sparse costs. */
export function refuseForbiddenMoves(geometry: Geometry, caller: string): void {
  if (geometry.kind !== 'sparseCost') return;
  throw new UnsupportedError(
    `${caller}: expected costs that are finite for all pairs, got sparse costs; use denseCost with a large finite cost for forbidden moves`,
  );
}
