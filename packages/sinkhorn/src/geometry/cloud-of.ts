import type { Geometry, PointCloud } from './geometry.js';

/** The clouds that costs are between, where they are between points: all of the costs, where they were truncated. */
export function cloudOf(geometry: Geometry): PointCloud | undefined {
  if (geometry.kind === 'pointCloud') return geometry;
  if (geometry.kind === 'separableCost') return geometry.cloud?.();
  return geometry.kind === 'sparseCost' ? geometry.truncated?.cloud() : undefined;
}

/** Those of {@link cloudOf} whose points may move one by one, as those of a grid may not. */
export function movableCloudOf(geometry: Geometry): PointCloud | undefined {
  return geometry.kind === 'separableCost' ? undefined : cloudOf(geometry);
}
