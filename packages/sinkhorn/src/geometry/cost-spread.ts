import type { PairwiseCosts, PointCosts } from '@monge/ndarray';
import { type CostRow, costRow } from './cost-row.js';
import type { CostSpread } from './geometry.js';
import { moments } from './moments.js';

/**
 * How costs spread under the product measure a ⊗ b. Squared Euclidean costs have it in closed form from the moments of the clouds, O((n + m) d²); others
 * take one pass over all pairs.
 */
export function costSpread(costs: PairwiseCosts, a: Float64Array, b: Float64Array): CostSpread {
  return costs.kind === 'squaredDistance'
    ? spreadOfSquares(costs, a, b)
    : spreadByPairs(costRow(costs), a, b);
}

/**
 * With u = x − E x, v = y − E y and δ = E x − E y, the cost is |u|² + |v|² + |δ|² − 2 u·v + 2 δ·(u − v). Its variance under the
 * product measure is Var |u|² + Var |v|² + 4 tr(S T) + 4 δᵀ(S + T)δ + 4 δ·(E |u|²u − E |v|²v), S and T the covariances.
 */
function spreadOfSquares(
  { x: sources, y: targets, dimension, factor }: PointCosts,
  a: Float64Array,
  b: Float64Array,
): CostSpread {
  const x = moments(sources, dimension, a);
  const y = moments(targets, dimension, b);
  let mean = x.squareMean + y.squareMean;
  let variance = x.squareVariance + y.squareVariance;
  for (let k = 0; k < dimension; k++) {
    const delta = x.mean[k] - y.mean[k];
    mean += delta * delta;
    variance += 4 * delta * (x.skew[k] - y.skew[k]);
    for (let l = 0; l < dimension; l++) {
      const s = x.covariance[k * dimension + l];
      const t = y.covariance[k * dimension + l];
      variance += 4 * s * t + 4 * delta * (s + t) * (x.mean[l] - y.mean[l]);
    }
  }
  return { mean: factor * mean, deviation: factor * Math.sqrt(Math.max(0, variance)) };
}

/** One pass over the pairs that have both weight and a finite cost. */
export function spreadByPairs(row: CostRow, a: Float64Array, b: Float64Array): CostSpread {
  const line = new Float64Array(b.length);
  let mass = 0;
  let magnitude = 0;
  let mean = 0;
  let squares = 0;
  // West's update of weighted mean and sum of squares, row by row.
  for (let i = 0; i < a.length; i++) {
    if (a[i] === 0) continue;
    row(i, line);
    for (let j = 0; j < b.length; j++) {
      const weight = a[i] * b[j];
      if (weight === 0 || line[j] === Infinity) continue;
      mass += weight;
      magnitude += weight * Math.abs(line[j]);
      const delta = line[j] - mean;
      mean += (weight / mass) * delta;
      squares += weight * delta * (line[j] - mean);
    }
  }
  return { mean: magnitude / mass, deviation: Math.sqrt(squares / mass) };
}
