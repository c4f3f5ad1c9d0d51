import type { Tree } from './heaviest-tree.js';

/**
 * Solves the system of a tree for the targets, out = T⁻¹ r, where T is its Laplacian, reduced to them, plus a diagonal matrix: a resistance to ground at each target.
 * Where there is no ground at all r has to sum to zero, and the root is put to zero. O(n + m).
 */
export function treeSolver(
  { order, parent, weight }: Tree,
  ground: Float64Array,
): (r: Float64Array, out: Float64Array) => void {
  // From the leaves: what a node and all behind it conduct to ground, and the part of it that its parent sees.
  const conductance = new Float64Array(parent.length);
  conductance.set(ground);
  for (let at = order.length - 1; at > 0; at--) {
    const node = order[at];
    conductance[parent[node]] += (weight[node] * conductance[node]) / (weight[node] + conductance[node]);
  }
  const flow = new Float64Array(parent.length);
  const height = new Float64Array(parent.length);
  return (r, out) => {
    flow.fill(0);
    flow.set(r);
    for (let at = order.length - 1; at > 0; at--) {
      const node = order[at];
      flow[parent[node]] += (flow[node] * weight[node]) / (weight[node] + conductance[node]);
    }
    const [root] = order;
    height[root] = conductance[root] > 0 ? flow[root] / conductance[root] : 0;
    for (let at = 1; at < order.length; at++) {
      const node = order[at];
      const through = weight[node] * height[parent[node]];
      height[node] = (flow[node] + through) / (weight[node] + conductance[node]);
    }
    out.set(height.subarray(0, out.length));
  };
}

/** Sources whose moves are looked at for the mean. */
const SAMPLES = 64;

/**
 * How many times more a move resists along the tree than by itself, P_ij R_ij on average: the mean eigenvalue of T⁻¹ A, at least about 1. From some of the sources, evenly
 * taken. O(n + m) each.
 */
export function meanStretch({ order, parent, weight }: Tree, plan: readonly Float64Array[]): number {
  const [root] = order;
  const m = parent.length - plan.length;
  const distance = new Float64Array(parent.length);
  const passed = new Uint8Array(parent.length);
  const sources = order.filter((node) => node >= m);
  const sampled = sources.filter((_, k) => k % Math.ceil(sources.length / SAMPLES) === 0);
  let total = 0;
  for (const source of sampled) {
    // Up to the root, and down again from all that was passed.
    passed.fill(0);
    distance[source] = 0;
    passed[source] = 1;
    for (let node = source; node !== root; node = parent[node]) {
      distance[parent[node]] = distance[node] + 1 / weight[node];
      passed[parent[node]] = 1;
    }
    for (const node of order) {
      if (passed[node] === 0) distance[node] = distance[parent[node]] + 1 / weight[node];
    }
    const row = plan[source - m];
    for (let j = 0; j < m; j++) if (row[j] > 0) total += row[j] * distance[j];
  }
  return Math.max(1, ((total / sampled.length) * sources.length) / (order.length - 1));
}
