import { type Axis, DomainError } from '@monge/ndarray';
import type { SparseCost } from '../geometry.js';

/** @throws {DomainError} unless each source (axis 1), or each target (axis 0), may move to mass; those that have some may. */
export function requireMoves(
  { shape, source, target }: SparseCost,
  { a, b }: { readonly a: Float64Array; readonly b: Float64Array },
  axis: Axis,
  caller: string,
): void {
  const [own, other, weights] = axis === 1 ? [source, target, b] : [target, source, a];
  const moves = new Uint8Array(shape[1 - axis]);
  for (let e = 0; e < own.length; e++) if (weights[other[e]] > 0) moves[own[e]] = 1;
  const stuck = moves.indexOf(0);
  if (stuck >= 0) throw noMoves(stuck, axis === 1 ? 'targets' : 'sources', caller);
}

export function noMoves(point: number, others: 'sources' | 'targets', caller: string): DomainError {
  return new DomainError(
    `${caller}: expected points that may move to some of the ${others} with mass, got none for point ${point}; truncate less`,
  );
}
