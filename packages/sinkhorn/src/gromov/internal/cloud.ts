import type { Geometry } from '../../geometry/geometry.js';

/** Points with the costs factor · |x_i − x_k|² among them, or between them and others. */
export interface Cloud {
  /** [count, dimension] */
  readonly points: Float64Array;
  readonly count: number;
  readonly dimension: number;
  readonly factor: number;
}

/** The clouds of a problem: of both spaces, and those between which the features are squared distances, if there are any. */
export interface Clouds {
  readonly x: Cloud;
  readonly y: Cloud;
  readonly features?: readonly [Cloud, Cloud];
}

/** The points of a space whose costs are the squared distances among them; undefined for other costs. */
export function cloudOf(geometry: Geometry): Cloud | undefined {
  const clouds = cloudsOf(geometry);
  if (clouds === undefined) return undefined;
  const [x, y] = clouds;
  return x.count === y.count && x.points.every((value, at) => value === y.points[at]) ? x : undefined;
}

/** The two clouds between which the costs are squared distances. */
export function cloudsOf(geometry: Geometry): readonly [Cloud, Cloud] | undefined {
  if (geometry.kind !== 'pointCloud' || geometry.cost.fused?.kind !== 'squaredDistance') return undefined;
  const costs = geometry.costs();
  if (costs.kind === 'stored') return undefined;
  const { x, y, dimension, factor } = costs;
  const [n, m] = geometry.shape;
  return [
    { points: Float64Array.from(x), count: n, dimension, factor },
    { points: Float64Array.from(y), count: m, dimension, factor },
  ];
}

/** The cloud around the mean of its points by these weights. */
export function centredCloud(cloud: Cloud, weights: Float64Array): Cloud {
  const { points, dimension } = cloud;
  const mean = new Float64Array(dimension);
  let mass = 0;
  // Counted from the first point, which loses no digits far from the origin.
  for (let i = 0, at = 0; i < weights.length; i++) {
    mass += weights[i];
    for (let k = 0; k < dimension; k++, at++) mean[k] += weights[i] * (points[at] - points[k]);
  }
  for (let k = 0; k < dimension; k++) mean[k] = points[k] + mean[k] / mass;
  return { ...cloud, points: points.map((value, at) => value - mean[at % dimension]) };
}

/** A cloud around its mean, in units in which the factor of its costs is one. */
export function around(cloud: Cloud, weights: Float64Array): Cloud {
  const unit = Math.sqrt(cloud.factor);
  const { points, ...rest } = centredCloud(cloud, weights);
  return { ...rest, points: points.map((value) => unit * value), factor: 1 };
}

/** |x_i|², [count]. */
export function squaresOf({ points, count, dimension }: Cloud): Float64Array {
  const squares = new Float64Array(count);
  for (let i = 0, at = 0; i < count; i++) {
    for (let k = 0; k < dimension; k++, at++) squares[i] += points[at] ** 2;
  }
  return squares;
}
