import { expectAtMost } from '../internal/expect-at-most.js';
import { gibbsPlan } from '../internal/gibbs-plan.js';
import { misplacedMass } from '../internal/misplaced-mass.js';
import type { TransportInput } from '../transport-solver.js';
import type { TransportLaw } from './law.js';

/** Entries below this fraction of a_i b_j may have lost digits to underflow, in float32 before all. */
const LEAST_DENSITY = 1e-20;

export const optimality: TransportLaw = {
  name: 'P_ij/(a_i b_j) has the form exp((f_i + g_j − C_ij)/ε)',
  check(solver, input, tolerance) {
    const { plan, f, g } = solver(input);
    expectAtMost(
      worstExchange(input, plan),
      tolerance,
      'log (P_ij P_kl)/(P_il P_kj) + (C_ij + C_kl − C_il − C_kj)/ε',
    );
    if (f === undefined || g === undefined) return;
    const distance = misplacedMass(gibbsPlan(input, f, g), plan);
    expectAtMost(distance, tolerance, 'the mass on which plan and potentials disagree');
  },
};

/** That form holds if and only if targets exchanged between two sources leave P exp(C/ε) as it is: the worst of all exchanges. */
function worstExchange({ costs, rows, columns, a, b, epsilon }: TransportInput, plan: Float64Array): number {
  // log P_ij/(a_i b_j) + C_ij/ε, NaN where it says nothing.
  const logs = plan.map((mass, at) => {
    const density = mass / (a[Math.floor(at / columns)] * b[at % columns]);
    return density > LEAST_DENSITY ? Math.log(density) + costs[at] / epsilon : Number.NaN;
  });
  let worst = 0;
  for (let i = 1; i < rows; i++) {
    for (let k = 0; k < i; k++) {
      let [least, largest] = [Infinity, -Infinity];
      for (let j = 0; j < columns; j++) {
        const difference = logs[i * columns + j] - logs[k * columns + j];
        if (Number.isNaN(difference)) continue;
        least = Math.min(least, difference);
        largest = Math.max(largest, difference);
      }
      worst = Math.max(worst, largest - least);
    }
  }
  return worst;
}
