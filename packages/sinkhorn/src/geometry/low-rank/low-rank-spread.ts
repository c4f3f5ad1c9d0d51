import type { CostSpread } from '../geometry.js';
import { moments } from '../moments.js';

/**
 * How costs u·v spread under a ⊗ b. With p = u − E u and q = v − E v they are p·q + p·E v + E u·q + E u·E v, whose terms are uncorrelated: the variance is
 * tr(S T) + E vᵀ S E v + E uᵀ T E u, S and T the covariances. O((n + m) r²).
 */
export function lowRankSpread(
  left: Float64Array,
  right: Float64Array,
  rank: number,
  a: Float64Array,
  b: Float64Array,
): CostSpread {
  const u = moments(left, rank, a);
  const v = moments(right, rank, b);
  let mean = 0;
  let variance = 0;
  for (let k = 0; k < rank; k++) {
    mean += u.mean[k] * v.mean[k];
    for (let l = 0; l < rank; l++) {
      const [s, t] = [u.covariance[k * rank + l], v.covariance[k * rank + l]];
      variance += s * t + s * v.mean[k] * v.mean[l] + t * u.mean[k] * u.mean[l];
    }
  }
  return { mean: Math.abs(mean), deviation: Math.sqrt(Math.max(0, variance)) };
}
