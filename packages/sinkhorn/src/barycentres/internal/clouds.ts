import { type ArrayInput, concat, DomainError, fromData, type NdArray, ShapeError } from '@monge/ndarray';
import type { KeyLike } from '@monge/random';
import { squaredEuclidean } from '../../costs/squared-euclidean.js';
import { pointCloud, readPoints } from '../../geometry/point-cloud.js';
import { kMeans } from '../../initialisers/internal/k-means.js';
import { shares } from '../../internal/shares.js';
import { scale, sum } from '../../internal/sums.js';
import { barycentreProblem } from '../barycentre-problem.js';

export interface CloudsOptions {
  /** The masses of the points of each cloud, [m_k], ≥ 0, all of one total. Default: even ones, of total one. */
  readonly measures?: readonly ArrayInput[];
  /** λ, of each cloud in the mean, [K], ≥ 0; divided by their total. Default: equal ones. */
  readonly weights?: ArrayInput;
  /** The points to start from, [n, d]. Default: the centroids of `size` clusters of the clouds' points (k-means++). */
  readonly support?: ArrayInput;
  /** n, how many points to start from where there is no `support`. */
  readonly size?: number;
  /** Draws them. Default 0. */
  readonly key?: KeyLike;
  /** p, the masses of the points, [n], ≥ 0, divided by their total and multiplied by that of the measures; or `'free'` for the best ones. Default: even ones. */
  readonly masses?: ArrayInput | 'free';
  /** Strength of the entropic regularisation, ≥ 0, in the units of the squared distances; 0 for exact plans. Default 0.05 times the mean standard deviation of the costs to the first points. */
  readonly epsilon?: number;
}

/** Clouds whose barycentre is sought, and the points that it starts from, validated. */
export interface Clouds {
  /** [m_k, d] */
  readonly points: readonly NdArray<Float64Array>[];
  readonly measures: readonly Float64Array[];
  readonly weights: Float64Array;
  /** [n, d] */
  readonly support: NdArray<Float64Array>;
  readonly masses: Float64Array | 'free';
  readonly epsilon: number;
}

export function readClouds(clouds: readonly ArrayInput[], options: CloudsOptions, caller: string): Clouds {
  if (clouds.length === 0) throw new ShapeError(`${caller}: expected at least one cloud, got none`);
  const points = clouds.map((cloud, k) => asPoints(cloud, `clouds[${k}]`, caller));
  const [, dimension] = points[0].shape;
  const support = options.support === undefined ? undefined : asPoints(options.support, 'support', caller);
  [...points, ...(support === undefined ? [] : [support])].forEach(({ shape }, k) => {
    if (shape[1] === dimension) return;
    const name = k < points.length ? `clouds[${k}]` : 'support';
    throw new ShapeError(
      `${caller}: expected ${name} of shape [·, ${dimension}] (of the dimension of the first cloud), got [${shape.join(', ')}]`,
    );
  });
  const { measures, weights, epsilon } = options;
  const exact = epsilon === 0;
  const start = support ?? seeds(points, options, caller);
  const problem = barycentreProblem(
    points.map((cloud) => pointCloud(cloud, start)),
    {
      ...(measures === undefined ? {} : { measures }),
      ...(weights === undefined ? {} : { weights }),
      // What is not regularised has no use for it.
      ...(epsilon === undefined ? {} : { epsilon: exact ? 1 : epsilon }),
    },
  );
  const masses = massesOf(options.masses, start.shape[0], sum(problem.measures[0]), caller);
  if (exact && masses === 'free') {
    throw new DomainError(
      `${caller}: expected epsilon in (0, ∞) for masses that are free (they are found by regularised transport), got 0; give masses, or a small epsilon`,
    );
  }
  return {
    points,
    measures: problem.measures,
    weights: problem.weights,
    support: start,
    masses,
    epsilon: exact ? 0 : problem.epsilon,
  };
}

function asPoints(input: ArrayInput, name: string, caller: string): NdArray<Float64Array> {
  const { data, count, dimension } = readPoints(input, 'float64', squaredEuclidean, name, caller);
  return fromData(Float64Array.from(data), [count, dimension]);
}

/** Centroids of the points of the clouds, drawn by their shares in the mean. */
function seeds(
  points: readonly NdArray<Float64Array>[],
  { size, key = 0, weights, measures }: CloudsOptions,
  caller: string,
): NdArray<Float64Array> {
  if (!(size !== undefined && Number.isInteger(size) && size >= 1)) {
    throw new DomainError(
      `${caller}: expected size a whole number ≥ 1 (how many points to start from), or support, got ${size}`,
    );
  }
  const [, dimension] = points[0].shape;
  const parts = shares(weights, points.length, caller);
  const { data } = concat(points);
  const drawn = new Float64Array(data.length / dimension);
  let first = 0;
  points.forEach(({ shape: [count] }, k) => {
    const own = shares(measures?.[k], count, caller, `measures[${k}]`);
    for (let i = 0; i < count; i++) drawn[first + i] = parts[k] * own[i];
    first += count;
  });
  const cloud = { data, dimension, weights: drawn };
  const { centroids } = kMeans(cloud, size, key, 0);
  const count = centroids.length / dimension;
  if (count < size) {
    throw new DomainError(
      `${caller}: expected size to be at most the number of distinct points in the clouds, got ${size}, and ${count} of them; give support`,
    );
  }
  return fromData(centroids, [count, dimension]);
}

function massesOf(
  input: ArrayInput | 'free' | undefined,
  count: number,
  total: number,
  caller: string,
): Float64Array | 'free' {
  if (input === 'free') return input;
  const masses = shares(input, count, caller, 'masses').slice();
  scale(masses, total);
  return masses;
}
