import type { Points } from '../read/points.js';
import type { Position } from '../transport/layout.js';
import type { Solved } from '../transport/solved.js';
import type { Scene } from './findings.js';
import { flowLines, gradient } from './flow-lines.js';
import { formatShare } from './format.js';
import { mapPlane } from './map/map-plane.js';
import { legendLine, legendRow, marks, type PointSet, pointLegend } from './marks.js';
import { type Markup, markup } from './markup.js';
import { day } from './palette.js';
import { font, type Plane } from './plane.js';
import { scatterPlane } from './scatter.js';

const titleLine = 34;

/**
 * Draws a scene of a transport as an SVG document of the given width in pixels: a map of geographic points, a scatter
 * of others. A heading makes it stand on its own: with the scene's title, on paper.
 */
export function drawPicture(
  { source, target, solution }: Solved,
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
  const points = marks(sets, plane, scene.layout.source.length + scene.layout.target.length, 0.5);
  // Of all that moves.
  const share = formatShare(full / solution.mass);
  const flow = flowLegend(plane.height + 10 + 2 * legendLine, `${id}-legend`, share);
  return markup`<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-margin} ${-margin} ${width} ${height}" width="${width}" height="${height}" role="img" font-family="${font}" font-size="12"><title>${scene.title}: ${source.label} to ${target.label}</title>${heading ? paper : undefined}<g transform="translate(0 ${top})">${plane.backdrop}${lines}${points}${plane.overlay}${pointLegend(sets, plane.height + 10)}${flow}</g></svg>
`;
}

function planeOf({ axes }: Points, frame: readonly Position[], width: number): Plane {
  const [x = '', y] = axes.names;
  return axes.geographic ? mapPlane(frame, width) : scatterPlane(frame, x, y, width);
}

function flowLegend(top: number, id: string, share: string): Markup {
  const y = top + 8;
  const line = markup`${gradient(id, [2, y], [20, y])}<path d="M2,${y}h18" stroke="url(#${id})" stroke-width="2"/>`;
  return legendRow(y, line, `net flow; opacity ∝ mass, full from ${share} of all`);
}
