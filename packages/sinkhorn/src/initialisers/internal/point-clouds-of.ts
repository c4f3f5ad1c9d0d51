import { UnsupportedError } from '@monge/ndarray';
import { cloudOf } from '../../geometry/cloud-of.js';
import { describe } from '../../geometry/describe.js';
import type { Geometry, PointCloud } from '../../geometry/geometry.js';

/** @throws {UnsupportedError} unless the geometry is one of points. */
export function pointCloudsOf(geometry: Geometry, caller: string): PointCloud {
  const cloud = cloudOf(geometry);
  if (cloud !== undefined) return cloud;
  throw new UnsupportedError(
    `${caller}: expected the geometry of point clouds (potentials are functions of points), got ${describe(geometry)}; use subsampleInitialiser, ` +
      'dualSortInitialiser with an assignment, or no initialiser',
  );
}
