import type { Executor } from '@monge/ndarray';
import { costFactors } from '../../geometry/cost-factors.js';
import type { Geometry } from '../../geometry/geometry.js';
import { denseProducts } from './dense-products.js';
import { factoredProducts } from './factored-products.js';

/** A thin matrix, one row a point, [n, width], contiguous; each row counts times the weight of its point. */
export interface WeightedRows {
  readonly weights: Float64Array;
  readonly rows: Float64Array;
}

/**
 * The products of the costs C [n, m] with two thin matrices at once: C · R into `atSources` [n, width] and Cᵀ · Q into `atTargets` [m, width], for Q [n, width]
 * and R [m, width].
 */
export type CostProducts = (
  q: WeightedRows,
  r: WeightedRows,
  width: number,
  atSources: Float64Array,
  atTargets: Float64Array,
) => void;

/** Through the factors of the costs where these are narrow enough, O((n + m) p) a column; else from the costs themselves, O(n·m). */
export function costProducts(geometry: Geometry, executor: Executor): CostProducts {
  const [n, m] = geometry.shape;
  return (n + m) * rankOf(geometry) < n * m
    ? factoredProducts(costFactors(geometry))
    : denseProducts(geometry, executor);
}

/** The rank of costs that have factors, ∞ for others. */
function rankOf(geometry: Geometry): number {
  if (geometry.kind === 'lowRankCost') return geometry.rank;
  if (geometry.kind !== 'pointCloud' || geometry.cost.fused?.kind !== 'squaredDistance') return Infinity;
  const costs = geometry.costs();
  return costs.kind === 'squaredDistance' ? costs.dimension + 2 : Infinity;
}
