import { spreadByPairs } from '../../geometry/cost-spread.js';
import type { CostSpread } from '../../geometry/geometry.js';
import { sum } from '../../internal/sums.js';
import type { JointCost, TensorCost, TreeCost, TreeEdge } from '../joint-cost.js';
import { outer } from './outer.js';

/** How the costs of tuples spread under the product of the marginals. One pass over the tensor, or over the pairs of the edges. */
export function jointSpread(cost: JointCost, marginals: readonly Float64Array[]): CostSpread {
  return cost.kind === 'tensorCost' ? spreadOfTensor(cost, marginals) : spreadOfTree(cost, marginals);
}

function spreadOfTensor({ costs }: TensorCost, [first, ...others]: readonly Float64Array[]): CostSpread {
  const rest = outer(others);
  const row = (i: number, out: Float64Array) =>
    out.set(costs.subarray(i * rest.length, (i + 1) * rest.length));
  return spreadByPairs(row, first, rest);
}

/**
 * The variance of a sum is that of its terms and twice their covariances: edges that share a node k vary together by their means given the point of k, and others do not. What these add is
 * Var Σ_e m_e − Σ_e Var m_e over the edges e of k, m_e(i) the mean cost of e given i.
 */
function spreadOfTree({ edges }: TreeCost, marginals: readonly Float64Array[]): CostSpread {
  let [mean, variance] = [0, 0];
  for (const { from, to, geometry } of edges) {
    const spread = geometry.costSpread(marginals[from], marginals[to]);
    mean += spread.mean;
    variance += spread.deviation ** 2;
  }
  for (const [k, weights] of marginals.entries()) {
    const ends = edges.filter(({ from, to }) => from === k || to === k);
    if (ends.length < 2) continue;
    const total = new Float64Array(weights.length);
    for (const edge of ends) {
      const means = meansAt(k, edge, marginals);
      variance -= varianceOf(means, weights);
      for (let i = 0; i < total.length; i++) total[i] += means[i];
    }
    variance += varianceOf(total, weights);
  }
  return { mean, deviation: Math.sqrt(Math.max(0, variance)) };
}

/** The mean cost of an edge given the point of one of its nodes. */
function meansAt(
  k: number,
  { from, to, geometry }: TreeEdge,
  marginals: readonly Float64Array[],
): Float64Array {
  const [a, b] = [marginals[from], marginals[to]];
  const row = new Float64Array(b.length);
  const [given, masses] = k === from ? [a, b] : [b, a];
  const means = new Float64Array(given.length);
  const mass = sum(masses);
  for (let i = 0; i < a.length; i++) {
    geometry.costRow(i, row);
    for (let j = 0; j < b.length; j++) {
      if (k === from) means[i] += (b[j] / mass) * row[j];
      else means[j] += (a[i] / mass) * row[j];
    }
  }
  return means;
}

function varianceOf(values: Float64Array, weights: Float64Array): number {
  const mass = sum(weights);
  const mean = values.reduce((total, value, i) => total + (weights[i] / mass) * value, 0);
  return values.reduce((total, value, i) => total + (weights[i] / mass) * (value - mean) ** 2, 0);
}
