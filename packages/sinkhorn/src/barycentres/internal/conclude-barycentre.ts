import { fromData, type Pairwise } from '@monge/ndarray';
import type { Geometry } from '../../geometry/geometry.js';
import { conclude } from '../../internal/conclude.js';
import { statusOf } from '../../internal/outcome.js';
import { measure } from '../../internal/run.js';
import type { Settings } from '../../internal/settings.js';
import { dot, scale, sum } from '../../internal/sums.js';
import type { LinearProblem } from '../../linear-problem.js';
import type { Solution, Status } from '../../solution.js';
import type { Barycentre } from '../barycentre.js';
import type { BarycentreProblem } from '../barycentre-problem.js';
import { apart } from './apart.js';
import type { BarycentreIteration, Legs } from './barycentre-iteration.js';

/** The record that users get. With p as the target weights, the target potential of each plan is s_k: its column sums are p, exactly. */
export function concludeBarycentre(
  problem: BarycentreProblem,
  chosen: Settings,
  errors: Float64Array,
  { legs, q, epsilon }: Legs,
  g: Float64Array,
  { logDensity, delta }: BarycentreIteration,
  pairsOf: (geometry: Geometry) => Pairwise,
): Barycentre {
  const { geometries, measures, weights, objective } = problem;
  const n = q.length;
  const p = q.map((share, j) => share * Math.exp(logDensity[j]));
  const logScale = Math.log(sum(q) / sum(p));
  scale(p, Math.exp(logScale));
  const logRatios = logDensity.map((value) => value + logScale);
  const error = errors[errors.length - 1];
  const transports = legs.map(({ f, s }, k) => {
    const geometry = geometries[k];
    const transport: LinearProblem = Object.freeze({
      geometry,
      a: measures[k],
      b: p,
      epsilon,
      tauA: 1,
      tauB: 1,
    });
    const measured = measure(transport, pairsOf(geometry), { f, g: s });
    const status = statusOf(error, measured, chosen.threshold, geometry.dtype);
    return conclude(transport, chosen, { f, g: s, ...measured, status, errors });
  });
  const mean = (of: (transport: Solution) => number) =>
    transports.reduce((total, transport, k) => total + (weights[k] > 0 ? weights[k] * of(transport) : 0), 0);
  // OT_ε(p, p) is that of the potential δ − ε log(p/q) on either side.
  const correction =
    objective === 'cost'
      ? epsilon * dot(p, logRatios)
      : -dot(
          p,
          delta.map((value, j) => value - epsilon * logRatios[j]),
        ) +
        (epsilon / 2) * (sum(p) - sum(p) ** 2);
  return Object.freeze<Barycentre>({
    status: worst(transports.filter((_, k) => weights[k] > 0)),
    iterations: errors.length,
    errors,
    epsilon,
    mode: chosen.mode,
    executor: transports[0].executor,
    masses: fromData(p, [n]),
    transports,
    cost: mean(({ cost }) => cost),
    regularisedCost: mean(({ regularisedCost }) => regularisedCost) + correction,
    g: apart(g, problem),
    problem,
  });
}

function worst(transports: readonly Solution[]): Status {
  for (const status of ['diverged', 'maxIterations'] as const) {
    if (transports.some((transport) => transport.status === status)) return status;
  }
  return 'converged';
}
