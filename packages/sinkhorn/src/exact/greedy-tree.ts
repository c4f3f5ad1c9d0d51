import { type SpanningTree, spanningTree } from './spanning-tree.js';
import type { Masses } from './whole-masses.js';

/**
 * A feasible plan to start from: the nodes of the longer side, in turn, get their mass from, or bring it to, the nearest of the other side that have
 * any left. Each step uses up a source or a target, which hangs from the other from then on, so that the steps make a spanning tree.
 *
 * The tree is strongly feasible: an edge without mass leads up from a source. For this a target goes first when both are used up, and the source, which
 * has nothing left, follows at once. O((n + m) · min(n, m)).
 *
 * @param costs [n, m]
 * @param masses positive, of the same total, and such that their sums are exact.
 */
export function greedyTree(costs: Float64Array, { a, b }: Masses): SpanningTree {
  const [n, m] = [a.length, b.length];
  const supply = a.slice();
  const demand = b.slice();
  const parent = new Int32Array(n + m).fill(-1);
  const flow = new Float64Array(n + m);
  /** Those that are left: sources, and targets. */
  const sources = Int32Array.from(a, (_, i) => i);
  const targets = Int32Array.from(b, (_, j) => j);
  let [sourceCount, targetCount] = [n, m];

  /** Where in `sources` the one nearest to target j is. */
  function nearestSource(j: number): number {
    let best = 0;
    for (let k = 1; k < sourceCount; k++) {
      if (costs[sources[k] * m + j] < costs[sources[best] * m + j]) best = k;
    }
    return best;
  }

  function nearestTarget(i: number): number {
    let best = 0;
    for (let k = 1; k < targetCount; k++) {
      if (costs[i * m + targets[k]] < costs[i * m + targets[best]]) best = k;
    }
    return best;
  }

  /** Removes the source in place p. */
  function finishSource(p: number, j: number): void {
    const i = sources[p];
    parent[i] = n + j;
    flow[i] = supply[i];
    demand[j] -= supply[i];
    sources[p] = sources[--sourceCount];
  }
  function finishTarget(q: number, i: number): void {
    const j = targets[q];
    parent[n + j] = i;
    flow[n + j] = demand[j];
    supply[i] -= demand[j];
    targets[q] = targets[--targetCount];
  }
  while (targetCount > 0) {
    const [p, q] =
      n >= m
        ? [sourceCount - 1, nearestTarget(sources[sourceCount - 1])]
        : [nearestSource(targets[targetCount - 1]), targetCount - 1];
    const [i, j] = [sources[p], targets[q]];
    if (supply[i] < demand[j]) finishSource(p, j);
    else finishTarget(q, i);
    if (supply[i] === 0 && targetCount > 0) finishSource(p, targets[nearestTarget(i)]);
  }
  return spanningTree(n, sources[0], parent, flow);
}
