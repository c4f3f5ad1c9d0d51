import { geoAzimuthalEquidistant } from 'd3-geo';
import { type Points, pointAt } from '../read/points.js';
import { marginalsOf } from './marginals.js';
import type { Solved } from './solved.js';

/** How the mass moved on the whole: the mean of the displacements x → T(x) of what moved, under the entropic map T. */
export interface Drift {
  /** Shape [d]: the mean displacement along each axis; east and north in km where geographic. */
  readonly mean: readonly number[];
  /** The mean length of a displacement, in the unit of `mean`. */
  readonly length: number;
}

const earthRadius = 6371.0088;

/** The drift of a transport, from its barycentric projection. O(nm). */
export function drift({ source, solution }: Solved): Drift {
  const image = solution.transport();
  const d = source.axes.names.length;
  const mean = new Array<number>(d).fill(0);
  let length = 0;
  marginalsOf(solution).source.forEach((leaving, i) => {
    const weight = leaving / solution.mass;
    const to = Float64Array.from({ length: d }, (_, axis) => image.get(i, axis));
    const displacement = displacementBetween(source, pointAt(source, i), to);
    displacement.forEach((component, axis) => {
      mean[axis] += weight * component;
    });
    length += weight * Math.hypot(...displacement);
  });
  return { mean, length };
}

/** On the globe, the tangent vector at `from` of the great circle to `to`: azimuthal equidistant coordinates. */
function displacementBetween({ axes }: Points, from: Float64Array, to: Float64Array): readonly number[] {
  if (!axes.geographic) return Array.from(to, (component, axis) => component - from[axis]);
  const chart = geoAzimuthalEquidistant().rotate([-from[0], -from[1]]).scale(earthRadius).translate([0, 0]);
  const [east, south] = chart([to[0], to[1]]) ?? [0, 0];
  return [east, -south];
}

const winds = [
  'N',
  'NNE',
  'NE',
  'ENE',
  'E',
  'ESE',
  'SE',
  'SSE',
  'S',
  'SSW',
  'SW',
  'WSW',
  'W',
  'WNW',
  'NW',
  'NNW',
];

/** The point of the compass that a displacement heads for. */
export function heading(east: number, north: number): string {
  const turn = Math.atan2(east, north) / (2 * Math.PI);
  return winds[(Math.round(16 * turn) + 16) % 16];
}
