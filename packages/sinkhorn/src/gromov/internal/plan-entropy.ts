import { rhoOf } from '../../internal/relaxation.js';
import type { GromovProblem } from '../gromov-problem.js';
import type { Blocks } from './plan-blocks.js';

/** Σ ρ ∫ log(dR/dS) dR over the penalties of a plan that are finite: ∞ where it has mass and the weights have none. O(n·m). */
export function planEntropy({ a, b, epsilon, tauA, tauB }: GromovProblem, blocks: Blocks): number {
  const q = new Float64Array(b.length);
  let [joint, source] = [0, 0];
  for (const { first, count, values } of blocks()) {
    for (let i = first, at = 0; i < first + count; i++) {
      let p = 0;
      for (let j = 0; j < q.length; j++, at++) {
        p += values[at];
        q[j] += values[at];
        joint += relative(values[at], a[i] * b[j]);
      }
      source += relative(p, a[i]);
    }
  }
  const target = q.reduce((total, mass, j) => total + relative(mass, b[j]), 0);
  const weigh = (tau: number, value: number) => (tau === 1 ? 0 : rhoOf(tau, epsilon) * value);
  return epsilon * joint + weigh(tauA, source) + weigh(tauB, target);
}

function relative(mass: number, reference: number): number {
  return mass === 0 ? 0 : mass * Math.log(mass / reference);
}
