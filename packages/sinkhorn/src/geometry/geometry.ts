import type { FloatData, FloatDType, PairwiseCosts } from '@monge/ndarray';
import type { Cost } from '../costs/cost.js';

/** Points in a contiguous array, [count, dimension]. */
export interface Points {
  readonly data: FloatData;
  readonly count: number;
  readonly dimension: number;
}

/** Two point clouds and the cost between them. */
export interface PointCloud {
  readonly kind: 'pointCloud';
  /** [n, m] */
  readonly shape: readonly [number, number];
  /** What the kernels compute in: float32 only when both clouds are. */
  readonly dtype: FloatDType;
  readonly cost: Cost;
  readonly x: Points;
  readonly y: Points;
  /** The costs as the kernels take them. A cost without fused kernels is computed here, once, and kept: n·m numbers. */
  readonly costs: () => PairwiseCosts;
}

/** A matrix of costs. */
export interface DenseCost {
  readonly kind: 'denseCost';
  readonly shape: readonly [number, number];
  readonly dtype: FloatDType;
  readonly costs: () => PairwiseCosts;
}

/** What is moved where, and at which cost. */
export type Geometry = PointCloud | DenseCost;
