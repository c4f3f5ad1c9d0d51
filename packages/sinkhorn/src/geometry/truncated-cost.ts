import { type Axis, DomainError } from '@monge/ndarray';
import { cloudOf } from './cloud-of.js';
import type { CostRow } from './cost-row.js';
import type { Geometry, Points, SparseCost } from './geometry.js';
import { newCosts } from './new-costs.js';
import { requireGeometry } from './require-geometry.js';
import { cheapest } from './sparse/cheapest.js';
import { supportOf } from './sparse/support.js';
import { ofSupport } from './sparse-cost.js';

/** Which pairs to keep: those that either rule keeps. */
export interface TruncationOptions {
  /** All pairs that cost no more than this. */
  readonly largest?: number;
  /** The cheapest so many targets of each source, and the cheapest so many sources of each target; more where several cost as much as the last of them. */
  readonly neighbours?: number;
}

/**
 * The geometry of the cheap pairs of another, the others being forbidden: between points, of those that are near. A plan of the truncated problem is one of the whole, and costs no less
 * than its best.
 *
 * Between points, those of a grid too, both rules are functions of the points, and new ones have their targets by them: those that cost no more than `largest`, the `neighbours` cheapest, and those to
 * which they cost no more than the `neighbours`th cheapest source does. `transport` and `potentials` of new points are over these, not over the whole clouds; they jump where targets come and go, and are
 * refused where there are none, or where they are in parts of the support that no moves connect, whose potentials are not determined against each other. Gradients by points hold the support as it is,
 * which it is unless a pair is just at the limit.
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
  requireGeometry(geometry, 'geometry', caller);
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
  const cloud = cloudOf(geometry);
  // Of a grid too as new points will see them, to the bit, unless they would have to be stored for that.
  const { costRow } = cloud?.cost.fused === undefined || geometry.kind === 'sparseCost' ? geometry : cloud;
  const row = new Float64Array(m);
  const ofSources = cheapest(n, Math.min(neighbours ?? 0, m));
  const ofTargets = cheapest(m, Math.min(neighbours ?? 0, n));
  if (neighbours !== undefined) {
    for (let i = 0; i < n; i++) {
      costRow(i, row);
      for (let j = 0; j < m; j++) {
        ofSources.offer(i, row[j]);
        ofTargets.offer(j, row[j]);
      }
    }
  }
  const sources: number[] = [];
  const targets: number[] = [];
  const costs: number[] = [];
  for (let i = 0; i < n; i++) {
    costRow(i, row);
    for (let j = 0; j < m; j++) {
      const cost = row[j];
      const kept = cost <= largest || cost <= ofSources.limit(i) || cost <= ofTargets.limit(j);
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
  const support = supportOf([n, m], source, target, Float64Array.from(costs));
  const truncated = cloud && {
    cloud: () => cloud,
    newCosts: (points: Points, axis: Axis): CostRow => {
      const whole = newCosts(geometry, cloud, points, axis);
      const others = axis === 1 ? ofTargets : ofSources;
      return (k, out) => {
        whole(k, out);
        const own = cheapest(1, Math.min(neighbours ?? 0, out.length));
        for (const cost of out) own.offer(0, cost);
        const limit = Math.max(largest, own.limit(0));
        for (let j = 0; j < out.length; j++) {
          if (!(out[j] <= limit || out[j] <= others.limit(j))) out[j] = Infinity;
        }
      };
    },
  };
  return ofSupport([n, m], support, caller, { truncated });
}

const caller = 'sinkhorn.truncatedCost';
