import { max, range } from 'd3-array';
import type { Points } from '../read/points.js';
import type { Position } from '../transport/layout.js';
import { formatCount } from './format.js';
import { type Markup, markup } from './markup.js';
import { day } from './palette.js';
import { type Plane, tenth } from './plane.js';

/** Points of one kind, and where they are drawn. */
export interface PointSet {
  readonly name: 'source' | 'target' | 'barycentre';
  readonly points: Points;
  readonly positions: readonly Position[];
}

/** More points than this of one set are thinned out evenly: a denser picture only grows the file. */
const pointsDrawn = 4000;

/** Points as discs whose area is in proportion to their weights; discs are larger the fewer there are of them in the `crowd`. */
export function marks(sets: readonly PointSet[], plane: Plane, crowd: number, opacity: number): Markup {
  const radius = (plane.width < 600 ? 1.6 : 2.4) * Math.min(2, Math.max(1, Math.sqrt(1500 / crowd)));
  const circles = sets.map(({ name, points, positions }) => {
    const n = positions.length;
    return range(0, n, Math.ceil(n / pointsDrawn)).map((i) => {
      const pixel = plane.pixelOf(positions[i]);
      if (!pixel) return undefined;
      const size = Math.min(3, Math.sqrt(points.weights[i] * n));
      return markup`<circle class="${name}" cx="${pixel[0]}" cy="${pixel[1]}" r="${tenth(radius * size)}" fill="${day[name]}"/>`;
    });
  });
  // One of each set in turn, so that no set hides another.
  const turns = range(max(circles, (set) => set.length) ?? 0);
  return markup`<g class="points" fill-opacity="${opacity}">${turns.map((turn) => circles.map((set) => set[turn]))}</g>`;
}

/** The height of a line of a legend, in pixels. */
export const legendLine = 22;

/** A line of a legend: a mark about (10, y), and what it stands for. */
export const legendRow = (y: number, mark: Markup, words: string): Markup =>
  markup`${mark}<text class="ink" x="26" y="${y + 4}" fill="${day.ink}">${words}</text>`;

/** The lines of a legend that tell sets of points apart, from a height down. */
export const pointLegend = (sets: readonly PointSet[], top: number): Markup =>
  markup`${sets.map(({ name, points }, row) => {
    const y = top + row * legendLine + 8;
    const named = points.label === name ? name : `${name}: ${points.label}`;
    const mark = markup`<circle class="${name}" cx="10" cy="${y}" r="5" fill="${day[name]}"/>`;
    return legendRow(y, mark, `${named}, ${formatCount(points.weights.length, 'point')}`);
  })}`;
