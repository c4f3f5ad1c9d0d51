import { sum } from '../../internal/sums.js';
import type { CostSpread } from '../geometry.js';

/** The costs along one axis, [n, m]. */
export interface AxisMatrix {
  readonly n: number;
  readonly m: number;
  readonly costs: Float64Array;
}

/**
 * How costs that are sums over the axes spread under a ⊗ b: their variance is the sum of the covariances between any two axes, which take the marginals of a and b
 * on these two. O(d² (N + n³)) for axes of n places.
 */
export function separableSpread(axes: readonly AxisMatrix[], a: Float64Array, b: Float64Array): CostSpread {
  const sources = strides(axes.map(({ n }) => n));
  const targets = strides(axes.map(({ m }) => m));
  const mass = sum(a) * sum(b);
  let mean = 0;
  const centred = axes.map(({ n, m, costs }, k) => {
    const rows = marginal(a, sources[k]);
    const columns = marginal(b, targets[k]);
    let average = 0;
    for (let at = 0; at < n * m; at++)
      average += (rows[Math.floor(at / m)] * columns[at % m] * costs[at]) / mass;
    for (let at = 0; at < n * m; at++) {
      mean += (rows[Math.floor(at / m)] * columns[at % m] * Math.abs(costs[at])) / mass;
    }
    return { n, m, costs: costs.map((cost) => cost - average) };
  });
  let variance = 0;
  for (const [k, one] of centred.entries()) {
    for (const [l, other] of centred.entries()) {
      if (l > k) continue;
      const rows = jointMarginal(a, sources[k], sources[l]);
      const columns = jointMarginal(b, targets[k], targets[l]);
      variance += ((k === l ? 1 : 2) * covariance(one, other, rows, columns)) / mass;
    }
  }
  return { mean, deviation: Math.sqrt(Math.max(0, variance)) };
}

/** Where the place along an axis is in a row-major index: ⌊index/stride⌋ mod length. */
interface AxisStride {
  readonly length: number;
  readonly stride: number;
}

function strides(shape: readonly number[]): AxisStride[] {
  return shape.map((length, k) => ({
    length,
    stride: shape.slice(k + 1).reduce((product, size) => product * size, 1),
  }));
}

function marginal(weights: Float64Array, { length, stride }: AxisStride): Float64Array {
  const out = new Float64Array(length);
  for (let i = 0; i < weights.length; i++) out[Math.floor(i / stride) % length] += weights[i];
  return out;
}

/** [length of one, length of other]; diagonal for an axis with itself. */
function jointMarginal(weights: Float64Array, one: AxisStride, other: AxisStride): Float64Array {
  const out = new Float64Array(one.length * other.length);
  for (let i = 0; i < weights.length; i++) {
    const place = Math.floor(i / one.stride) % one.length;
    out[place * other.length + (Math.floor(i / other.stride) % other.length)] += weights[i];
  }
  return out;
}

/** Σ A_ik B_jl C_ij D_kl */
function covariance(one: AxisMatrix, other: AxisMatrix, rows: Float64Array, columns: Float64Array): number {
  const [n, m] = [one.n, one.m];
  // Σ_i A_ik C_ij, and with it Σ_j of that times B_jl, for one k at a time.
  const line = new Float64Array(m);
  let total = 0;
  for (let k = 0; k < other.n; k++) {
    line.fill(0);
    for (let i = 0; i < n; i++) {
      const weight = rows[i * other.n + k];
      if (weight === 0) continue;
      for (let j = 0; j < m; j++) line[j] += weight * one.costs[i * m + j];
    }
    for (let j = 0; j < m; j++) {
      let inner = 0;
      for (let l = 0; l < other.m; l++) inner += columns[j * other.m + l] * other.costs[k * other.m + l];
      total += line[j] * inner;
    }
  }
  return total;
}
