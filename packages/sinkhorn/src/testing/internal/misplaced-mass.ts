import { sum } from './sum.js';

/** ½ Σ |p − q| over the total of q: the share of the mass of one plan that another puts elsewhere. */
export function misplacedMass(plan: Float64Array, reference: Float64Array): number {
  let total = 0;
  for (let i = 0; i < reference.length; i++) total += Math.abs(plan[i] - reference[i]);
  return total / (2 * sum(reference));
}
