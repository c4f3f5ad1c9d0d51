import { extent, sum } from 'd3-array';
import type { Points } from '../read/points.js';
import { type Flow, type Groups, groupByLabel } from './group-flows.js';
import { type Position, positionsOf, rowOf } from './position.js';

/** A net flow between two cells, from the centre of the one's source points to that of the other's target points. */
export interface Bundle {
  readonly from: Position;
  readonly to: Position;
  readonly mass: number;
}

/** How many cells the longer side of a frame is divided into. */
const cellsAcross = 60;

const outside = 'outside';

/**
 * Cells over the extent of the positions in a frame, each small enough to be drawn as one point; what lies outside that
 * extent is one more group. Degrees are divided alike in both directions, other axes each by its own extent.
 */
export function cells(source: Points, target: Points, frame: readonly Position[]): Groups {
  const extents = [0, 1].map((axis) => extent(frame, (position) => position[axis]!));
  const widths = extents.map(([low = 0, high = 0]) => high - low);
  const steps = widths.map(
    (width) => (source.axes.geographic ? Math.max(...widths) : width) / cellsAcross || 1,
  );
  const name = (position: Position): string => {
    const inside = position.every(
      (value, axis) => value >= extents[axis]![0]! && value <= extents[axis]![1]!,
    );
    return inside ? position.map((value, axis) => Math.floor(value / steps[axis]!)).join(' ') : outside;
  };
  return groupByLabel(
    positionsOf(source, rowOf.source).map(name),
    positionsOf(target, rowOf.target).map(name),
  );
}

/** The flows between cells, placed in the picture. */
export function bundles(
  source: Points,
  target: Points,
  groups: Groups,
  flows: readonly Flow[],
): readonly Bundle[] {
  const from = centres(source, positionsOf(source, rowOf.source), groups.source, groups.names.length);
  const to = centres(target, positionsOf(target, rowOf.target), groups.target, groups.names.length);
  return flows
    .filter((flow) => groups.names[flow.from] !== outside && groups.names[flow.to] !== outside)
    .map((flow) => ({ from: from[flow.from]!, to: to[flow.to]!, mass: flow.mass }));
}

/** The centre of mass of each group. */
function centres(
  { weights }: Points,
  positions: readonly Position[],
  groups: Int32Array,
  count: number,
): readonly Position[] {
  const members = Array.from({ length: count }, (): number[] => []);
  groups.forEach((group, i) => {
    members[group]!.push(i);
  });
  return members.map((member) => {
    const total = sum(member, (i) => weights[i]!);
    const mean = (axis: 0 | 1) => sum(member, (i) => weights[i]! * positions[i]![axis]) / total;
    return [mean(0), mean(1)];
  });
}
