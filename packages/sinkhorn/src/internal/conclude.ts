import { fromData } from '@monge/ndarray';
import type { LinearProblem } from '../linear-problem.js';
import { apply } from '../plan/apply.js';
import { plan } from '../plan/plan.js';
import { rows } from '../plan/rows.js';
import { topK } from '../plan/top-k.js';
import { transport } from '../plan/transport.js';
import type { Solution } from '../solution.js';
import { marginalCost, marginalGain } from './marginal-cost.js';
import type { Outcome } from './outcome.js';
import { relaxation } from './relaxation.js';
import type { Settings } from './settings.js';
import { dot, sum } from './sums.js';

/** The outcome of a run as the record that users get; `ran` is the engine, where it is not the one that looks at the plan. */
export function conclude(
  problem: LinearProblem,
  settings: Settings,
  outcome: Outcome,
  ran: Solution['executor'] = settings.executor,
): Solution {
  const { a, b, epsilon } = problem;
  const { f, g, rowSums, columnSums, mass } = outcome;
  const { rhoA, rhoB } = relaxation(problem);
  const { executor } = settings;
  const source = { problem, f, g, executor };
  // KL(P | a ⊗ b) = (⟨P, f ⊕ g⟩ − ⟨P, C⟩)/ε − ΣP + ΣaΣb, so that ⟨P, C⟩ cancels from the regularised cost.
  const unmatched = epsilon * (mass - sum(a) * sum(b));
  return Object.freeze({
    status: outcome.status,
    iterations: outcome.errors.length,
    errors: outcome.errors,
    marginalErrors: outcome.marginalErrors,
    epsilon,
    mode: settings.mode,
    executor: { name: ran.name, threads: ran.threads },
    f: fromData(f, [f.length]),
    g: fromData(g, [g.length]),
    cost: outcome.cost,
    mass,
    regularisedCost:
      dot(rowSums, f) +
      dot(columnSums, g) -
      unmatched +
      marginalCost(a, rhoA, rowSums) +
      marginalCost(b, rhoB, columnSums),
    dualCost: marginalGain(a, rhoA, f) + marginalGain(b, rhoB, g) - unmatched,
    problem,
    plan: () => plan(source),
    rows: () => rows(source),
    apply: (vector, options) => apply(source, vector, options),
    transport: (points, options) => transport(source, points, options),
    topK: (k) => topK(source, k),
  } satisfies Solution);
}
