import { rollups, sum } from 'd3-array';
import { type Bundle, bundles, cells } from '../transport/bundles.js';
import { type Drift, drift } from '../transport/drift.js';
import { type Flow, type Groups, netFlows } from '../transport/group-flows.js';
import { type Layout, layOut, type Position } from '../transport/layout.js';
import { regions } from '../transport/regions.js';
import type { Solved } from '../transport/solved.js';
import { type PlanEntry, sparsePlan } from '../transport/sparse-plan.js';
import { isWorldwide } from './map/map-plane.js';

/** A part of the plane to draw: the positions to hold, and the flows between them. */
export interface Scene {
  /** Tells this picture's elements from those of others on a page. */
  readonly id: string;
  readonly title: string;
  readonly layout: Layout;
  readonly frame: readonly Position[];
  /** How many cells the longer side of the frame is divided into; the flows are those between cells. */
  readonly across: number;
  readonly bundles: readonly Bundle[];
}

/** The shares of the source's mass that lie in a region. */
export interface RegionShare {
  readonly name: string;
  readonly source: number;
  readonly target: number;
}

/** A net move of mass between two regions, and its mean cost. */
export interface Move {
  readonly from: string;
  readonly to: string;
  readonly mass: number;
  readonly cost: number;
}

/** What a report tells about a transport. */
export interface Findings {
  readonly drift: Drift;
  readonly scene: Scene;
  /** The region with most of the mass, where the whole is a map of the world. */
  readonly detail: Scene | undefined;
  /** Regions by mass, and the moves between them by mass, of points on the globe. */
  readonly regions: { readonly shares: readonly RegionShare[]; readonly moves: readonly Move[] } | undefined;
  /** The entries of the plan that `plan.csv` lists. */
  readonly entries: readonly PlanEntry[];
}

/**
 * Looks through a plan for what is worth telling. O(nm).
 *
 * @throws the signal's reason when it fires.
 */
export async function findings(
  solved: Solved,
  title: string,
  topK: number,
  signal?: AbortSignal,
): Promise<Findings> {
  const { source, target } = solved;
  const layout = layOut(source, target);
  const positions = [...layout.source, ...layout.target];
  const groups = layout.geographic ? regions(source, target, layout) : undefined;
  const shares = groups && sharesOf(groups, solved);
  const busiest = shares?.[0];
  const detail =
    groups && busiest && isWorldwide(positions) ? membersOf(groups, busiest.name, positions) : undefined;
  const views = [
    { id: 'whole', title, frame: positions, across: layout.geographic ? 60 : 24 },
    ...(detail && busiest ? [{ id: 'detail', title: busiest.name, frame: detail, across: 16 }] : []),
  ];
  const divisions = views.map(({ frame, across }) => cells(layout, frame, across));
  const flows = await netFlows(solved, groups ? [...divisions, groups] : divisions, signal);
  const [scene, close] = views.map((view, index) => ({
    ...view,
    layout,
    bundles: bundles(solved, layout, divisions[index], flows[index]),
  }));
  return {
    drift: drift(solved),
    scene: scene,
    detail: close,
    regions: groups && shares && { shares, moves: movesOf(groups, flows.at(-1)!) },
    entries: sparsePlan(solved, topK),
  };
}

function sharesOf(groups: Groups, { solution: { problem } }: Solved): readonly RegionShare[] {
  const share = (members: Int32Array, weights: Float64Array) =>
    new Map(
      rollups(
        weights.keys(),
        (indices) => sum(indices, (i) => weights[i]),
        (i) => members[i],
      ),
    );
  const before = share(groups.source, problem.a);
  const after = share(groups.target, problem.b);
  return groups.names
    .map((name, group) => ({ name, source: before.get(group) ?? 0, target: after.get(group) ?? 0 }))
    .sort((one, other) => other.source + other.target - (one.source + one.target));
}

function membersOf(groups: Groups, name: string, positions: readonly Position[]): readonly Position[] {
  const group = groups.names.indexOf(name);
  const members = [...groups.source, ...groups.target];
  return positions.filter((_, index) => members[index] === group);
}

const movesOf = ({ names }: Groups, flows: readonly Flow[]): readonly Move[] =>
  flows.map(({ from, to, mass, cost }) => ({ from: names[from], to: names[to], mass, cost }));
