import { UnsupportedError } from '@monge/ndarray';
import type { Geometry, PointCloud } from '../../geometry/geometry.js';

/** @throws {UnsupportedError} unless the geometry is one of points. */
export function pointCloudsOf(geometry: Geometry, caller: string): PointCloud {
  if (geometry.kind === 'pointCloud') return geometry;
  throw new UnsupportedError(
    `${caller}: expected the geometry of point clouds (potentials are functions of points), got a matrix of costs; use ` +
      'subsampleInitialiser, dualSortInitialiser with an assignment, or no initialiser',
  );
}
