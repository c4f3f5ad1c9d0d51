import { dot, sum } from '../../internal/sums.js';
import type { LinearProblem } from '../../linear-problem.js';
import type { CostProducts, WeightedRows } from './cost-products.js';

/** The products of costs less their mean. */
export interface CentredProducts {
  readonly products: CostProducts;
  /** The mean under a ⊗ b, which every plan costs besides, over the mass. */
  readonly mean: number;
}

/**
 * Factors that do not quite agree about the masses of the latent points change what a constant in the costs amounts to, so that a large one would hide all else. Terms of one side stay:
 * with them, costs near the plan may be small.
 */
export function centredProducts({ a, b }: LinearProblem, products: CostProducts): CentredProducts {
  const mass = sum(a);
  const even = (weights: Float64Array): WeightedRows => ({
    weights,
    rows: new Float64Array(weights.length).fill(1 / mass),
  });
  const rowMeans = new Float64Array(a.length);
  products(even(a), even(b), 1, rowMeans, new Float64Array(b.length));
  const mean = dot(a, rowMeans) / mass;
  return {
    products(q, r, width, atSources, atTargets) {
      products(q, r, width, atSources, atTargets);
      subtract(atSources, r, width, mean);
      subtract(atTargets, q, width, mean);
    },
    mean,
  };
}

/** From a product of costs with weighted rows to that of costs which are less by a constant. */
function subtract(out: Float64Array, { weights, rows }: WeightedRows, width: number, constant: number): void {
  const columns = new Float64Array(width);
  for (let j = 0, at = 0; j < weights.length; j++) {
    for (let k = 0; k < width; k++, at++) columns[k] += constant * weights[j] * rows[at];
  }
  for (let at = 0; at < out.length; at += width) {
    for (let k = 0; k < width; k++) out[at + k] -= columns[k];
  }
}
