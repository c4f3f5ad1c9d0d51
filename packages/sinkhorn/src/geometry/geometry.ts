import type { Axis, Executor, FloatData, FloatDType, Pairwise, PairwiseCosts } from '@monge/ndarray';
import type { Cost } from '../costs/cost.js';
import type { CostRow } from './cost-row.js';
import type { ShiftedDistances } from './low-rank/as-distances.js';

/** Points in a contiguous array, [count, dimension]. */
export interface Points {
  readonly data: FloatData;
  readonly count: number;
  readonly dimension: number;
}

/** How the costs of all pairs spread around their mean, under a product measure. */
export interface CostSpread {
  /** Mean of the costs' magnitude. */
  readonly mean: number;
  /** Standard deviation. */
  readonly deviation: number;
}

/** What solvers ask of a geometry, whatever it stores. */
interface CostStructure {
  /** [n, m] */
  readonly shape: readonly [number, number];
  /** What the kernels compute in. */
  readonly dtype: FloatDType;
  /** How many numbers a stored Gibbs kernel takes; ∞ where none is ever stored. */
  readonly kernelSize: number;
  /** The kernels over all pairs, on an executor; whoever asks for them releases them. */
  readonly pairwise: (executor: Executor) => Pairwise;
  /** Writes the costs of one source, in float64. */
  readonly costRow: CostRow;
  /** The mean and the standard deviation of the costs under a ⊗ b. */
  readonly costSpread: (a: Float64Array, b: Float64Array) => CostSpread;
  /** What is wrong, in words, with these as the costs between n points and themselves; nothing where they are symmetric. */
  readonly asymmetry: () => string | undefined;
}

/** The weights of a problem, and how firmly its marginals are held to them. */
export interface Marginals {
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly tauA: number;
  readonly tauB: number;
}

/** Two point clouds and the cost between them; in float32 only when both clouds are. */
export interface PointCloud extends CostStructure {
  readonly kind: 'pointCloud';
  readonly cost: Cost;
  readonly x: Points;
  readonly y: Points;
  /** The costs as the kernels take them. A cost without fused kernels is computed here, once, and kept: n·m numbers. */
  readonly costs: () => PairwiseCosts;
}

/** A matrix of costs. */
export interface DenseCost extends CostStructure {
  readonly kind: 'denseCost';
  /** The ε of a problem that is given none, for costs that were given as a kernel. */
  readonly epsilon?: number;
  readonly costs: () => PairwiseCosts;
}

/** Costs that are sums over the axes of two grids, whose points are numbered in row-major order. In float64. */
export interface SeparableCost extends CostStructure {
  readonly kind: 'separableCost';
  /** [n_1, …, n_d], of product n. */
  readonly sourceShape: readonly number[];
  /** [m_1, …, m_d], of product m. */
  readonly targetShape: readonly number[];
  /** The same as point clouds, where the grids have coordinates: N·d numbers a side, made when first asked for. */
  readonly cloud?: () => PointCloud;
}

/** Costs C = U Vᵀ by their factors. */
export interface LowRankCost extends CostStructure {
  readonly kind: 'lowRankCost';
  /** r, the columns of the factors. */
  readonly rank: number;
  /** U, [n, r]. */
  readonly left: Float64Array;
  /** V, [m, r]. */
  readonly right: Float64Array;
  /** The same costs as squared distances, but for a term of each source and each target: as the kernels take them. */
  readonly distances: () => ShiftedDistances;
}

/** Truncated costs as functions of points. */
export interface Truncated {
  /** The whole costs. */
  readonly cloud: () => PointCloud;
  /** The costs of new points, in the place of the sources to all targets (axis 1) or of the targets from all sources (axis 0), under the rule that truncated the others. */
  readonly newCosts: (points: Points, axis: Axis) => CostRow;
}

/** Costs that are finite for some pairs only: of entry e, between `source[e]` and `target[e]`, in row-major order. In float64. */
export interface SparseCost extends CostStructure {
  readonly kind: 'sparseCost';
  /** The ε of a problem that is given none. */
  readonly epsilon?: number;
  readonly source: Int32Array;
  readonly target: Int32Array;
  readonly cost: Float64Array;
  /** What was truncated, where that was costs between points. */
  readonly truncated?: Truncated;
  /** Throws unless some plan has these marginals, or may be near them. */
  readonly requireFeasible: (marginals: Marginals) => void;
}

/** What is moved where, and at which cost. */
export type Geometry = PointCloud | DenseCost | SeparableCost | LowRankCost | SparseCost;
