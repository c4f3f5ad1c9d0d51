import { expectAtMost } from '../internal/expect-at-most.js';
import { gibbsPlan } from '../internal/gibbs-plan.js';
import { misplacedMass } from '../internal/misplaced-mass.js';
import type { TransportLaw } from './law.js';

export const scaleEquivariance: TransportLaw = {
  name: 'costs λC and λε have the same plan, and potentials λf and λg',
  check(solver, input, tolerance) {
    const lambda = 10;
    const { plan } = solver(input);
    const {
      plan: same,
      f,
      g,
    } = solver({
      ...input,
      costs: input.costs.map((cost) => lambda * cost),
      epsilon: lambda * input.epsilon,
    });
    expectAtMost(misplacedMass(same, plan), tolerance, 'the mass that scaled costs put elsewhere');
    if (f === undefined || g === undefined) return;
    const restored = gibbsPlan(
      input,
      f.map((value) => value / lambda),
      g.map((value) => value / lambda),
    );
    expectAtMost(
      misplacedMass(restored, plan),
      tolerance,
      'the mass that potentials, scaled back, put elsewhere',
    );
  },
};
