import { DomainError } from '../errors.js';

/** @throws DomainError unless all the numbers are integers ≥ 0. */
export function checkCounts(counts: ArrayLike<number>, name: string, caller: string): void {
  for (let i = 0; i < counts.length; i++) {
    if (Number.isInteger(counts[i]) && counts[i] >= 0) continue;
    throw new DomainError(`${caller}: expected ${name} to be integers ≥ 0, got ${counts[i]}`);
  }
}
