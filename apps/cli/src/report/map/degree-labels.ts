import type { GeoProjection } from 'd3-geo';
import { type Markup, markup } from '../markup.js';
import { day } from '../palette.js';

/** Labels keep this many pixels from the corners. */
const corner = 24;

/** Names the lines of a graticule where they cross the lower and the left edge of a map. */
export function degreeLabels(projection: GeoProjection, step: number, width: number, height: number): Markup {
  const meridians = crossings(projection, step, 0, width, (x) => [x, height - 1]);
  const parallels = crossings(projection, step, 1, height, (y) => [1, y]);
  return markup`<g class="faint" fill="${day.faint}">${meridians.map(
    ({ pixel, angle }) =>
      markup`<text x="${pixel}" y="${height - 6}" text-anchor="middle">${degrees(angle, 'E', 'W')}</text>`,
  )}${parallels.map(
    ({ pixel, angle }) => markup`<text x="5" y="${pixel + 4}">${degrees(angle, 'N', 'S')}</text>`,
  )}</g>`;
}

interface Crossing {
  readonly pixel: number;
  readonly angle: number;
}

/** Where along an edge the longitude (axis 0) or the latitude (axis 1) is a multiple of the step. */
function crossings(
  projection: GeoProjection,
  step: number,
  axis: 0 | 1,
  length: number,
  edge: (pixel: number) => [number, number],
): readonly Crossing[] {
  const found: Crossing[] = [];
  let before: number | undefined;
  for (let pixel = corner; pixel < length - corner; pixel++) {
    const angle = projection.invert?.(edge(pixel))?.[axis] ?? Number.NaN;
    const line = Math.floor(angle / step);
    const passed = before === undefined ? 0 : Math.abs(line - before);
    if (before !== undefined && passed === 1) found.push({ pixel, angle: Math.max(line, before) * step });
    // From 180°E on to 180°W.
    if (passed === 360 / step - 1) found.push({ pixel, angle: 180 });
    before = line;
  }
  return found;
}

/** `120°W`, `0°`, `180°`, `19.5°N`. */
function degrees(angle: number, positive: string, negative: string): string {
  const side = angle === 0 || angle === 180 ? '' : angle > 0 ? positive : negative;
  return `${Number(Math.abs(angle).toFixed(6))}°${side}`;
}
