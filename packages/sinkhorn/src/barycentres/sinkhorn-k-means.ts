import { type ArrayInput, DomainError, fromData, type NdArray, ShapeError } from '@monge/ndarray';
import type { KeyLike } from '@monge/random';
import { squaredEuclidean } from '../costs/squared-euclidean.js';
import { costsBetween, readPoints } from '../geometry/point-cloud.js';
import { gradient } from '../gradients/gradient.js';
import type { Sensitivities } from '../gradients/sensitivities.js';
import { defaultExecutor } from '../internal/default-executor.js';
import { withMass } from '../internal/with-mass.js';
import type { Solution } from '../solution.js';
import {
  type FreeSupportBarycentre,
  type FreeSupportBarycentreOptions,
  freeSupportBarycentreFor,
} from './free-support-barycentre.js';
import type { CloudNames } from './internal/clouds.js';

export interface SinkhornKMeansOptions
  extends Pick<FreeSupportBarycentreOptions, 'threshold' | 'maxIterations' | 'transport' | 'onProgress'> {
  /** Stops the work between two rounds, with an `AbortedError` whose `partial` has the `centroids` to go on from. */
  readonly signal?: AbortSignal;
  /** How many clusters, ≥ 1, where there are no `centroids`. */
  readonly clusters?: number;
  /** Draws the first centroids. Default 0. */
  readonly key?: KeyLike;
  /** The centroids to start from, [k, d]. Default: those of k-means++. */
  readonly centroids?: ArrayInput;
  /** Of the points, [n], ≥ 0. Default: even ones, of total one. */
  readonly weights?: ArrayInput;
  /** The share of each cluster in the mass, [k], ≥ 0, divided by their total; or `'free'` for the best ones, as soft k-means has them. Default: even ones. */
  readonly sizes?: ArrayInput | 'free';
  /** How soft assignments are, > 0, in the units of the squared distances. Default 0.05 standard deviations of those to the first centroids. */
  readonly epsilon?: number;
}

/** Clusters of given sizes, with soft assignments. */
export interface SinkhornClusters
  extends Pick<
    FreeSupportBarycentre,
    'status' | 'iterations' | 'errors' | 'epsilon' | 'cost' | 'regularisedCost'
  > {
  /** z, [k, d] */
  readonly centroids: NdArray<Float64Array>;
  /** The mass of each cluster, [k]. */
  readonly sizes: NdArray<Float64Array>;
  /** The plan from the points to the centroids: its rows, over the weights, are the soft assignments. */
  readonly solution: Solution;
  /** The probability of each cluster for each of the points, [n, k], or of new ones: p(j | x) ∝ s_j exp((g_j − |x − z_j|²)/ε). */
  probabilities(points?: ArrayInput): NdArray<Float64Array>;
  /** The most probable cluster of each of the points, [n], or of new ones. */
  members(points?: ArrayInput): NdArray<Int32Array>;
  /**
   * The gradient of `regularisedCost`: by the points (`x`), their weights (`a`), the sizes (`b`) and ε. By the envelope theorem the centroids count as constants,
   * as they are at their best, and sizes that are free do too.
   */
  gradient(): Omit<Sensitivities, 'y' | 'cost'>;
}

/**
 * Clusters of points under constraints of size: soft k-means whose assignments are a transport plan,
 *
 *   min OT_ε(a, s)   over the centroids z of s, for the cost |x − z|²,
 *
 * by rounds of plans and means, neither of which raises the objective (Cuturi & Doucet 2014, § 4; Genevay, Dulac-Arnold & Vert 2019, "Differentiable deep clustering
 * with cluster size constraints"). As ε → 0 every point is in one cluster, but for those that sizes divide; large ε draws the centroids together. A local minimum, as with k-means: try
 * several keys and keep the least `regularisedCost`. It is `freeSupportBarycentre` of one cloud.
 *
 * O(n·k·d) an iteration of the plan of a round.
 *
 * @param points [n, d], or [n] on the line.
 * @throws {ShapeError} when weights, sizes or centroids do not fit.
 * @throws {DomainError} when a coordinate, weight or size is not what it should be, ε ≤ 0, or another option is out of range.
 * @throws {AbortedError} when the signal fires.
 *
 * @example
 * ```ts
 * import { sinkhornKMeans } from '@monge/sinkhorn/barycentres';
 *
 * const points = [[0, 0], [1, 0], [9, 0], [10, 0]];
 * const clusters = sinkhornKMeans(points, { clusters: 2, epsilon: 0.1, threshold: 1e-9 });
 * clusters.cost.toFixed(3); // → '0.250'
 * const [first, , , last] = clusters.members().data;
 * first === last; // → false
 * ```
 */
export function sinkhornKMeans(points: ArrayInput, options: SinkhornKMeansOptions = {}): SinkhornClusters {
  const { clusters, centroids, weights, sizes, ...rest } = options;
  if (rest.epsilon === 0) {
    throw new DomainError(
      `${caller}: expected epsilon in (0, ∞) (how soft assignments are), got 0; take a small one`,
    );
  }
  if (centroids === undefined && !(Number.isInteger(clusters) && clusters! >= 1)) {
    throw new DomainError(
      `${caller}: expected clusters a whole number ≥ 1 (how many there are to be), or centroids, got ${clusters}`,
    );
  }
  const found = freeSupportBarycentreFor(NAMES, [points], {
    ...rest,
    ...(clusters === undefined ? {} : { size: clusters }),
    ...(centroids === undefined ? {} : { support: centroids }),
    ...(weights === undefined ? {} : { measures: [weights] }),
    ...(sizes === undefined ? {} : { masses: sizes }),
  });
  const { status, iterations, errors, epsilon, cost, regularisedCost } = found;
  const [solution] = found.transports;
  if (!('rows' in solution)) throw new Error('unreachable: regularised plans for ε > 0');
  const executor = options.transport?.executor ?? defaultExecutor();
  const probabilities = (given: ArrayInput = points) => conditionals(solution, given, executor);
  return Object.freeze<SinkhornClusters>({
    status,
    iterations,
    errors,
    epsilon,
    cost,
    regularisedCost,
    centroids: found.points,
    sizes: found.masses,
    solution,
    probabilities,
    members: (given) => mostProbable(probabilities(given)),
    gradient() {
      const { x, a, b, epsilon } = gradient(solution, { executor });
      return { x, a, b, epsilon };
    },
  });
}

const caller = 'sinkhorn.sinkhornKMeans';

const NAMES: CloudNames = {
  caller,
  cloud: () => 'points',
  measure: () => 'weights',
  support: 'centroids',
  size: 'clusters',
  masses: 'sizes',
};

/** The distribution of the target given each of the points as sources, [count, m]. */
function conditionals(
  { problem, g }: Solution,
  points: ArrayInput,
  executor: Parameters<Solution['problem']['geometry']['pairwise']>[0],
): NdArray<Float64Array> {
  const { geometry, b, epsilon } = problem;
  if (geometry.kind !== 'pointCloud') throw new Error('unreachable: centroids are points');
  const { y, cost } = geometry;
  const sources = readPoints(points, geometry.dtype, squaredEuclidean, 'points', caller);
  if (sources.dimension !== y.dimension) {
    throw new ShapeError(
      `${caller}: expected points of shape [n, ${y.dimension}] (of the dimension of the centroids), got [${sources.count}, ${sources.dimension}]`,
    );
  }
  const pairwise = executor.pairwise(costsBetween(sources, y, cost), geometry.dtype);
  try {
    const psi = withMass(g.data, b, epsilon);
    const phi = new Float64Array(sources.count);
    pairwise.softmin(1, epsilon, psi, phi);
    const entries = new Float64Array(sources.count * y.count);
    pairwise.weights(epsilon, phi, psi, 0, sources.count, entries);
    return fromData(entries, [sources.count, y.count]);
  } finally {
    pairwise.release();
  }
}

function mostProbable({ data, shape: [count, k] }: NdArray<Float64Array>): NdArray<Int32Array> {
  const members = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    for (let j = 1; j < k; j++) if (data[i * k + j] > data[i * k + members[i]]) members[i] = j;
  }
  return fromData(members, [count]);
}
