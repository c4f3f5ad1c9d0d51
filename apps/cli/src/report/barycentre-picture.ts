import type { Barycentre } from '../transport/barycentre.js';
import { type Layout, positions } from '../transport/layout.js';
import type { Solved } from '../transport/solved.js';
import { legendLine, marks, type PointSet, pointLegend } from './marks.js';
import { type Markup, markup } from './markup.js';
import { font } from './plane.js';
import { scatterPlane } from './scatter.js';

/**
 * Draws a barycentre among the points that it is one of, as an SVG document of the given width in pixels. Points on a line lie on three rows, the
 * barycentre's at its place between the source's and the target's.
 */
export function drawBarycentre(
  { source, target }: Solved,
  { points, t }: Barycentre,
  layout: Layout,
  width: number,
): Markup {
  const sides: readonly PointSet[] = [
    { name: 'source', points: source, positions: layout.source },
    { name: 'target', points: target, positions: layout.target },
  ];
  const between: PointSet = { name: 'barycentre', points, positions: positions(points, 1 - t) };
  const frame = [...sides, between].flatMap((set) => set.positions);
  const [x = '', y] = source.axes.names;
  const plane = scatterPlane(frame, x, y, width);
  const height = plane.height + 10 + 3 * legendLine + 4;
  return markup`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="${font}" font-size="12"><title>Barycentre of ${source.label} and ${target.label}</title>${plane.backdrop}${marks(sides, plane, frame.length, 0.35)}${marks([between], plane, frame.length, 0.85)}${plane.overlay}${pointLegend([...sides, between], plane.height + 10)}</svg>
`;
}
