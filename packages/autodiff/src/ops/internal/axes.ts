import { type Axes, DomainError } from '@monge/ndarray';

/** The axis counted from the front. @throws DomainError outside [−rank, rank). */
export function resolveAxis(axis: number, rank: number, caller: string): number {
  if (Number.isInteger(axis) && axis >= -rank && axis < rank) return axis < 0 ? axis + rank : axis;
  const range = rank === 0 ? 'no axis (the array has rank 0)' : `an axis in [${-rank}, ${rank})`;
  throw new DomainError(`${caller}: expected ${range}, got ${axis}`);
}

/** The axes counted from the front, ascending. @throws DomainError outside the rank, or twice the same. */
export function resolveAxes(axes: Axes, rank: number, caller: string): number[] {
  if (typeof axes === 'number') return [resolveAxis(axes, rank, caller)];
  const resolved = axes.map((axis) => resolveAxis(axis, rank, caller));
  if (new Set(resolved).size === resolved.length) return resolved.sort((a, b) => a - b);
  throw new DomainError(`${caller}: expected each axis once, got [${axes.join(', ')}]`);
}
