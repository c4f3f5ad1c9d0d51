import { expectAtMost } from '../internal/expect-at-most.js';
import { gibbsPlan } from '../internal/gibbs-plan.js';
import { misplacedMass } from '../internal/misplaced-mass.js';
import { range } from '../internal/range.js';
import type { TransportLaw } from './law.js';

export const shiftEquivariance: TransportLaw = {
  name: 'costs C_ij + s_i + t_j have the same plan, and potentials f_i + s_i and g_j + t_j',
  check(solver, input, tolerance) {
    const { costs, rows, columns, epsilon } = input;
    const scale = range(costs) + epsilon;
    const s = Float64Array.from({ length: rows }, (_, i) => scale * Math.sin(3 * i + 1));
    const t = Float64Array.from({ length: columns }, (_, j) => scale * Math.cos(5 * j));
    const shifted = costs.map((cost, at) => cost + s[Math.floor(at / columns)] + t[at % columns]);
    const { plan } = solver(input);
    const { plan: same, f, g } = solver({ ...input, costs: shifted });
    expectAtMost(misplacedMass(same, plan), tolerance, 'the mass that shifted costs put elsewhere');
    if (f === undefined || g === undefined) return;
    // Potentials are compared by the plan they stand for: a constant between them is free, within parts that hardly exchange mass too.
    const restored = gibbsPlan(
      input,
      f.map((value, i) => value - s[i]),
      g.map((value, j) => value - t[j]),
    );
    expectAtMost(
      misplacedMass(restored, plan),
      tolerance,
      'the mass that potentials, shifted back, put elsewhere',
    );
  },
};
