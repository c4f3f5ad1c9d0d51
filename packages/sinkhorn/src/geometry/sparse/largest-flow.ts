import { type Lines, lineOfEach, type Support } from './support.js';

/** Mass that is moved along the entries of a support, as much as there is room for. */
export interface LargestFlow {
  /** What does not find a way. */
  readonly unmet: number;
  /** Where it is stuck: sources from which no mass can go on, and all the targets that they have, filled. Empty where nothing is unmet. */
  readonly sources: readonly number[];
  readonly targets: readonly number[];
}

/** Masses below this fraction of the whole are rounding. */
const ROUNDING = 1e-13;

/**
 * The most mass that goes from a to b along a support: first as it comes, then along shortest augmenting paths, all of one length at a time (Dinic 1970). What is left
 * over proves that there is no plan: the sources it can be moved to weigh more than all of their targets (Gale 1957, Hall 1935 for assignments).
 */
export function largestFlow({ rows, columns }: Support, a: Float64Array, b: Float64Array): LargestFlow {
  const n = a.length;
  const { start, index } = rows;
  const supply = a.slice();
  const room = b.slice();
  const flow = new Float64Array(index.length);
  const rounding = ROUNDING * a.reduce((total, mass) => total + mass, 0);
  /** Where the entries of the columns are among those of the rows, and in which row these are. */
  const entryOf = entriesByColumn(rows, columns);
  const sourceOf = lineOfEach(rows);

  for (let i = 0; i < n; i++) {
    for (let e = start[i]; e < start[i + 1] && supply[i] > 0; e++)
      push(i, e, Math.min(supply[i], room[index[e]]));
  }

  function push(i: number, e: number, mass: number): void {
    supply[i] -= mass;
    room[index[e]] -= mass;
    flow[e] += mass;
  }

  /** Steps from a source with supply, over entries forwards and over those with flow backwards; −1 where none lead. */
  const levelOfSource = new Int32Array(n);
  const levelOfTarget = new Int32Array(b.length);

  /** Finds the levels; whether some room is in reach. */
  function findLevels(): boolean {
    levelOfSource.fill(-1);
    levelOfTarget.fill(-1);
    let front = Int32Array.from(supply.keys()).filter((i) => supply[i] > rounding);
    for (const i of front) levelOfSource[i] = 0;
    for (let level = 1; front.length > 0; level += 2) {
      const targets: number[] = [];
      for (const i of front) {
        for (let e = start[i]; e < start[i + 1]; e++) {
          if (levelOfTarget[index[e]] >= 0) continue;
          levelOfTarget[index[e]] = level;
          targets.push(index[e]);
        }
      }
      if (targets.some((j) => room[j] > rounding)) return true;
      const sources: number[] = [];
      for (const j of targets) {
        for (let c = columns.start[j]; c < columns.start[j + 1]; c++) {
          const i = columns.index[c];
          if (levelOfSource[i] >= 0 || !(flow[entryOf[c]] > 0)) continue;
          levelOfSource[i] = level + 1;
          sources.push(i);
        }
      }
      front = Int32Array.from(sources);
    }
    return false;
  }

  /** Moves as much as it can from one source along paths on which each step is a level, each edge tried once. */
  function augmentFrom(origin: number, nextOfSource: Int32Array, nextOfTarget: Int32Array): void {
    /** Entries of the path: forwards at even places, backwards at odd ones. */
    const path: number[] = [];
    let i = origin;
    while (supply[origin] > 0) {
      const e = nextOfSource[i];
      if (e === start[i + 1]) {
        // Nothing leads on from here: back by the two steps that led here, and on to the next.
        if (path.length === 0) return;
        path.pop();
        const forward = path.pop()!;
        nextOfTarget[index[forward]]++;
        i = sourceOf[forward];
        continue;
      }
      const j = index[e];
      if (levelOfTarget[j] !== levelOfSource[i] + 1) {
        nextOfSource[i]++;
      } else if (room[j] > rounding) {
        path.push(e);
        let mass = Math.min(supply[origin], room[j]);
        for (let k = 1; k < path.length; k += 2) mass = Math.min(mass, flow[path[k]]);
        supply[origin] -= mass;
        room[j] -= mass;
        for (let k = 0; k < path.length; k++) flow[path[k]] += k % 2 === 0 ? mass : -mass;
        path.length = 0;
        i = origin;
      } else {
        const back = nextBack(j, nextOfTarget);
        if (back < 0) nextOfSource[i]++;
        else {
          path.push(e, back);
          i = sourceOf[back];
        }
      }
    }
  }

  /** The next entry that leads back from a target, to a source a level on. */
  function nextBack(j: number, nextOfTarget: Int32Array): number {
    for (; nextOfTarget[j] < columns.start[j + 1]; nextOfTarget[j]++) {
      const c = nextOfTarget[j];
      if (flow[entryOf[c]] > 0 && levelOfSource[columns.index[c]] === levelOfTarget[j] + 1) return entryOf[c];
    }
    return -1;
  }

  while (findLevels()) {
    const nextOfSource = start.slice(0, n);
    const nextOfTarget = columns.start.slice(0, b.length);
    for (let i = 0; i < n; i++) if (levelOfSource[i] === 0) augmentFrom(i, nextOfSource, nextOfTarget);
  }
  const reached = (levels: Int32Array) => Array.from(levels.keys()).filter((i) => levels[i] >= 0);
  return {
    unmet: supply.reduce((total, mass) => total + mass, 0),
    sources: reached(levelOfSource),
    targets: reached(levelOfTarget),
  };
}

function entriesByColumn(rows: Lines, columns: Lines): Int32Array {
  const next = columns.start.slice();
  const entries = new Int32Array(rows.index.length);
  rows.index.forEach((j, e) => {
    entries[next[j]++] = e;
  });
  return entries;
}
