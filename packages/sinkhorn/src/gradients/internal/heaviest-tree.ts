/**
 * A spanning tree of the graph in which sources and targets are joined by what moves between them. Nodes are the m targets, from 0, and then the n sources, from m;
 * those without mass are not in it.
 */
export interface Tree {
  /** The nodes, each behind its parent; the root comes first. */
  readonly order: Int32Array;
  /** [m + n] */
  readonly parent: Int32Array;
  /** What moves between a node and its parent, [m + n]. */
  readonly weight: Float64Array;
}

/** The sums of a plan. */
export interface Marginals {
  /** [n] */
  readonly rows: Float64Array;
  /** [m] */
  readonly columns: Float64Array;
}

/**
 * The tree of the largest moves of a plan, given by its rows: between any two nodes it has the path whose least move is largest. By Borůvka's method (1926), which
 * reads the plan row by row: each part is joined to another by its largest move, until there is one. O(n·m) a round, of which there are at most log₂(n + m).
 */
export function heaviestTree(plan: readonly Float64Array[], { rows, columns }: Marginals): Tree {
  const [n, m] = [rows.length, columns.length];
  const part = Int32Array.from({ length: m + n }, (_, k) => k);
  const neighbours: number[][] = Array.from(part, () => []);
  let parts = [...columns, ...rows].filter((mass) => mass > 0).length;
  while (parts > 1) {
    const { source, target } = largestMoves(plan, part, { rows, columns });
    for (let k = 0; k < m + n; k++) {
      const [i, j] = [source[k], target[k]];
      if (i < 0 || rootOf(part, m + i) === rootOf(part, j)) continue;
      neighbours[m + i].push(j);
      neighbours[j].push(m + i);
      part[rootOf(part, m + i)] = rootOf(part, j);
      parts--;
    }
    for (let k = 0; k < m + n; k++) part[k] = rootOf(part, k);
  }
  return rooted(
    plan,
    neighbours,
    columns.findIndex((mass) => mass > 0),
  );
}

/** For each part, named by one of its nodes, the largest move out of it: −1 where there is no such part. */
function largestMoves(
  plan: readonly Float64Array[],
  part: Int32Array,
  { rows, columns }: Marginals,
): { readonly source: Int32Array; readonly target: Int32Array } {
  const m = columns.length;
  const source = new Int32Array(part.length).fill(-1);
  const target = new Int32Array(part.length).fill(-1);
  const largest = new Float64Array(part.length).fill(-1);
  for (let i = 0; i < rows.length; i++) {
    if (rows[i] === 0) continue;
    const row = plan[i];
    const own = part[m + i];
    for (let j = 0; j < m; j++) {
      const other = part[j];
      const mass = row[j];
      if (own === other || columns[j] === 0) continue;
      if (mass > largest[own]) {
        largest[own] = mass;
        source[own] = i;
        target[own] = j;
      }
      if (mass > largest[other]) {
        largest[other] = mass;
        source[other] = i;
        target[other] = j;
      }
    }
  }
  return { source, target };
}

function rootOf(part: Int32Array, node: number): number {
  let root = node;
  while (part[root] !== root) root = part[root];
  return root;
}

function rooted(
  plan: readonly Float64Array[],
  neighbours: readonly (readonly number[])[],
  root: number,
): Tree {
  const m = neighbours.length - plan.length;
  const parent = new Int32Array(neighbours.length).fill(-1);
  const weight = new Float64Array(neighbours.length);
  const order = [root];
  for (const node of order) {
    for (const next of neighbours[node]) {
      if (next === parent[node]) continue;
      parent[next] = node;
      weight[next] = node < m ? plan[next - m][node] : plan[node - m][next];
      order.push(next);
    }
  }
  return { order: Int32Array.from(order), parent, weight };
}
