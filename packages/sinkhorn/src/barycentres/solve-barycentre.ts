import {
  AbortedError,
  type ArrayInput,
  fromData,
  type NdArray,
  type Pairwise,
  ShapeError,
} from '@monge/ndarray';
import type { Geometry } from '../geometry/geometry.js';
import { accelerationFor } from '../internal/acceleration/acceleration-for.js';
import { conclude } from '../internal/conclude.js';
import { createPlace } from '../internal/iteration.js';
import { statusOf } from '../internal/outcome.js';
import { measure } from '../internal/run.js';
import { potentialOf, type Settings, settings } from '../internal/settings.js';
import { dot, scale, sum } from '../internal/sums.js';
import { withMass } from '../internal/with-mass.js';
import type { LinearProblem } from '../linear-problem.js';
import type { Solution, Status } from '../solution.js';
import type { SolveOptions } from '../solve-options.js';
import type { Barycentre } from './barycentre.js';
import type { BarycentreProblem } from './barycentre-problem.js';
import { type BarycentreIteration, barycentreIteration, type Legs } from './internal/barycentre-iteration.js';
import { kernelLeg } from './internal/kernel-leg.js';
import { logLeg } from './internal/leg.js';
import { type StoredKernel, storedKernel } from './internal/stored-kernel.js';

export interface SolveBarycentreOptions
  extends Pick<
    SolveOptions,
    'threshold' | 'maxIterations' | 'mode' | 'acceleration' | 'executor' | 'onProgress' | 'signal'
  > {
  /** Potentials of the support to start from, one [n] for each measure: the `g` of a similar barycentre. Default: zeros. */
  readonly init?: { readonly g: readonly ArrayInput[] };
}

const caller = 'sinkhorn.solveBarycentre';

/**
 * Finds the barycentre of measures on a given support by iterative Bregman projections (Benamou et al. 2015), in the log domain or on a stored kernel that
 * all measures of one geometry share, and with the bias removed where the problem says so (Janati et al. 2020). Momentum carries the iteration along while
 * its dual rises, as in {@link solve}; the objective `'divergence'` has no such dual, and goes without.
 *
 * The error is Σ_k λ_k ‖P_kᵀ 1 − p‖₁ over the mass, P_k 1 = b_k exact. Not converging is a status. O(K·m·n) an iteration.
 *
 * @throws {DomainError} when an option is outside of its range, {ShapeError} when `init` does not fit.
 * @throws {AbortedError} when the signal fires; its `partial` is fit for `init`.
 *
 * @example
 * ```ts
 * import { pointCloud } from '@monge/sinkhorn';
 * import { barycentreProblem, solveBarycentre } from '@monge/sinkhorn/barycentres';
 *
 * const grid = [0, 0.25, 0.5, 0.75, 1];
 * const measures = [[0, 1, 0, 0, 0], [0, 0, 0, 1, 0]];
 * const problem = barycentreProblem(pointCloud(grid, grid), { measures, epsilon: 0.01 });
 * const { masses, status } = solveBarycentre(problem, { threshold: 1e-9 });
 * status; // → 'converged'
 * masses; // → [0.000, 0.002, 0.996, 0.002, 0.000]
 * ```
 */
export function solveBarycentre(
  problem: BarycentreProblem,
  options: SolveBarycentreOptions = {},
): Barycentre {
  const { geometries, measures, weights, epsilon, objective } = problem;
  const [, n] = geometries[0].shape;
  const mass = sum(measures[0]);
  const q = new Float64Array(n).fill(mass / n);
  const { init, ...others } = options;
  const chosen = settings(
    { geometry: geometries[0], a: measures[0], b: q, epsilon, tauA: 1, tauB: 1 },
    others,
  );
  const place = createPlace(geometries.length * n);
  place.g.set(startOf(problem, init));
  if (options.signal?.aborted) throw aborted(0, place.g, n, options.signal.reason);
  const pairs = loadedPairs(chosen);
  try {
    const legs = legsOf(problem, q, chosen, pairs.of);
    const iteration = barycentreIteration(legs, place);
    // The potentials one after the other, each with its weight.
    const advance = accelerationFor(
      { b: Float64Array.from(place.g, (_, at) => weights[Math.floor(at / n)] * q[at % n]) },
      objective === 'cost' ? chosen.acceleration : { kind: 'none' },
    );
    const { threshold, maxIterations } = chosen;
    const errors: number[] = [];
    for (;;) {
      const findings = iteration.step();
      const { error } = findings;
      errors.push(error);
      options.onProgress?.({ iteration: errors.length, maxIterations, error, threshold, epsilon });
      if (options.signal?.aborted) throw aborted(errors.length, place.g, n, options.signal.reason);
      if (!(error > threshold) || errors.length >= maxIterations) break;
      advance(place, findings);
    }
    return concluded(problem, chosen, Float64Array.from(errors), legs, place.g, iteration, pairs.of);
  } finally {
    pairs.release();
  }
}

/** The kernels over the pairs of each geometry, loaded when first asked for. */
function loadedPairs({ executor }: Settings): {
  readonly of: (geometry: Geometry) => Pairwise;
  readonly release: () => void;
} {
  const loaded = new Map<Geometry, Pairwise>();
  return {
    of: (geometry) => {
      const found = loaded.get(geometry) ?? geometry.pairwise(executor);
      loaded.set(geometry, found);
      return found;
    },
    release: () => {
      for (const pairwise of loaded.values()) pairwise.release();
    },
  };
}

function legsOf(
  { geometries, measures, weights, epsilon, objective, within }: BarycentreProblem,
  q: Float64Array,
  { mode }: Settings,
  pairsOf: (geometry: Geometry) => Pairwise,
): Legs {
  const kernels = new Map<Geometry, StoredKernel>();
  const kernelOf = (geometry: Geometry): StoredKernel => {
    const found = kernels.get(geometry) ?? storedKernel(pairsOf(geometry), q, epsilon);
    kernels.set(geometry, found);
    return found;
  };
  const legs = geometries.map((geometry, k) => {
    const pairwise = pairsOf(geometry);
    if (mode === 'log') return logLeg(pairwise, measures[k], q, epsilon);
    return kernelLeg(kernelOf(geometry), pairwise, measures[k], q, epsilon);
  });
  const dtype = geometries.some((geometry) => geometry.dtype === 'float32') ? 'float32' : 'float64';
  const common = { legs, measures, weights, q, epsilon, dtype } as const;
  if (objective === 'cost' || within === undefined) return common;
  const own = pairsOf(within);
  return {
    ...common,
    within: (delta, out) => own.softmin(1, epsilon, withMass(delta, q, epsilon), out),
  };
}

/** The potentials that the caller gave one after the other, with the mean zero; or zeros. */
function startOf(
  { geometries, weights }: BarycentreProblem,
  init: SolveBarycentreOptions['init'],
): Float64Array {
  const [, n] = geometries[0].shape;
  const start = new Float64Array(geometries.length * n);
  if (init === undefined) return start;
  if (init.g.length !== geometries.length) {
    throw new ShapeError(
      `${caller}: expected init.g of ${geometries.length} potentials (one for each measure), got ${init.g.length}`,
    );
  }
  const given = init.g.map(
    (input, k) => potentialOf(input, n, `init.g[${k}]`, caller) ?? new Float64Array(n),
  );
  for (let j = 0; j < n; j++) {
    const mean = given.reduce((total, potential, k) => total + weights[k] * potential[j], 0);
    given.forEach((potential, k) => {
      start[k * n + j] = potential[j] - mean;
    });
  }
  return start;
}

/** Potentials of the support, [n] each. */
function apart(g: Float64Array, n: number): readonly NdArray<Float64Array>[] {
  return Array.from({ length: g.length / n }, (_, k) => fromData(g.slice(k * n, (k + 1) * n), [n]));
}

function aborted(iterations: number, g: Float64Array, n: number, cause: unknown): AbortedError {
  return new AbortedError(
    `${caller}: aborted after ${iterations} iterations; \`partial\` has the potentials, to go on from as \`init\``,
    { g: apart(g, n) },
    { cause },
  );
}

/** The record that users get. With p as the target weights, the target potential of each plan is s_k: its column sums are p, exactly. */
function concluded(
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
    g: apart(g, n),
    problem,
  });
}

function worst(transports: readonly Solution[]): Status {
  for (const status of ['diverged', 'maxIterations'] as const) {
    if (transports.some((transport) => transport.status === status)) return status;
  }
  return 'converged';
}
