import { DomainError, type FloatData } from '@monge/ndarray';

/** Squares of costs have to be numbers. */
const LARGEST = 1e150;

/** @throws {DomainError} when a cost of a matrix with so many columns is NaN or too large. */
export function refuseLargeCosts(costs: FloatData, columns: number, name: string, caller: string): void {
  for (let at = 0; at < costs.length; at++) {
    if (Math.abs(costs[at]) <= LARGEST) continue;
    const forbidden =
      costs[at] === Infinity
        ? 'use sparseCost where moves are forbidden'
        : 'for a forbidden move, give a large finite cost';
    throw new DomainError(
      `${caller}: expected costs in [−1e150, 1e150] in ${name}, got ${costs[at]} at [${Math.floor(at / columns)}, ${at % columns}]; ${forbidden}`,
    );
  }
}
