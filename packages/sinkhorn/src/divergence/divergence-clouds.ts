import type { ArrayInput } from '@monge/ndarray';
import { type PointCloudOptions, pointCloud } from '../geometry/point-cloud.js';
import type { DivergenceGeometries } from './divergence-problems.js';

/** The geometries of the divergence between two clouds. */
export function divergenceClouds(
  x: ArrayInput,
  y: ArrayInput,
  options: PointCloudOptions,
): DivergenceGeometries {
  const xy = pointCloud(x, y, options);
  return { xy, xx: pointCloud(x, x, options), yy: pointCloud(y, y, options) };
}
