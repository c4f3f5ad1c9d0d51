import { tickStep } from 'd3-array';
import { type GeoProjection, geoAzimuthalEqualArea, geoCircle, geoGraticule, geoPath } from 'd3-geo';
import type { GeoJSON, MultiLineString } from 'geojson';
import type { Position } from '../../transport/layout.js';
import { markup } from '../markup.js';
import { day } from '../palette.js';
import type { Plane } from '../plane.js';
import { atlas } from './atlas.js';
import { degreeLabels } from './degree-labels.js';
import { drawing, ground } from './ground.js';

const degree = Math.PI / 180;

/** The angle that a map shows at least on each side of its centre, in radians. */
const leastReach = 0.25 * degree;

/**
 * A map of a region in Lambert's azimuthal equal-area projection about the centre of its positions, which all lie within
 * the angle `reach` of it (radians).
 */
export function regionalMap(
  positions: readonly Position[],
  centre: Position,
  reach: number,
  width: number,
): Plane {
  const shown: GeoJSON =
    reach < leastReach
      ? geoCircle()
          .center([...centre])
          .radius(leastReach / degree)()
      : { type: 'MultiPoint', coordinates: positions.map(([x, y]) => [x, y]) };
  const radius = Math.max(reach, leastReach) / degree;
  const projection = geoAzimuthalEqualArea().rotate([-centre[0], -centre[1]]).precision(0.2);
  // No corner of the sheet is farther from the centre than this; what is beyond need not be projected.
  projection.clipAngle(Math.min(179, 4 * radius));
  const height = fit(projection, shown, width);
  const step = tickStep(0, 2 * radius, width / 180);
  const path = geoPath(projection).digits(1);
  return {
    width,
    height,
    backdrop: markup`<rect class="ocean" width="${width}" height="${height}" fill="${day.ocean}"/>${ground(path, atlas('50m'), graticule(centre, 2 * radius, step))}`,
    overlay: markup`<rect class="frame" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" fill="none" stroke="${day.rule}"/>${degreeLabels(projection, step, width, height)}`,
    ...drawing(projection, width, height),
  };
}

/** Fits what is shown into the width, with a margin, and answers the height. */
function fit(projection: GeoProjection, shown: GeoJSON, width: number): number {
  const [[left, top], [right, bottom]] = geoPath(projection.fitWidth(width, shown)).bounds(shown);
  const height = Math.round(width * Math.min(0.85, Math.max(0.5, (bottom - top) / (right - left))));
  const margin = width / 16;
  const inner: [[number, number], [number, number]] = [
    [margin, margin],
    [width - margin, height - margin],
  ];
  const whole: [[number, number], [number, number]] = [
    [0, 0],
    [width, height],
  ];
  projection.fitExtent(inner, shown).clipExtent(whole);
  return height;
}

/** The meridians and parallels about a centre, as far as an angle from it, all in degrees. */
function graticule([longitude, latitude]: Position, far: number, step: number): MultiLineString {
  const wide = Math.min(180, far / Math.cos(Math.min(85, Math.abs(latitude) + far) * degree));
  const snap = (angle: number): number => Math.round(angle / step) * step;
  return geoGraticule()
    .step([step, step])
    .extent([
      [snap(longitude - wide), Math.max(-90, snap(latitude - far))],
      [snap(longitude + wide), Math.min(90, snap(latitude + far))],
    ])();
}
