import { sizeOf } from '../../core/dense.js';
import { resolveAxis } from './axes.js';
import type { Lanes } from './reduced.js';

/** The lanes along one axis. @throws DomainError when it is outside [−rank, rank). */
export function lanesAlong(shape: readonly number[], axis: number, caller: string): Lanes {
  const along = resolveAxis(axis, shape.length, caller);
  return {
    outer: sizeOf(shape.slice(0, along)),
    length: shape[along],
    inner: sizeOf(shape.slice(along + 1)),
    shape: shape.with(along, 1),
  };
}
