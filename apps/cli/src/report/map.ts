import { max, tickStep } from 'd3-array';
import {
  type GeoProjection,
  geoAzimuthalEqualArea,
  geoCentroid,
  geoDistance,
  geoEqualEarth,
  geoGraticule,
  geoPath,
} from 'd3-geo';
import type { MultiPoint } from 'geojson';
import type { Position } from '../transport/position.js';
import { type Markup, markup } from './markup.js';
import { day } from './palette.js';
import { type Plane, tenth } from './plane.js';
import { world } from './world.js';

const degree = Math.PI / 180;

/** Beyond this angle from their centre, points are shown on a map of the whole world. */
const worldwide = 50 * degree;

/**
 * A map that holds all the positions (longitude, latitude in degrees). Points spread over the globe get the Equal Earth
 * projection, turned so that their centre is in its middle and the cut is far from them; points of one region get
 * Lambert's azimuthal equal-area projection about their centre.
 */
export function mapPlane(positions: readonly Position[], width: number): Plane {
  const { points, centre, reach } = spread(positions);
  return reach > worldwide ? worldMap(centre, width) : regionalMap(points, centre, reach, width);
}

/** Whether a map of the positions is one of the whole world. */
export const isWorldwide = (positions: readonly Position[]): boolean => spread(positions).reach > worldwide;

/** The centre of positions on the globe, and the largest angle of one from it. */
function spread(positions: readonly Position[]): {
  points: MultiPoint;
  centre: [number, number];
  reach: number;
} {
  const points: MultiPoint = { type: 'MultiPoint', coordinates: positions.map(([x, y]) => [x, y]) };
  const centre = geoCentroid(points);
  return { points, centre, reach: max(positions, ([x, y]) => geoDistance(centre, [x, y])) ?? 0 };
}

function worldMap([longitude]: [number, number], width: number): Plane {
  const projection = geoEqualEarth()
    .rotate([-Math.round(longitude / 10) * 10, 0])
    .precision(0.2)
    .fitWidth(width - 2, { type: 'Sphere' });
  const path = geoPath(projection).digits(1);
  const [[left, top], [, bottom]] = path.bounds({ type: 'Sphere' });
  const [x, y] = projection.translate();
  projection.translate([x - left + 1, y - top + 1]);
  const height = Math.ceil(bottom - top) + 2;
  const { land, borders } = world('110m');
  const sphere = path({ type: 'Sphere' }) ?? '';
  return {
    width,
    height,
    backdrop: markup`<path class="ocean" d="${sphere}" fill="${day.ocean}"/>${ground(
      path(geoGraticule().step([30, 30])()),
      path(land),
      path(borders),
    )}`,
    overlay: markup`<path class="frame" d="${sphere}" fill="none" stroke="${day.rule}"/>`,
    ...drawing(projection, width, height),
  };
}

function regionalMap(points: MultiPoint, centre: [number, number], reach: number, width: number): Plane {
  const projection = geoAzimuthalEqualArea().rotate([-centre[0], -centre[1]]).precision(0.2);
  const shape = geoPath(projection.fitWidth(1000, points)).bounds(points);
  const aspect = (shape[1][1] - shape[0][1]) / 1000;
  const height = Math.round(width * Math.min(0.85, Math.max(0.5, aspect)));
  const margin = width / 16;
  projection.fitExtent(
    [
      [margin, margin],
      [width - margin, height - margin],
    ],
    points,
  );
  projection.scale(Math.min(projection.scale(), width / (0.5 * degree)));
  projection.clipExtent([
    [0, 0],
    [width, height],
  ]);
  const path = geoPath(projection).digits(1);
  const step = tickStep(0, (2 * reach) / degree, width / 180);
  const { land, borders } = world('50m');
  return {
    width,
    height,
    backdrop: markup`<rect class="ocean" width="${width}" height="${height}" fill="${day.ocean}"/>${ground(
      path(
        geoGraticule()
          .step([step, step])
          .extent([
            [-180, -90],
            [180, 90],
          ])(),
      ),
      path(land),
      path(borders),
    )}`,
    overlay: markup`<rect class="frame" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" fill="none" stroke="${day.rule}"/>${degreeLabels(projection, step, width, height)}`,
    ...drawing(projection, width, height),
  };
}

const ground = (graticule: string | null, land: string | null, borders: string | null): Markup =>
  markup`<path class="land" d="${land ?? ''}" fill="${day.land}"/><path class="border" d="${borders ?? ''}" fill="none" stroke="${day.border}" stroke-width="0.7"/><path class="graticule" d="${graticule ?? ''}" fill="none" stroke="${day.rule}" stroke-width="0.5"/>`;

function drawing(
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

/** The degrees of the graticule's lines, where they cross the lower and the left edge. */
function degreeLabels(projection: GeoProjection, step: number, width: number, height: number): Markup {
  const crossings = (edge: (pixel: number) => [number, number], axis: 0 | 1, length: number) => {
    const found: { pixel: number; angle: number }[] = [];
    let before: number | undefined;
    for (let pixel = 24; pixel < length - 24; pixel++) {
      const line = Math.floor((projection.invert?.(edge(pixel))?.[axis] ?? Number.NaN) / step);
      if (before !== undefined && Math.abs(line - before) === 1)
        found.push({ pixel, angle: Math.max(line, before) * step });
      before = line;
    }
    return found;
  };
  const text = (x: number, y: number, angle: number, [plus, minus]: string) =>
    markup`<text class="faint" x="${x}" y="${y}" fill="${day.faint}" text-anchor="${y > height - 8 ? 'middle' : 'start'}">${Number(Math.abs(angle).toFixed(6))}°${angle === 0 ? '' : angle > 0 ? plus : minus}</text>`;
  return markup`${crossings((x) => [x, height - 1], 0, width).map(({ pixel, angle }) => text(pixel, height - 6, angle, 'EW'))}${crossings(
    (y) => [1, y],
    1,
    height,
  ).map(({ pixel, angle }) => text(5, pixel + 4, angle, 'NS'))}`;
}
