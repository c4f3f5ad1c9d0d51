import type { Geometry, PointCloud } from './geometry.js';

/** The geometry as one of point clouds, where it has points. */
export function cloudOf(geometry: Geometry): PointCloud | undefined {
  if (geometry.kind === 'pointCloud') return geometry;
  return geometry.kind === 'separableCost' ? geometry.cloud?.() : undefined;
}
