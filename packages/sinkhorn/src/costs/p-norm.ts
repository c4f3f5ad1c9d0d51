import { DomainError } from '@monge/ndarray';
import type { Cost } from './cost.js';

/**
 * The p-th power of the p-norm, c(x, y) = Σ_k |x_k − y_k|^p: the cost of the p-Wasserstein distance over the p-norm; p = 1
 * is the city-block distance. Not divided by p, as
 * OTT-JAX's `PNormP` is, and without the root of SciPy's `minkowski`.
 *
 * @param p exponent, in [1, ∞), where the cost is convex.
 * @throws {DomainError} when p < 1 or is not finite.
 */
export function pNorm(p: number): Cost {
  if (!(p >= 1 && p < Infinity)) {
    throw new DomainError(
      `sinkhorn.pNorm: expected p in [1, ∞) (exponent of |x_k − y_k|), got ${p}; costs with p < 1 are not convex`,
    );
  }
  return Object.freeze({
    name: `p-norm to the p, p = ${p}`,
    between: (x, y) => {
      let sum = 0;
      for (let k = 0; k < x.length; k++) {
        const distance = Math.abs(x[k] - y[k]);
        sum += p === 1 ? distance : distance ** p;
      }
      return sum;
    },
    gradient: (x, y, atX, atY) => {
      for (let k = 0; k < x.length; k++) {
        const difference = x[k] - y[k];
        atX[k] = p * Math.sign(difference) * Math.abs(difference) ** (p - 1);
        atY[k] = -atX[k];
      }
    },
    ...(p === 2 ? { fused: { kind: 'squaredDistance', factor: 1 } as const } : {}),
  } satisfies Cost);
}
