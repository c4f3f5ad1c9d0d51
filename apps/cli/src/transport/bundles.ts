import { extent, sum } from 'd3-array';
import { type Flow, type Groups, groupByLabel } from './group-flows.js';
import type { Layout, Position } from './layout.js';
import type { Solved } from './solved.js';

/** A net flow between two cells, from the centre of the one's source points to that of the other's target points. */
export interface Bundle {
  readonly from: Position;
  readonly to: Position;
  readonly mass: number;
}

const outside = 'outside';

/**
 * Cells over the extent of the positions in a frame, so many along its longer side; what lies outside that extent is one
 * more group. Degrees are divided alike in both directions, other axes each by its own extent.
 */
export function cells(
  { source, target, geographic }: Layout,
  frame: readonly Position[],
  across: number,
): Groups {
  const extents = [0, 1].map((axis) => extent(frame, (position) => position[axis]));
  const widths = extents.map(([low = 0, high = 0]) => high - low);
  const steps = widths.map((width) => (geographic ? Math.max(...widths) : width) / across || 1);
  const name = (position: Position): string => {
    const inside = position.every((value, axis) => value >= extents[axis][0]! && value <= extents[axis][1]!);
    return inside ? position.map((value, axis) => Math.floor(value / steps[axis])).join(' ') : outside;
  };
  return groupByLabel(source.map(name), target.map(name));
}

/** The flows between cells, placed in the picture. */
export function bundles(
  { source, target }: Solved,
  layout: Layout,
  groups: Groups,
  flows: readonly Flow[],
): readonly Bundle[] {
  const from = centres(layout.source, source.weights, groups.source, groups.names.length);
  const to = centres(layout.target, target.weights, groups.target, groups.names.length);
  return flows
    .filter((flow) => groups.names[flow.from] !== outside && groups.names[flow.to] !== outside)
    .map((flow) => ({ from: from[flow.from], to: to[flow.to], mass: flow.mass }));
}

/** The centre of mass of each group. */
function centres(
  positions: readonly Position[],
  weights: Float64Array,
  groups: Int32Array,
  count: number,
): readonly Position[] {
  const members = Array.from({ length: count }, (): number[] => []);
  groups.forEach((group, i) => {
    members[group].push(i);
  });
  return members.map((member) => {
    const total = sum(member, (i) => weights[i]);
    const mean = (axis: 0 | 1) => sum(member, (i) => weights[i] * positions[i][axis]) / total;
    return [mean(0), mean(1)];
  });
}
