import type { FloatData } from '@monge/ndarray';
import { categorical, type KeyLike, split, uniform } from '@monge/random';

/** A weighted cloud of points, [count, dimension]. */
export interface WeightedPoints {
  readonly data: FloatData;
  readonly dimension: number;
  /** [count] */
  readonly weights: Float64Array;
}

/** Points of a cloud in groups. */
export interface Clusters {
  /** The mean of each, [k, dimension]. */
  readonly centroids: Float64Array;
  /** The weight of each, [k], > 0. */
  readonly masses: Float64Array;
  /** Which one each point is in, [count]; any for a point without weight. */
  readonly members: Int32Array;
}

/**
 * Clusters of small spread, at most `k`: k-means++ (Arthur & Vassilvitskii 2007), then some steps of Lloyd's algorithm. Fewer where fewer points
 * are distinct, or a cluster loses all its points. O(count · k · dimension) a step.
 */
export function kMeans(points: WeightedPoints, k: number, key: KeyLike, steps: number): Clusters {
  let centroids: Float64Array = seeds(points, k, key);
  for (let step = 0; ; step++) {
    const clusters = means(points, nearest(points, centroids), centroids.length / points.dimension);
    if (step >= steps) return clusters;
    centroids = clusters.centroids;
  }
}

/** Points drawn one after the other, each with a probability that goes with its weight and the square of its distance from those drawn before. */
function seeds({ data, dimension, weights }: WeightedPoints, k: number, key: KeyLike): Float64Array {
  const count = weights.length;
  const [forFirst, forOthers] = split(key);
  const draws = uniform(forOthers, k).data;
  const centroids = new Float64Array(k * dimension);
  const distances = new Float64Array(count).fill(Infinity);
  let next = categorical(forFirst, 1, { weights }).data[0];
  for (let c = 0; c < k; c++) {
    centroids.set(data.subarray(next * dimension, (next + 1) * dimension), c * dimension);
    let total = 0;
    for (let i = 0; i < count; i++) {
      const square = squaredDistance(data, i, centroids, c, dimension);
      if (square < distances[i]) distances[i] = square;
      total += weights[i] * distances[i];
    }
    next = firstBeyond(draws[c] * total, weights, distances);
    if (next < 0) return centroids.subarray(0, (c + 1) * dimension);
  }
  return centroids;
}

/** The first point at which the sum of weight times distance passes `share`, −1 if there is none. */
function firstBeyond(share: number, weights: Float64Array, distances: Float64Array): number {
  let sum = 0;
  let last = -1;
  for (let i = 0; i < weights.length; i++) {
    const part = weights[i] * distances[i];
    if (part === 0) continue;
    last = i;
    sum += part;
    if (sum > share) return i;
  }
  return last;
}

function nearest({ data, dimension, weights }: WeightedPoints, centroids: Float64Array): Int32Array {
  const k = centroids.length / dimension;
  const members = new Int32Array(weights.length);
  for (let i = 0; i < members.length; i++) {
    let least = Infinity;
    for (let c = 0; c < k; c++) {
      const square = squaredDistance(data, i, centroids, c, dimension);
      if (square < least) [least, members[i]] = [square, c];
    }
  }
  return members;
}

/** The clusters with these members; those without weight are left out. */
function means({ data, dimension, weights }: WeightedPoints, members: Int32Array, k: number): Clusters {
  const masses = new Float64Array(k);
  for (let i = 0; i < members.length; i++) masses[members[i]] += weights[i];
  const places = new Int32Array(k);
  let kept = 0;
  for (let c = 0; c < k; c++) places[c] = masses[c] > 0 ? kept++ : -1;
  const centroids = new Float64Array(kept * dimension);
  for (let i = 0; i < members.length; i++) {
    if (weights[i] === 0) continue;
    const share = weights[i] / masses[members[i]];
    const at = places[members[i]] * dimension;
    for (let d = 0; d < dimension; d++) centroids[at + d] += share * data[i * dimension + d];
  }
  return {
    centroids,
    masses: masses.filter((mass) => mass > 0),
    members: members.map((c) => Math.max(places[c], 0)),
  };
}

function squaredDistance(x: FloatData, i: number, y: Float64Array, j: number, dimension: number): number {
  let square = 0;
  for (let d = 0; d < dimension; d++) square += (x[i * dimension + d] - y[j * dimension + d]) ** 2;
  return square;
}
