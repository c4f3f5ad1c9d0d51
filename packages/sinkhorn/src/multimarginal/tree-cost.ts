import { DomainError, ShapeError } from '@monge/ndarray';
import type { Geometry } from '../geometry/geometry.js';
import { refuseForbiddenMoves } from '../geometry/refuse-forbidden-moves.js';
import { requireGeometry } from '../geometry/require-geometry.js';
import type { TreeCost, TreeEdge } from './joint-cost.js';

const caller = 'sinkhorn.treeCost';

/**
 * Costs that are a sum over the edges of a tree, Σ_(k,l) C_kl[i_k, i_l], whose nodes are the marginals: an iteration is some soft minima an edge, and nothing of the size of
 * all tuples is ever stored (Haasler, Singh, Zhang, Karlsson & Chen 2021, "Multimarginal optimal transport and probabilistic graphical models").
 *
 * @param edges K − 1 of them between the nodes 0 … K − 1, none of which they leave apart.
 * @throws {DomainError} unless the edges make a tree.
 * @throws {ShapeError} when two geometries take one node to have different numbers of points.
 * @throws {UnsupportedError} for sparse costs.
 *
 * @example
 * ```ts
 * import { pointCloud } from '@monge/sinkhorn';
 * import { treeCost } from '@monge/sinkhorn/multimarginal';
 *
 * const between = pointCloud([0, 1], [0, 1, 2]);
 * treeCost([{ from: 0, to: 1, geometry: between }, { from: 2, to: 1, geometry: between }]).shape; // → [2, 3, 2]
 * ```
 */
export function treeCost(edges: readonly TreeEdge[]): TreeCost {
  const count = edges.length + 1;
  const shape = new Array<number>(count);
  const parent = Array.from({ length: count }, (_, k) => k);
  const rootOf = (k: number): number => (parent[k] === k ? k : rootOf(parent[k]));
  const place = (node: number, length: number): void => {
    if (!(Number.isInteger(node) && node >= 0 && node < count)) {
      throw new DomainError(
        `${caller}: expected nodes 0 … ${count - 1} (a tree has one more than edges), got ${node}`,
      );
    }
    shape[node] ??= length;
    if (shape[node] === length) return;
    throw new ShapeError(
      `${caller}: expected the geometries to agree on how many points node ${node} has, got ${shape[node]} and ${length}`,
    );
  };
  if (count < 2) throw new DomainError(`${caller}: expected at least one edge, got none`);
  for (const { from, to, geometry } of edges) {
    requireGeometry(geometry, `the costs between ${from} and ${to}`, caller);
    refuseForbiddenMoves(geometry, caller);
    place(from, geometry.shape[0]);
    place(to, geometry.shape[1]);
    const [one, other] = [rootOf(from), rootOf(to)];
    if (one === other) {
      throw new DomainError(
        `${caller}: expected edges without a cycle, got one that the edge from ${from} to ${to} closes`,
      );
    }
    parent[one] = other;
  }
  return Object.freeze<TreeCost>({ kind: 'treeCost', shape, edges: Object.freeze([...edges]) });
}

/** The {@link treeCost} of a chain: geometry k is between the marginals k and k + 1. */
export function chainCost(geometries: readonly Geometry[]): TreeCost {
  return treeCost(geometries.map((geometry, k) => ({ from: k, to: k + 1, geometry })));
}

/** The {@link treeCost} of a star: geometry k is between marginal k + 1 and the one in the middle, which is marginal 0. */
export function starCost(geometries: readonly Geometry[]): TreeCost {
  return treeCost(geometries.map((geometry, k) => ({ from: k + 1, to: 0, geometry })));
}
