import { fromData } from '@monge/ndarray';
import type { LowRankCost } from '../../geometry/geometry.js';
import { type Coupling, onPairs } from './coupling.js';
import { type Modulation, matrix, modulatedPlan, transposed } from './modulated-plan.js';
import type { PointCotangents } from './point-cotangents.js';

/** What a cotangent W of costs U Vᵀ is to their factors: W V and Wᵀ U. */
export function factorCotangents(
  coupling: Coupling,
  { left, right, rank, shape: [n, m] }: LowRankCost,
  modulation: Modulation | undefined,
): PointCotangents {
  const { executor } = coupling;
  const x = new Float64Array(n * rank);
  const y = new Float64Array(m * rank);
  const share = new Float64Array(m * rank);
  onPairs(coupling, (pairwise) => {
    for (const { first, count, values } of modulatedPlan(coupling, pairwise, modulation)) {
      const rows = [first * rank, (first + count) * rank] as const;
      executor.gemm(matrix(values, count, m), matrix(right, m, rank), x.subarray(...rows));
      executor.gemm(transposed(values, count, m), matrix(left.subarray(...rows), count, rank), share);
      for (let at = 0; at < y.length; at++) y[at] += share[at];
    }
  });
  return { x: fromData(x, [n, rank]), y: fromData(y, [m, rank]) };
}
