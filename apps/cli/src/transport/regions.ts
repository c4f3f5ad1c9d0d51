import { extent, tickStep } from 'd3-array';
import type { Points } from '../read/points.js';
import { type Groups, groupByLabel } from './group-flows.js';
import type { Layout, Position } from './layout.js';

/** Places that name fewer regions than this tell too little. */
const fewestRegions = 4;

/** About how many cells the extent of the points is divided into where the places do not tell. */
const cellsAcross = 12;

/**
 * The regions of points on the globe: what follows the last comma of their `place` ("4km W of Castaic, CA" lies in
 * California) where both sides have such places and name a few regions, else the cells of a grid in round degrees.
 */
export function regions(source: Points, target: Points, layout: Layout): Groups {
  if (source.places && target.places) {
    const named = groupByLabel(source.places.map(regionOfPlace), target.places.map(regionOfPlace));
    if (named.names.length >= fewestRegions) return named;
  }
  const name = cellName(layout);
  return groupByLabel(layout.source.map(name), layout.target.map(name));
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

function cellName({ source, target }: Layout): (position: Position) => string {
  const everywhere = [...source, ...target];
  const [west = 0, east = 0] = extent(everywhere, ([longitude]) => longitude);
  const [south = 0, north = 0] = extent(everywhere, ([, latitude]) => latitude);
  const step = tickStep(0, Math.max(east - west, north - south), cellsAcross) || 1;
  return ([longitude, latitude]) =>
    `${span(latitude, step, 'N', 'S')} ${span(longitude - 360 * Math.round(longitude / 360), step, 'E', 'W')}`;
}

/** The cell of an angle, in words: at a step of 10, 34.5 lies in `30–40°N`, −118 in `110–120°W`. */
function span(angle: number, step: number, positive: string, negative: string): string {
  const low = Math.floor(angle / step);
  const [from, to, side] = low < 0 ? [-low - 1, -low, negative] : [low, low + 1, positive];
  const degrees = (steps: number) => Number((steps * step).toFixed(6));
  return `${degrees(from)}–${degrees(to)}°${side}`;
}
