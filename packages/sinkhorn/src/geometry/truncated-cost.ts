import { DomainError } from '@monge/ndarray';
import type { Geometry, SparseCost } from './geometry.js';
import { cheapest } from './sparse/cheapest.js';
import { supportOf } from './sparse/support.js';
import { ofSupport } from './sparse-cost.js';

/** Which pairs to keep: those that either rule keeps. */
export interface TruncationOptions {
  /** All pairs that cost no more than this. */
  readonly largest?: number;
  /** The cheapest so many targets of each source, and the cheapest so many sources of each target; the first of those that cost the same. */
  readonly neighbours?: number;
}

/**
 * The geometry of the cheap pairs of another, the others being forbidden: between points, of those that are near. A plan of the truncated problem is one of the whole, and costs no less
 * than its best.
 *
 * O(n·m·d) once, two passes, nothing of that size is stored; then what {@link sparseCost} takes. Whether the pairs suffice for some weights is for the problem to say.
 *
 * @throws {DomainError} without a rule, or when one is out of its range.
 *
 * @example
 * ```ts
 * import { pointCloud, truncatedCost } from '@monge/sinkhorn';
 *
 * const near = truncatedCost(pointCloud([0, 1, 2, 5], [0, 2, 4]), { largest: 1 });
 * near.target; // → Int32Array [0, 0, 1, 1, 2]
 * ```
 */
export function truncatedCost(
  geometry: Geometry,
  { largest = -Infinity, neighbours }: TruncationOptions,
): SparseCost {
  if (largest === -Infinity && neighbours === undefined) {
    throw new DomainError(
      `${caller}: expected largest (a cost) or neighbours (how many to keep of each point), got neither`,
    );
  }
  if (Number.isNaN(largest)) {
    throw new DomainError(`${caller}: expected largest a number (the largest cost to keep), got NaN`);
  }
  if (neighbours !== undefined && !(Number.isInteger(neighbours) && neighbours >= 1)) {
    throw new DomainError(
      `${caller}: expected neighbours a whole number ≥ 1 (how many to keep of each point), got ${neighbours}`,
    );
  }
  const [n, m] = geometry.shape;
  const row = new Float64Array(m);
  const ofSources = cheapest(n, Math.min(neighbours ?? 0, m));
  const ofTargets = cheapest(m, Math.min(neighbours ?? 0, n));
  if (neighbours !== undefined) {
    for (let i = 0; i < n; i++) {
      geometry.costRow(i, row);
      for (let j = 0; j < m; j++) {
        ofSources.offer(i, j, row[j]);
        ofTargets.offer(j, i, row[j]);
      }
    }
  }
  const sources: number[] = [];
  const targets: number[] = [];
  const costs: number[] = [];
  for (let i = 0; i < n; i++) {
    geometry.costRow(i, row);
    for (let j = 0; j < m; j++) {
      const cost = row[j];
      const kept = cost <= largest || ofSources.has(i, j, cost) || ofTargets.has(j, i, cost);
      if (!kept || cost === Infinity) continue;
      sources.push(i);
      targets.push(j);
      costs.push(cost);
    }
  }
  if (costs.length === 0) {
    throw new DomainError(
      `${caller}: expected largest to keep some pair, got ${largest}, which is less than all costs`,
    );
  }
  const [source, target] = [Int32Array.from(sources), Int32Array.from(targets)];
  return ofSupport([n, m], supportOf([n, m], source, target, Float64Array.from(costs)), caller);
}

const caller = 'sinkhorn.truncatedCost';
