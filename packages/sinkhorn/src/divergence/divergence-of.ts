import { subtract } from '@monge/ndarray';
import { sum } from '../internal/sums.js';
import type { Status } from '../solution.js';
import { debiasedTransport } from './debiased-transport.js';
import type { DivergenceSolutions, SinkhornDivergence } from './divergence.js';

/** The divergence that three solutions amount to. */
export function divergenceOf(solutions: DivergenceSolutions): SinkhornDivergence {
  const { xy, xx, yy } = solutions;
  const { a, b, epsilon } = xy.problem;
  return Object.freeze<SinkhornDivergence>({
    ...solutions,
    // Dual values are wrong by the square of what the potentials are, regularised costs by as much as the marginals.
    divergence: xy.dualCost - xx.dualCost / 2 - yy.dualCost / 2 + (epsilon / 2) * (sum(a) - sum(b)) ** 2,
    status: worst([xy.status, xx.status, yy.status]),
    epsilon,
    f: subtract(xy.f, xx.f),
    g: subtract(xy.g, yy.g),
    transport: (points, side) => debiasedTransport(solutions, points, side),
  });
}

function worst(statuses: readonly Status[]): Status {
  const order: readonly Status[] = ['diverged', 'maxIterations'];
  return order.find((status) => statuses.includes(status)) ?? 'converged';
}
