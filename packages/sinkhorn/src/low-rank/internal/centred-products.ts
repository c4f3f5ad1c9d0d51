import { costDeviation } from '../../geometry/cost-deviation.js';
import { dot, sum } from '../../internal/sums.js';
import type { LinearProblem } from '../../linear-problem.js';
import type { CostProducts, WeightedRows } from './cost-products.js';

/** Costs without what depends on the source or on the target alone, which changes no plan, and what has been left out of them. */
export interface CentredProducts {
  readonly products: CostProducts;
  /** What all plans cost besides, over the mass. */
  readonly mean: number;
  /** The standard deviation of what is left. */
  readonly deviation: number;
}

/** Less than this fraction of the variance is what rounding leaves of costs that are such terms and nothing else. */
const ROUNDING = 1e-12;

/**
 * The products of C_ij − r_i − c_j + μ, with r, c and μ the means of the costs of a source, of a target and of all. Factors that do not quite agree about the masses of the latent points
 * change what terms of one side cost, so that large ones would hide all else.
 */
export function centredProducts({ geometry, a, b }: LinearProblem, products: CostProducts): CentredProducts {
  const mass = sum(a);
  const rowMeans = new Float64Array(a.length);
  const columnMeans = new Float64Array(b.length);
  const one = (weights: Float64Array): WeightedRows => ({
    weights,
    rows: new Float64Array(weights.length).fill(1 / mass),
  });
  products(one(a), one(b), 1, rowMeans, columnMeans);
  const mean = dot(a, rowMeans) / mass;
  rowMeans.fill(mean); columnMeans.fill(mean);
  const variance = costDeviation(geometry, a, b) ** 2;
  const left = variance - varianceOf(a, rowMeans) - varianceOf(b, columnMeans);
  return {
    products(q, r, width, atSources, atTargets) {
      products(q, r, width, atSources, atTargets);
      subtract(atSources, r, width, rowMeans, columnMeans, mean);
      subtract(atTargets, q, width, columnMeans, rowMeans, mean);
    },
    mean,
    deviation: Math.sqrt(variance) || 1,
  };
}

/** Takes (own_i − μ) Σ_j w_j R_jk + Σ_j other_j w_j R_jk away from a product with R. */
function subtract(
  out: Float64Array,
  { weights, rows }: WeightedRows,
  width: number,
  own: Float64Array,
  other: Float64Array,
  mean: number,
): void {
  const masses = new Float64Array(width);
  const moments = new Float64Array(width);
  for (let j = 0, at = 0; j < weights.length; j++) {
    for (let k = 0; k < width; k++, at++) {
      const part = weights[j] * rows[at];
      masses[k] += part;
      moments[k] += other[j] * part;
    }
  }
  for (let i = 0, at = 0; i < own.length; i++) {
    for (let k = 0; k < width; k++, at++) out[at] -= (own[i] - mean) * masses[k] + moments[k];
  }
}

function varianceOf(weights: Float64Array, values: Float64Array): number {
  const mass = sum(weights);
  const mean = dot(weights, values) / mass;
  let total = 0;
  for (let i = 0; i < weights.length; i++) total += (weights[i] / mass) * (values[i] - mean) ** 2;
  return total;
}
