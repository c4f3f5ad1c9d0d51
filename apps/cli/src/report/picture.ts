import { max, range, sum } from 'd3-array';
import type { Points } from '../read/points.js';
import type { Position } from '../transport/layout.js';
import type { Solved } from '../transport/solved.js';
import type { Scene } from './findings.js';
import { flowLines, gradient } from './flow-lines.js';
import { formatCount, formatShare } from './format.js';
import { mapPlane } from './map/map-plane.js';
import { type Markup, markup } from './markup.js';
import { day } from './palette.js';
import { font, type Plane, tenth } from './plane.js';
import { scatterPlane } from './scatter.js';

/** The points of one side, and where they are drawn. */
interface PointSet {
  readonly name: 'source' | 'target';
  readonly points: Points;
  readonly positions: readonly Position[];
}

const legendLine = 22;
const titleLine = 34;

/** More points than this of one set are thinned out evenly: a denser picture only grows the file. */
const pointsDrawn = 4000;

/**
 * Draws a scene of a transport as an SVG document of the given width in pixels: a map of geographic points, a scatter
 * of others. A heading makes it stand on its own: with the scene's title, on paper.
 */
export function drawPicture(
  { source, target }: Solved,
  scene: Scene,
  width: number,
  heading = false,
): Markup {
  const sets: readonly PointSet[] = [
    { name: 'source', points: source, positions: scene.layout.source },
    { name: 'target', points: target, positions: scene.layout.target },
  ];
  const id = `${scene.id}-${width}`;
  const margin = heading ? 16 : 0;
  const plane = planeOf(source, scene.frame, width - 2 * margin);
  const { lines, full } = flowLines(scene.bundles, plane, id);
  const top = heading ? titleLine : 0;
  const height = top + plane.height + 10 + 3 * legendLine + 4 + 2 * margin;
  const paper = markup`<rect class="paper" x="${-margin}" y="${-margin}" width="${width}" height="${height}" fill="${day.paper}"/><text class="ink" y="16" font-size="18" font-weight="600" fill="${day.ink}">${scene.title}</text>`;
  return markup`<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-margin} ${-margin} ${width} ${height}" width="${width}" height="${height}" role="img" font-family="${font}" font-size="12"><title>${scene.title}: ${source.label} to ${target.label}</title>${heading ? paper : undefined}<g transform="translate(0 ${top})">${plane.backdrop}${lines}${marks(sets, plane)}${plane.overlay}${legend(sets, full, plane.height + 10, id)}</g></svg>
`;
}

function planeOf({ axes }: Points, frame: readonly Position[], width: number): Plane {
  const [x = '', y] = axes.names;
  return axes.geographic ? mapPlane(frame, width) : scatterPlane(frame, x, y, width);
}

function marks(sets: readonly PointSet[], plane: Plane): Markup {
  // Few points are drawn larger than many.
  const crowd = Math.sqrt(1500 / sum(sets, ({ positions }) => positions.length));
  const radius = (plane.width < 600 ? 1.6 : 2.4) * Math.min(2, Math.max(1, crowd));
  const circles = sets.map(({ name, points, positions }) => {
    const n = positions.length;
    return range(0, n, Math.ceil(n / pointsDrawn)).map((i) => {
      const pixel = plane.pixelOf(positions[i]);
      if (!pixel) return undefined;
      const size = Math.min(3, Math.sqrt(points.weights[i] * n));
      return markup`<circle class="${name}" cx="${pixel[0]}" cy="${pixel[1]}" r="${tenth(radius * size)}" fill="${day[name]}"/>`;
    });
  });
  // One of each set in turn, so that neither set hides the other.
  const turns = range(max(circles, (set) => set.length) ?? 0);
  return markup`<g class="points" fill-opacity="0.5">${turns.map((turn) => circles.map((set) => set[turn]))}</g>`;
}

function legend(sets: readonly PointSet[], full: number, top: number, prefix: string): Markup {
  const y = (row: number): number => top + row * legendLine + 8;
  const text = (row: number, content: string): Markup =>
    markup`<text class="ink" x="26" y="${y(row) + 4}" fill="${day.ink}">${content}</text>`;
  const points = sets.map(
    ({ points, name }, row) =>
      markup`<circle class="${name}" cx="10" cy="${y(row)}" r="5" fill="${day[name]}"/>${text(row, `${name}: ${points.label}, ${formatCount(points.weights.length, 'point')}`)}`,
  );
  const flow = markup`${gradient(`${prefix}-legend`, [2, y(2)], [20, y(2)])}<path d="M2,${y(2)}h18" stroke="url(#${prefix}-legend)" stroke-width="2"/>`;
  return markup`${points}${flow}${text(2, `net flow; opacity ∝ mass, full from ${formatShare(full)} of all`)}`;
}
