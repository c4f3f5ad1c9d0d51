import type { NdArray } from '@monge/ndarray';
import { pointCloud } from '@monge/sinkhorn';
import { normals, unevenWeights } from './samples.js';

/** Points on [0, 1], and normal densities there. */
export const line = (n: number) => Float64Array.from({ length: n }, (_, j) => (j + 0.5) / n);
export const density = (points: Float64Array, mean: number, deviation: number) => {
  const values = points.map((x) => Math.exp(-((x - mean) ** 2) / (2 * deviation ** 2)));
  const total = values.reduce((sum, value) => sum + value, 0);
  return values.map((value) => value / total);
};

export const sumOf = ({ data }: NdArray<Float64Array>) => data.reduce((sum, value) => sum + value, 0);

/** Three measures in the plane, and points on which their barycentre may lie. */
export const support = normals(1, 40, 2);
export const clouds = [normals(2, 25, 2, 1), normals(3, 30, 2, -1, 2), normals(4, 20, 2, 0, 0.3)];
export const between = clouds.map((cloud) => pointCloud(cloud, support));
export const measures = clouds.map(({ shape }, k) => unevenWeights(10 + k, shape[0]));
export const weights = [0.5, 0.2, 0.3];
export const tight = { threshold: 1e-11, maxIterations: 10_000 };
