import { geoEqualEarth, geoGraticule, geoPath } from 'd3-geo';
import type { Position } from '../../transport/layout.js';
import { markup } from '../markup.js';
import { day } from '../palette.js';
import type { Plane } from '../plane.js';
import { atlas } from './atlas.js';
import { drawing, ground } from './ground.js';

/** A map of the world in the Equal Earth projection, turned so that its cut is far from the centre of the points. */
export function worldMap([longitude]: Position, width: number): Plane {
  const projection = geoEqualEarth()
    .rotate([-Math.round(longitude / 10) * 10, 0])
    .precision(0.2)
    .fitWidth(width - 2, { type: 'Sphere' });
  const path = geoPath(projection).digits(1);
  const [[left, top], [, bottom]] = path.bounds({ type: 'Sphere' });
  const [x, y] = projection.translate();
  projection.translate([x - left + 1, y - top + 1]);
  const height = Math.ceil(bottom - top) + 2;
  const sphere = path({ type: 'Sphere' }) ?? '';
  return {
    width,
    height,
    backdrop: markup`<path class="ocean" d="${sphere}" fill="${day.ocean}"/>${ground(path, atlas('110m'), geoGraticule().step([30, 30])())}`,
    overlay: markup`<path class="frame" d="${sphere}" fill="none" stroke="${day.rule}"/>`,
    ...drawing(projection, width, height),
  };
}
