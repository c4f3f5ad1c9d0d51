import type { Points } from '../read/points.js';
import { type Groups, groupByLabel } from './group-flows.js';

/** The degrees that a cell spans where the points name no place. */
const cellSize = 10;

/**
 * The regions of points on the globe: what follows the last comma of their `place` ("4km W of Castaic, CA" lies in
 * California) where both files have that column, else cells of ten degrees.
 */
export function regions(source: Points, target: Points): Groups {
  return source.places && target.places
    ? groupByLabel(source.places.map(regionOfPlace), target.places.map(regionOfPlace))
    : groupByLabel(cellNames(source), cellNames(target));
}

/** The seismic networks of the United States write the names of these two neighbours both in full and in short. */
const abbreviated = new Map([
  ['CA', 'California'],
  ['MX', 'Mexico'],
]);

function regionOfPlace(place: string): string {
  const name = place.slice(place.lastIndexOf(',') + 1).trim();
  return abbreviated.get(name) ?? (name || 'no place named');
}

function cellNames({ coordinates }: Points): readonly string[] {
  return Array.from({ length: coordinates.length / 2 }, (_, i) => {
    const longitude = ((coordinates[2 * i]! + 540) % 360) - 180;
    return `${span(coordinates[2 * i + 1]!, 'N', 'S')} ${span(longitude, 'E', 'W')}`;
  });
}

/** The cell of an angle, in words: 34.5 → `30–40°N`, −118 → `120–110°W`. */
function span(angle: number, positive: string, negative: string): string {
  const low = Math.floor(angle / cellSize) * cellSize;
  const high = low + cellSize;
  return low < 0 ? `${-low}–${-high}°${negative}` : `${low}–${high}°${positive}`;
}
