import type { Geometry } from '../geometry/geometry.js';

/** Costs of tuples of points, one of each marginal, one by one. */
export interface TensorCost {
  readonly kind: 'tensorCost';
  /** [n_1, …, n_K] */
  readonly shape: readonly number[];
  readonly costs: Float64Array;
}

/** Two marginals, and the costs between their points, [n_from, n_to]. */
export interface TreeEdge {
  readonly from: number;
  readonly to: number;
  readonly geometry: Geometry;
}

/** Costs of tuples that are sums over the edges of a tree whose nodes are the marginals. */
export interface TreeCost {
  readonly kind: 'treeCost';
  readonly shape: readonly number[];
  readonly edges: readonly TreeEdge[];
}

/** What it costs to bring together one point of each of K marginals. */
export type JointCost = TensorCost | TreeCost;
