import { max } from 'd3-array';
import { geoDistance } from 'd3-geo';
import { centreOf, type Position } from '../../transport/layout.js';
import type { Plane } from '../plane.js';
import { regionalMap } from './regional-map.js';
import { worldMap } from './world-map.js';

/** Beyond this angle from their centre, in radians, points are shown on a map of the whole world. */
const worldwide = 50 * (Math.PI / 180);

/**
 * A map that holds all the positions (longitude, latitude in degrees): of the world where they are spread over it, else of
 * their region.
 */
export function mapPlane(positions: readonly Position[], width: number): Plane {
  const centre = centreOf(positions);
  const reach = reachOf(positions, centre);
  return reach > worldwide ? worldMap(centre, width) : regionalMap(positions, centre, reach, width);
}

/** Whether the map of the positions is one of the whole world. */
export const isWorldwide = (positions: readonly Position[]): boolean =>
  reachOf(positions, centreOf(positions)) > worldwide;

/** The largest angle of a position from the centre, in radians. */
const reachOf = (positions: readonly Position[], [longitude, latitude]: Position): number =>
  max(positions, ([x, y]) => geoDistance([longitude, latitude], [x, y])) ?? 0;
