import type { PlanTotals } from '@monge/ndarray';
import type { LinearProblem } from '../linear-problem.js';
import { relativeDistance, scale } from './sums.js';

/** What a plan amounts to, summed over its entries. */
export interface Measurement extends PlanTotals {
  readonly marginalErrors: { readonly source: number; readonly target: number };
}

/** From the totals of a plan of mass one; its sums are scaled in place. */
export function measurement({ a, b }: LinearProblem, mass: number, totals: PlanTotals): Measurement {
  const { rowSums, columnSums } = totals;
  scale(rowSums, mass);
  scale(columnSums, mass);
  const marginalErrors = { source: relativeDistance(rowSums, a), target: relativeDistance(columnSums, b) };
  return { rowSums, columnSums, cost: mass * totals.cost, marginalErrors };
}

export function largestError({ marginalErrors: { source, target } }: Measurement): number {
  return Math.max(source, target);
}
