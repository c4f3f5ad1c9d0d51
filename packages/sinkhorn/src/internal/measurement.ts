import type { PlanTotals } from '@monge/ndarray';
import type { LinearProblem } from '../linear-problem.js';
import type { Potentials } from './iteration.js';
import { relaxation } from './relaxation.js';
import { responses } from './responses.js';
import { relativeDistance, scale, sum } from './sums.js';

/** What a plan amounts to, summed over its entries. */
export interface Measurement extends PlanTotals {
  readonly mass: number;
  readonly marginalErrors: { readonly source: number; readonly target: number };
}

/** From the totals of the plan of some potentials, scaled to mass one; the sums are scaled back in place. */
export function measurement(
  problem: LinearProblem,
  { f, g }: Potentials,
  mass: number,
  totals: PlanTotals,
): Measurement {
  const { rhoA, rhoB } = relaxation(problem);
  const { rowSums, columnSums } = totals;
  const source = marginalError(rowSums, mass, problem.a, rhoA, f);
  const target = marginalError(columnSums, mass, problem.b, rhoB, g);
  return {
    rowSums,
    columnSums,
    mass: sum(rowSums),
    cost: mass === 0 ? 0 : mass * totals.cost,
    marginalErrors: { source, target },
  };
}

/** How far the sums of a plan are from the marginal that its potential asks for, and the sums times the mass, in place. */
function marginalError(
  sums: Float64Array,
  mass: number,
  weights: Float64Array,
  rho: number,
  potential: Float64Array,
): number {
  if (rho === Infinity) {
    scale(sums, mass);
    return relativeDistance(sums, weights);
  }
  // Before the mass comes in, which may be beyond the range of floats.
  const asked = responses(weights, rho, potential);
  scale(asked, 1 / sum(asked));
  const error = relativeDistance(sums, asked);
  scale(sums, mass);
  return error;
}

export function largestError({ marginalErrors: { source, target } }: Measurement): number {
  return Math.max(source, target);
}
