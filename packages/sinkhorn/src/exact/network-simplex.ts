import { greedyTree } from './greedy-tree.js';
import { flowsOf, rehang, type SpanningTree, settlePotentials } from './spanning-tree.js';
import { type Masses, wholeMasses } from './whole-masses.js';

/**
 * Reduced costs above −2^-46 ≈ −1.4e-14 of the largest potential are rounding. Not of the largest cost: one that stands for a forbidden move, and is in
 * no tree any more, must not blur the others.
 */
const TOLERANCE = 2 ** -46;

/** Where the simplex stands, after about every n + m pivots. */
export type OnPivots = (iterations: number) => void;

/** An optimal basis, or the last one. */
export interface Basis {
  readonly optimal: boolean;
  readonly iterations: number;
  readonly tree: SpanningTree;
  /** The mass on the edge above each node of the tree. */
  readonly flow: Float64Array;
}

/**
 * The network simplex for the transportation problem (Ahuja, Magnanti & Orlin 1993, Network Flows, § 11.5; the block search of Kovács 2015,
 * "Minimum-cost flow algorithms: an experimental evaluation"): a plan that lives on a spanning tree, and potentials that are tight there; a pair whose
 * potentials exceed its cost enters the tree, and a pair on the cycle that it closes leaves.
 *
 * Trees stay strongly feasible, every node being able to send mass up to the root (Cunningham 1976), and masses are whole numbers of a small unit,
 * so that no tree comes back, however degenerate the problem.
 *
 * @param costs [n, m]
 * @param masses positive, of the same total up to rounding.
 */
export function networkSimplex(
  costs: Float64Array,
  masses: Masses,
  maxIterations: number,
  onPivots: OnPivots,
): Basis {
  const [n, m] = [masses.a.length, masses.b.length];
  const tree = greedyTree(costs, wholeMasses(masses.a, masses.b));
  let tolerance = TOLERANCE * settlePotentials(tree, costs);
  const search = blockSearch(costs, tree);
  const scratch = new Int32Array(n + m);
  let iterations = 0;
  let settled = true;
  for (;;) {
    const entering = search(tolerance);
    if (entering < 0) {
      if (settled) break;
      // Potentials have been moved many times: what is left may be the rounding of that.
      tolerance = TOLERANCE * settlePotentials(tree, costs);
      settled = true;
      continue;
    }
    if (iterations === maxIterations) break;
    // Potentials that have just been moved far are rounded to fewer decimals.
    tolerance = Math.max(tolerance, TOLERANCE * pivot(tree, costs, entering, scratch));
    settled = false;
    iterations++;
    if (iterations % (n + m) === 0) onPivots(iterations);
  }
  tolerance = TOLERANCE * settlePotentials(tree, costs);
  return { optimal: search(tolerance) < 0, iterations, tree, flow: flowsWithMass(tree, masses) };
}

/** The flows of the true masses. Edges without a unit of mass have none; nor have those that rounding makes negative. */
function flowsWithMass(tree: SpanningTree, { a, b }: Masses): Float64Array {
  return flowsOf(tree, a, b).map((mass, node) => (tree.flow[node] > 0 ? Math.max(0, mass) : 0));
}

/**
 * Finds a pair whose potentials exceed its cost by more than the tolerance: of the next √(n·m) pairs that have one, the pair that exceeds it most;
 * −1 when there is none at all.
 */
function blockSearch(costs: Float64Array, tree: SpanningTree): (tolerance: number) => number {
  const { sources, potential } = tree;
  const targets = potential.length - sources;
  const block = Math.ceil(Math.sqrt(costs.length));
  /** Where the search goes on. */
  let [i, j] = [0, 0];
  return (tolerance) => {
    let best = -tolerance;
    let found = -1;
    let left = block;
    for (let seen = 0; seen < costs.length; ) {
      const last = Math.min(targets, j + left, j + costs.length - seen);
      const row = i * targets;
      const f = potential[i];
      left -= last - j;
      seen += last - j;
      for (; j < last; j++) {
        const reduced = costs[row + j] - f + potential[sources + j];
        if (reduced < best) {
          best = reduced;
          found = row + j;
        }
      }
      if (j === targets) {
        j = 0;
        i = i + 1 === sources ? 0 : i + 1;
      }
      if (left > 0) continue;
      if (found >= 0) break;
      left = block;
    }
    return found;
  };
}

/**
 * Brings a pair into the tree: mass moves around the cycle that it closes until an edge is empty, and that leaves: of several the last along the
 * cycle from its uppermost node, in the direction of the pair, which keeps the tree strongly feasible. Returns by how much potentials move.
 */
function pivot(tree: SpanningTree, costs: Float64Array, entering: number, scratch: Int32Array): number {
  const { sources, parent, depth, flow, potential } = tree;
  const targets = parent.length - sources;
  const source = Math.floor(entering / targets);
  const target = sources + (entering % targets);
  let [u, v] = [source, target];
  let delta = Infinity;
  let leaving = -1;
  let above = source;
  // Edges above sources on the one side, and above targets on the other, lose mass.
  while (u !== v) {
    if (depth[u] >= depth[v]) {
      if (u < sources && flow[u] < delta) [delta, leaving, above] = [flow[u], u, source];
      u = parent[u];
    } else {
      if (v >= sources && flow[v] <= delta) [delta, leaving, above] = [flow[v], v, target];
      v = parent[v];
    }
  }
  if (delta > 0) {
    for (let node = source; node !== u; node = parent[node]) flow[node] += node < sources ? -delta : delta;
    for (let node = target; node !== u; node = parent[node]) flow[node] += node < sources ? delta : -delta;
  }
  const reduced = costs[entering] - potential[source] + potential[target];
  if (above === source) rehang(tree, leaving, source, target, delta, reduced, scratch);
  else rehang(tree, leaving, target, source, delta, -reduced, scratch);
  return Math.abs(reduced);
}
