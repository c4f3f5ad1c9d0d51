import { DomainError } from '@monge/ndarray';
import { kindOf } from '../internal/kind-of.js';

/** @throws {DomainError} for what is no geometry, such as a bare matrix of costs, which other libraries take. */
export function requireGeometry(given: unknown, name: string, caller: string): void {
  if (typeof given === 'object' && given !== null && 'costRow' in given) return;
  throw new DomainError(
    `${caller}: expected ${name} to be a geometry (what is moved where, at which cost), got ${kindOf(given)}; give denseCost(matrix) for a matrix of ` +
      'costs, pointCloud(x, y) for points',
  );
}
