import { expectAtMost } from '../internal/expect-at-most.js';
import { gibbsPlan } from '../internal/gibbs-plan.js';
import { range } from '../internal/range.js';
import { sum } from '../internal/sum.js';
import { roundToMarginals } from '../round-to-marginals.js';
import type { TransportInput } from '../transport-solver.js';
import type { TransportLaw } from './law.js';

/** What evaluating both costs in float64 may do to their difference, as a fraction of the largest term. */
const ROUNDING = 1e-13;

export const dualityGap: TransportLaw = {
  name: 'the potentials bound the cost of the rounded plan from below, closely',
  check(solver, input, tolerance) {
    const { plan, f, g } = solver(input);
    if (f === undefined || g === undefined) return;
    const { costs, a, b, epsilon } = input;
    const mass = sum(a);
    const gap = primal(input, roundToMarginals(plan, a, b)) - dual(input, f, g);
    const largest = Math.max(...costs.map(Math.abs)) + epsilon;
    expectAtMost(-gap, ROUNDING * costs.length * largest * mass * (1 + mass), 'dual less primal cost');
    expectAtMost(gap, tolerance * (range(costs) + epsilon) * mass, 'the duality gap');
  },
};

/** ⟨P, C⟩ + ε KL(P | a ⊗ b) */
function primal({ costs, columns, a, b, epsilon }: TransportInput, plan: Float64Array): number {
  let total = epsilon * sum(a) * sum(b);
  for (let at = 0; at < plan.length; at++) {
    const mass = plan[at];
    if (mass === 0) continue;
    const reference = a[Math.floor(at / columns)] * b[at % columns];
    total += mass * (costs[at] + epsilon * (Math.log(mass / reference) - 1));
  }
  return total;
}

/** ⟨a, f⟩ + ⟨b, g⟩ − ε Σ_ij a_i b_j (exp((f_i + g_j − C_ij)/ε) − 1) */
function dual(input: TransportInput, f: Float64Array, g: Float64Array): number {
  const { a, b, epsilon } = input;
  return dot(a, f) + dot(b, g) - epsilon * (sum(gibbsPlan(input, f, g)) - sum(a) * sum(b));
}

function dot(weights: Float64Array, potential: Float64Array): number {
  let total = 0;
  for (let i = 0; i < weights.length; i++) if (weights[i] > 0) total += weights[i] * potential[i];
  return total;
}
