import { type ArrayInput, concat, DomainError, fromData, type NdArray, ShapeError } from '@monge/ndarray';
import type { KeyLike } from '@monge/random';
import { squaredEuclidean } from '../../costs/squared-euclidean.js';
import { pointCloud, readPoints } from '../../geometry/point-cloud.js';
import { kMeans } from '../../initialisers/internal/k-means.js';
import { readMeasures } from '../../internal/masses.js';
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

/** What a function calls its inputs, as its errors name them. */
export interface CloudNames {
  readonly caller: string;
  readonly cloud: (k: number) => string;
  readonly measure: (k: number) => string;
  readonly support: string;
  readonly size: string;
  readonly masses: string;
}

export function readClouds(clouds: readonly ArrayInput[], options: CloudsOptions, names: CloudNames): Clouds {
  const { caller } = names;
  if (clouds.length === 0) throw new ShapeError(`${caller}: expected at least one cloud, got none`);
  const points = clouds.map((cloud, k) => asPoints(cloud, names.cloud(k), caller));
  const [, dimension] = points[0].shape;
  const support =
    options.support === undefined ? undefined : asPoints(options.support, names.support, caller);
  [...points, ...(support === undefined ? [] : [support])].forEach(({ shape }, k) => {
    if (shape[1] === dimension) return;
    const name = k < points.length ? names.cloud(k) : names.support;
    throw new ShapeError(
      `${caller}: expected ${name} of shape [·, ${dimension}] (of the dimension of ${names.cloud(0)}), got [${shape.join(', ')}]`,
    );
  });
  const { epsilon } = options;
  if (options.measures !== undefined && options.measures.length !== points.length) {
    throw new ShapeError(
      `${caller}: expected as many measures as clouds, got ${options.measures.length} and ${points.length}`,
    );
  }
  const measures = readMeasures(
    options.measures,
    points.map(({ shape }) => shape[0]),
    names.measure,
    'masses of the points',
    caller,
  );
  const weights = shares(options.weights, points.length, caller);
  if (!(epsilon === undefined || (typeof epsilon === 'number' && epsilon >= 0 && epsilon < Infinity))) {
    throw new DomainError(
      `${caller}: expected epsilon in [0, ∞) (strength of the regularisation, in the units of the squared distances), got ${epsilon}`,
    );
  }
  const exact = epsilon === 0;
  const start = support ?? seeds(points, measures, weights, options, names);
  const problem = barycentreProblem(
    points.map((cloud) => pointCloud(cloud, start)),
    {
      measures,
      weights,
      // What is not regularised has no use for it.
      ...(epsilon === undefined ? {} : { epsilon: exact ? 1 : epsilon }),
    },
  );
  const masses = massesOf(options.masses, start.shape[0], sum(measures[0]), names);
  if (exact && masses === 'free') {
    throw new DomainError(
      `${caller}: expected epsilon in (0, ∞) for ${names.masses} that are free (they are found by regularised transport), got 0; give ${names.masses}, or a small epsilon`,
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
  measures: readonly Float64Array[],
  weights: Float64Array,
  { size, key = 0 }: CloudsOptions,
  names: CloudNames,
): NdArray<Float64Array> {
  if (!(size !== undefined && Number.isInteger(size) && size >= 1)) {
    throw new DomainError(
      `${names.caller}: expected ${names.size} a whole number ≥ 1 (how many points to start from), or ${names.support}, got ${size}`,
    );
  }
  const [, dimension] = points[0].shape;
  const { data } = concat(points);
  const drawn = new Float64Array(data.length / dimension);
  let first = 0;
  points.forEach(({ shape: [count] }, k) => {
    const mass = sum(measures[k]);
    for (let i = 0; i < count; i++) drawn[first + i] = weights[k] * (measures[k][i] / mass);
    first += count;
  });
  const cloud = { data, dimension, weights: drawn };
  const { centroids } = kMeans(cloud, size, key, 0);
  const count = centroids.length / dimension;
  if (count < size) {
    throw new DomainError(
      `${names.caller}: expected ${names.size} to be at most the number of distinct points, got ${size}, and ${count} of them; give ${names.support}`,
    );
  }
  return fromData(centroids, [count, dimension]);
}

function massesOf(
  input: ArrayInput | 'free' | undefined,
  count: number,
  total: number,
  { caller, masses: name }: CloudNames,
): Float64Array | 'free' {
  if (input === 'free') return input;
  const masses = shares(input, count, caller, name).slice();
  scale(masses, total);
  return masses;
}
