import { type GeoPath, type GeoProjection, geoPath } from 'd3-geo';
import type { MultiLineString } from 'geojson';
import { type Markup, markup } from '../markup.js';
import { day } from '../palette.js';
import { type Plane, tenth } from '../plane.js';
import type { Atlas } from './atlas.js';

/** Land, borders and graticule. */
export const ground = (path: GeoPath, { land, borders }: Atlas, graticule: MultiLineString): Markup =>
  markup`<path class="land" d="${path(land) ?? ''}" fill="${day.land}"/><path class="border" d="${path(borders) ?? ''}" fill="none" stroke="${day.border}" stroke-width="0.7"/><path class="graticule" d="${path(graticule) ?? ''}" fill="none" stroke="${day.rule}" stroke-width="0.5"/>`;

/** How a projection places points and draws arcs of great circles. */
export function drawing(
  projection: GeoProjection,
  width: number,
  height: number,
): Pick<Plane, 'pixelOf' | 'pathOf'> {
  const path = geoPath(projection).digits(1);
  return {
    pixelOf: (position) => {
      const [x, y] = projection([...position]) ?? [-1, -1];
      return x >= 0 && x <= width && y >= 0 && y <= height ? [tenth(x), tenth(y)] : undefined;
    },
    pathOf: (from, to) => path({ type: 'LineString', coordinates: [[...from], [...to]] }) ?? '',
  };
}
