import { fromData, type NdArray } from '@monge/ndarray';
import type { LinearProblem } from '../linear-problem.js';
import type { PlanFactors } from './factors.js';

/**
 * The initialiser of rank two of Scetbon, Cuturi & Peyré (2021, § 3.3), without randomness and for any costs: each factor is a mixture of two products,
 *
 *   Q = λ a′ ⊗ g′ + (a − λ a′) ⊗ (g − λ g′)/(1 − λ),  λ = ½ min(a/a′, b/b′, g/g′),  a′ ∝ a ⊙ (1, …, n), g′ ∝ (1, …, r),
 *
 * and alike for R. Where the paper has a′ ∝ (1, …, n), points without weight would make λ zero. The order of the points counts. O((n + m) r).
 */
export function rankTwoFactors({ a, b }: LinearProblem, rank: number): PlanFactors {
  const latent = tilted(new Float64Array(rank).fill(1));
  const [sources, targets] = [tilted(a), tilted(b)];
  const lambda = 0.5 / Math.max(sources.largest, targets.largest, latent.largest);
  return {
    q: mixture(sources.ratios, latent.ratios, lambda),
    r: mixture(targets.ratios, latent.ratios, lambda),
  };
}

/** The ratios w′/w of weights, as shares, to those that ascend, and the largest of them. */
function tilted(weights: Float64Array): { readonly ratios: Float64Array; readonly largest: number } {
  let total = 0;
  let moment = 0;
  weights.forEach((weight, i) => {
    total += weight;
    moment += weight * (i + 1);
  });
  return {
    ratios: weights.map((_, i) => ((i + 1) * total) / moment),
    largest: (weights.length * total) / moment,
  };
}

/** The shares Q_ik/a_i, times r. */
function mixture(points: Float64Array, latent: Float64Array, lambda: number): NdArray<Float64Array> {
  const rank = latent.length;
  const out = new Float64Array(points.length * rank);
  points.forEach((ratio, i) => {
    const first = lambda * ratio;
    for (let k = 0; k < rank; k++) {
      out[i * rank + k] = first * latent[k] + ((1 - first) * (1 - lambda * latent[k])) / (1 - lambda);
    }
  });
  return fromData(out, [points.length, rank]);
}
