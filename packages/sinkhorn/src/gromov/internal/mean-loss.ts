import { DomainError } from '@monge/ndarray';
import type { Geometry } from '../../geometry/geometry.js';
import { sum } from '../../internal/sums.js';
import { decompositions, type GromovLoss, type Part } from '../loss.js';

/**
 * The mean of L(C_ik, C′_jl) where i, k are drawn by the source weights and j, l by the target weights. O((n² + m²) d), and nothing is stored.
 *
 * @throws {DomainError} when a cost is not finite, or the loss not defined for it.
 */
export function meanLoss(
  source: Geometry,
  target: Geometry,
  loss: GromovLoss,
  { a, b }: { readonly a: Float64Array; readonly b: Float64Array },
): number {
  const decomposition = decompositions[loss];
  const x = means(source, decomposition.source, a, 'source', loss);
  const y = means(target, decomposition.target, b, 'target', loss);
  return Math.max(0, x.f + y.f - decomposition.kappa * x.h * y.h);
}

function means(
  { costRow }: Geometry,
  { f, h = identity, admits, domain }: Part,
  weights: Float64Array,
  name: string,
  loss: GromovLoss,
): { readonly f: number; readonly h: number } {
  const row = new Float64Array(weights.length);
  const mass = sum(weights);
  let [ofF, ofH] = [0, 0];
  for (let i = 0; i < row.length; i++) {
    costRow(i, row);
    for (let k = 0; k < row.length; k++) {
      if (!admits(row[k])) {
        throw new DomainError(
          `sinkhorn.gromovProblem: expected costs in ${domain} in ${name} (for the loss '${loss}'), got ${row[k]} at [${i}, ${k}]` +
            (loss === 'kl'
              ? "; add a constant, as distances from a point to itself are 0, or take the loss 'square'"
              : ''),
        );
      }
      const weight = (weights[i] / mass) * (weights[k] / mass);
      ofF += weight * f(row[k]);
      ofH += weight * h(row[k]);
    }
  }
  return { f: ofF, h: ofH };
}

function identity(value: number): number {
  return value;
}
