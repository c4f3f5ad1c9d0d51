import { fromData, UnsupportedError } from '@monge/ndarray';
import type { KeyLike } from '@monge/random';
import { denseCost } from '../geometry/dense-cost.js';
import { describe } from '../geometry/describe.js';
import type { PointCloud } from '../geometry/geometry.js';
import { kMeans, type WeightedPoints } from '../initialisers/internal/k-means.js';
import { sum } from '../internal/sums.js';
import { type LinearProblem, linearProblem } from '../linear-problem.js';
import { solve } from '../solve.js';
import type { FactorInitialiser, PlanFactors } from './factors.js';

export interface KMeansFactorsOptions {
  /** Draws the first centroids. Default 0. */
  readonly key?: KeyLike;
}

const CALLER = 'sinkhorn.kMeansFactors';

const LLOYD_STEPS = 5;

/** L1 error of the marginals up to which the plan between representatives and targets is solved. */
const THRESHOLD = 1e-2;

/**
 * Makes an initialiser that groups the sources by k-means and transports one of each group to the targets, entropically: latent point k starts with the targets that group
 * k would go to. Which sources go by which latent point is left to the first step, which finds that at once.
 *
 * The quickest start for point clouds. The references cluster either side by itself, which leaves open what goes with what.
 * O(n r d) for the groups, O(m r) an iteration between these and the targets.
 *
 * @throws {UnsupportedError}, when called, unless the geometry is one of point clouds.
 *
 * @example
 * ```ts
 * import { linearProblem, pointCloud } from '@monge/sinkhorn';
 * import { kMeansFactors, solveLowRank } from '@monge/sinkhorn/low-rank';
 *
 * const problem = linearProblem(pointCloud([0, 1, 10, 11], [2, 3, 12, 13]));
 * const { g } = solveLowRank(problem, { rank: 2, initialiser: kMeansFactors({ key: 7 }) });
 * g; // → [0.50, 0.50]
 * ```
 */
export function kMeansFactors({ key = 0 }: KMeansFactorsOptions = {}): FactorInitialiser {
  return ({ geometry, a, b }, rank, options = {}) => {
    if (geometry.kind !== 'pointCloud') {
      throw new UnsupportedError(
        `${CALLER}: expected the geometry of point clouds (they are grouped), got ${describe(geometry)}; use randomFactors or rankTwoFactors`,
      );
    }
    const cloud = coordinates(geometry);
    const { masses, members, centroids } = kMeans(
      { ...cloud, weights: a },
      Math.min(rank, a.length),
      key,
      LLOYD_STEPS,
    );
    const m = b.length;
    const costs = new Float64Array(masses.length * m);
    medoids(cloud, members, centroids).forEach((i, k) => {
      geometry.costRow(i, costs.subarray(k * m, (k + 1) * m));
    });
    const groups = denseCost(fromData(costs, [masses.length, m]));
    const problem = linearProblem(groups, { a: scaledTo(sum(b), masses), b });
    const { f } = solve(problem, { threshold: THRESHOLD, ...options });
    return factors(problem, costs, f.data, a.length, rank);
  };
}

/** The coordinates in which points are near when it costs little to move them: in space, for arcs. */
function coordinates(geometry: PointCloud): Pick<WeightedPoints, 'data' | 'dimension'> {
  if (geometry.cost.fused === undefined) return geometry.x;
  const costs = geometry.costs();
  if (costs.kind === 'stored') throw new Error('unreachable: a cost with fused kernels is not stored');
  return { data: costs.x, dimension: costs.dimension };
}

/** The point of each group that is nearest to its mean, [k]. */
function medoids(
  { data, dimension }: Pick<WeightedPoints, 'data' | 'dimension'>,
  members: Int32Array,
  centroids: Float64Array,
): Int32Array {
  const nearest = new Int32Array(centroids.length / dimension);
  const least = new Float64Array(nearest.length).fill(Infinity);
  members.forEach((k, i) => {
    let square = 0;
    for (let d = 0; d < dimension; d++)
      square += (data[i * dimension + d] - centroids[k * dimension + d]) ** 2;
    if (square < least[k]) [least[k], nearest[k]] = [square, i];
  });
  return nearest;
}

/** Sources that go by each latent point alike, and targets by the groups that they get mass from. Groups stand for several latent points where there are fewer of them. */
function factors(
  { a: masses, epsilon }: LinearProblem,
  costs: Float64Array,
  f: Float64Array,
  n: number,
  rank: number,
): PlanFactors {
  const groups = masses.length;
  const m = costs.length / groups;
  const q = new Float64Array(n * rank);
  for (let at = 0; at < q.length; at++) q[at] = masses[(at % rank) % groups] / copies((at % rank) % groups);
  const r = new Float64Array(m * rank);
  const logs = new Float64Array(groups);
  for (let j = 0; j < m; j++) {
    for (let k = 0; k < groups; k++) logs[k] = Math.log(masses[k]) + (f[k] - costs[k * m + j]) / epsilon;
    const largest = logs.reduce((most, value) => Math.max(most, value));
    for (let k = 0; k < rank; k++)
      r[j * rank + k] = Math.exp(logs[k % groups] - largest) / copies(k % groups);
  }
  return { q: fromData(q, [n, rank]), r: fromData(r, [m, rank]) };

  function copies(group: number): number {
    return Math.ceil((rank - group) / groups);
  }
}

function scaledTo(mass: number, weights: Float64Array): Float64Array {
  const total = sum(weights);
  return weights.map((weight) => (weight * mass) / total);
}
