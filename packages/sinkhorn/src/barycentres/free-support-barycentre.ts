import { AbortedError, type ArrayInput, DomainError, fromData, type NdArray } from '@monge/ndarray';
import type { ExactSolution } from '../exact/solve-exactly.js';
import { accelerationFor } from '../internal/acceleration/acceleration-for.js';
import { createPlace, type Place } from '../internal/iteration.js';
import { dot } from '../internal/sums.js';
import type { Solution, Status } from '../solution.js';
import type { Progress, SolveOptions } from '../solve-options.js';
import { type CloudNames, type Clouds, type CloudsOptions, readClouds } from './internal/clouds.js';
import { exactPlans, type Plans, plansOfFreeMasses, plansOfGivenMasses } from './internal/plans.js';

export interface FreeSupportBarycentreOptions extends CloudsOptions {
  /** How far points may be from the means that they ought to be, in root mean square relative to their spread, at which to stop; ≥ 0. Default 1e-4. */
  readonly threshold?: number;
  /** Rounds of plans and means, ≥ 1. Default 200. */
  readonly maxIterations?: number;
  /** How the plans of a round are found. By default to a hundredth of `threshold`. */
  readonly transport?: Pick<
    SolveOptions,
    'threshold' | 'maxIterations' | 'mode' | 'acceleration' | 'executor'
  >;
  /** Called after every round. */
  readonly onProgress?: (progress: Progress) => void;
  /** Stops the work between two rounds, with an `AbortedError` whose `partial` has the `support` to go on from. */
  readonly signal?: AbortSignal;
}

/** A barycentre of clouds of points, whose points have moved to where they are best. */
export interface FreeSupportBarycentre {
  /** Of the points: `'converged'` when they have come to rest. `'diverged'`: the plans that moved them have been lost to rounding, as at an ε far below the costs. */
  readonly status: Status;
  readonly iterations: number;
  /** After each round, how far the points were from the means that they ought to be; relative to their spread. */
  readonly errors: Float64Array;
  readonly epsilon: number;
  /** x, [n, d] */
  readonly points: NdArray<Float64Array>;
  /** p, [n], of the total of the measures. */
  readonly masses: NdArray<Float64Array>;
  /** The plan from each cloud to these points; of the network simplex for ε = 0. */
  readonly transports: readonly (Solution | ExactSolution)[];
  /** Σ λ_k ⟨P_k, C_k⟩ */
  readonly cost: number;
  /** What is minimised: Σ λ_k OT_ε(b_k, p), and where the masses are free, ε KL(p | q). A round that raises it is taken back. */
  readonly regularisedCost: number;
}

const NAMES: CloudNames = {
  caller: 'sinkhorn.freeSupportBarycentre',
  cloud: (k) => `clouds[${k}]`,
  measure: (k) => `measures[${k}]`,
  support: 'support',
  size: 'size',
  masses: 'masses',
};

/**
 * The barycentre of clouds of points for the cost |x − y|², on n points that move:
 *
 *   min Σ_k λ_k OT_ε(b_k, p)   over the points x of p,
 *
 * and over its masses where they are `'free'` (with + ε KL(p | q), q even, as in {@link barycentreProblem}). In turn the plans are found for the points as they are,
 * and each point moves to the mean x_j = Σ_k λ_k Σ_i P_k,ij y_k,i / p_j of what it receives; neither raises the objective, and the points come to rest at a local minimum
 * (Cuturi & Doucet 2014, "Fast computation of Wasserstein barycenters", algorithm 2, with full steps; Álvarez-Esteban et al. 2016). Momentum carries the rounds
 * along while the objective falls. With ε = 0 the plans are exact, and rounds are plain.
 *
 * With ε > 0 the points are drawn together, by some ε/2 in each direction's variance; take ε well below the square of the distances that matter. O(Σ_k m_k n d) an iteration of
 * the plans of a round; each starts from that of the round before.
 *
 * @param clouds the points of each measure, [m_k, d], or [m_k] on the line.
 * @throws {ShapeError} when clouds, masses and weights do not fit one another.
 * @throws {DomainError} when a coordinate, mass or weight is not what it should be, or an option is out of range.
 * @throws {AbortedError} when the signal fires.
 *
 * @example
 * ```ts
 * import { freeSupportBarycentre } from '@monge/sinkhorn/barycentres';
 *
 * const clouds = [[[0, 0], [0, 2]], [[4, 0], [4, 2]]];
 * const { points } = freeSupportBarycentre(clouds, { support: [[1, 0], [1, 1]], weights: [3, 1], epsilon: 0 });
 * points; // → [[1, 0], [1, 2]]
 * ```
 */
export function freeSupportBarycentre(
  clouds: readonly ArrayInput[],
  options: FreeSupportBarycentreOptions = {},
): FreeSupportBarycentre {
  return freeSupportBarycentreFor(NAMES, clouds, options);
}

/** {@link freeSupportBarycentre} for another function, which errors name, and its inputs by the names that it has for them. */
export function freeSupportBarycentreFor(
  names: Partial<CloudNames>,
  clouds: readonly ArrayInput[],
  options: FreeSupportBarycentreOptions,
): FreeSupportBarycentre {
  const called = { ...NAMES, ...names };
  const { caller } = called;
  const { threshold = 1e-4, maxIterations = 200, onProgress, signal } = options;
  expect(
    caller,
    threshold >= 0 && threshold < Infinity,
    'threshold in [0, ∞) (distance from rest at which to stop)',
    threshold,
  );
  expect(
    caller,
    Number.isInteger(maxIterations) && maxIterations >= 1,
    'maxIterations a whole number ≥ 1',
    maxIterations,
  );
  const plansTo = Math.max(SHARE_OF_THRESHOLD * threshold, LEAST_THRESHOLD);
  const transport = { threshold: plansTo, ...options.transport };
  const read = readClouds(clouds, options, called);
  const { epsilon, support } = read;
  const [n, dimension] = support.shape;
  const place = createPlace(n * dimension);
  place.g.set(support.data);
  const plansOf = plansFor(caller, read, transport);
  const steering = accelerationFor(
    { b: sharesOfCoordinates(read) },
    {
      kind: epsilon === 0 ? 'none' : 'nesterov',
    },
  );
  const errors: number[] = [];
  for (;;) {
    const points = fromData(place.g.slice(), [n, dimension]);
    if (signal?.aborted) throw aborted(called, errors.length, points, signal.reason);
    const plans = plansOf(points);
    place.image.set(meansOf(plans, read));
    const error = distanceFromRest(place, plans.masses, dimension);
    errors.push(error);
    onProgress?.({ iteration: errors.length, maxIterations, error, threshold, epsilon });
    if (error <= threshold || errors.length >= maxIterations) {
      return concluded(read, points, plans, Float64Array.from(errors), error <= threshold);
    }
    // What has to rise, as good as the plans are.
    const dual = -plans.regularisedCost;
    steering.advance(place, { error, dual, rounding: Math.abs(dual) * transport.threshold });
  }
}

/** The threshold of plans by default: a fraction of that of the points, but no more than rounding allows. */
const SHARE_OF_THRESHOLD = 1e-2;
const LEAST_THRESHOLD = 1e-12;

/** The weight of each coordinate in the mean square of a move. */
function sharesOfCoordinates({ support, masses }: Clouds): Float64Array {
  const [n, dimension] = support.shape;
  return Float64Array.from(support.data, (_, at) =>
    masses === 'free' ? 1 / n : masses[Math.floor(at / dimension)],
  );
}

function concluded(
  { epsilon, weights }: Clouds,
  points: NdArray<Float64Array>,
  { transports, masses, regularisedCost }: Plans,
  errors: Float64Array,
  converged: boolean,
): FreeSupportBarycentre {
  const lost = transports.some(({ status }) => status === 'diverged');
  const atRest = converged ? 'converged' : 'maxIterations';
  return Object.freeze({
    status: lost ? 'diverged' : atRest,
    iterations: errors.length,
    errors,
    epsilon,
    points,
    masses: fromData(masses, [masses.length]),
    transports,
    cost: dot(
      weights,
      Float64Array.from(transports, ({ cost }) => cost),
    ),
    regularisedCost,
  } satisfies FreeSupportBarycentre);
}

function plansFor(
  caller: string,
  clouds: Clouds,
  options: NonNullable<FreeSupportBarycentreOptions['transport']>,
): (points: NdArray<Float64Array>) => Plans {
  if (clouds.epsilon === 0) return exactPlans(clouds);
  return clouds.masses === 'free'
    ? plansOfFreeMasses(caller, clouds, options)
    : plansOfGivenMasses(caller, clouds, options);
}

/** Σ_k λ_k times the mean of cloud k that each point receives, [n, d]. */
function meansOf({ means }: Plans, { weights }: Clouds): Float64Array {
  const total = new Float64Array(means(0).length);
  weights.forEach((weight, k) => {
    if (weight === 0) return;
    const part = means(k);
    for (let at = 0; at < total.length; at++) total[at] += weight * part[at];
  });
  return total;
}

/**
 * (Σ p_j |x_j − m_j|² / Σ p_j |m_j − m̄|²)^½ for points x and means m, the denominator as large as the squares of the coordinates allow to tell; writes p_j (x_j − m_j), of
 * which the derivative of the objective is twice as much.
 */
function distanceFromRest({ g, image, excess }: Place, masses: Float64Array, dimension: number): number {
  let moved = 0;
  let spread = 0;
  let squares = 0;
  for (let k = 0; k < dimension; k++) {
    let mass = 0;
    let mean = 0;
    for (let j = 0, at = k; j < masses.length; j++, at += dimension) {
      excess[at] = masses[j] * (g[at] - image[at]);
      if (masses[j] === 0) continue;
      moved += excess[at] * (g[at] - image[at]);
      squares += masses[j] * image[at] ** 2;
      mass += masses[j];
      const delta = image[at] - mean;
      mean += (masses[j] / mass) * delta;
      spread += masses[j] * delta * (image[at] - mean);
    }
  }
  return moved === 0 ? 0 : Math.sqrt(moved / Math.max(spread, Number.EPSILON * squares));
}

function aborted(
  { caller, support }: CloudNames,
  iterations: number,
  points: NdArray<Float64Array>,
  cause: unknown,
): AbortedError {
  return new AbortedError(
    `${caller}: aborted after ${iterations} rounds; \`partial\` has the \`${support}\` to go on from`,
    { [support]: points },
    { cause },
  );
}

function expect(caller: string, condition: boolean, expected: string, got: unknown): void {
  if (!condition) throw new DomainError(`${caller}: expected ${expected}, got ${String(got)}`);
}
