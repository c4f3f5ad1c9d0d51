import type { PairwiseCosts, PointCosts } from '@monge/ndarray';
import type { Geometry } from './geometry.js';
import { moments } from './moments.js';

/** Costs that deviate by less than this fraction of their mean are the same up to rounding. */
const ROUNDING = 1e-12;

interface Spread {
  /** Mean of the costs' magnitude. */
  readonly mean: number;
  readonly deviation: number;
}

/**
 * The standard deviation of the costs C_ij under the product measure a ⊗ b, the natural scale for ε; 0 where it is a matter of rounding. Squared
 * Euclidean costs have it in closed form from the moments of the clouds, O((n + m) d²); others take one pass over all pairs.
 */
export function costDeviation(geometry: Geometry, a: Float64Array, b: Float64Array): number {
  const costs = geometry.costs();
  const { mean, deviation } =
    costs.kind === 'squaredDistance' ? spreadOfSquares(costs, a, b) : spreadByPairs(costs, a, b);
  return deviation <= ROUNDING * mean ? 0 : deviation;
}

/**
 * With u = x − E x, v = y − E y and δ = E x − E y, the cost is |u|² + |v|² + |δ|² − 2 u·v + 2 δ·(u − v). Its variance under the
 * product measure is Var |u|² + Var |v|² + 4 tr(S T) + 4 δᵀ(S + T)δ + 4 δ·(E |u|²u − E |v|²v), S and T the covariances.
 */
function spreadOfSquares(
  { x: sources, y: targets, dimension, factor }: PointCosts,
  a: Float64Array,
  b: Float64Array,
): Spread {
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

function spreadByPairs(costs: PairwiseCosts, a: Float64Array, b: Float64Array): Spread {
  const line = new Float64Array(b.length);
  let mass = 0;
  let magnitude = 0;
  let mean = 0;
  let squares = 0;
  // West's update of weighted mean and sum of squares, row by row.
  for (let i = 0; i < a.length; i++) {
    if (costs.kind === 'stored') line.set(costs.costs.subarray(i * b.length, (i + 1) * b.length));
    else distances(costs, i, line);
    for (let j = 0; j < b.length; j++) {
      const weight = a[i] * b[j];
      if (weight === 0) continue;
      mass += weight;
      magnitude += weight * Math.abs(line[j]);
      const delta = line[j] - mean;
      mean += (weight / mass) * delta;
      squares += weight * delta * (line[j] - mean);
    }
  }
  return { mean: magnitude / mass, deviation: Math.sqrt(squares / mass) };
}

/** The costs of source i: distances, or arcs from the chords (which a standard deviation need not have exactly near antipodes). */
function distances({ kind, x, y, dimension, factor }: PointCosts, i: number, out: Float64Array): void {
  for (let j = 0; j < out.length; j++) {
    let sum = 0;
    for (let k = 0; k < dimension; k++) sum += (x[i * dimension + k] - y[j * dimension + k]) ** 2;
    const distance = Math.sqrt(sum);
    out[j] = factor * (kind === 'arc' ? 2 * Math.asin(Math.min(1, distance / 2)) : distance);
  }
}
