import { AbortedError, type ArrayInput, type Pairwise, ShapeError } from '@monge/ndarray';
import type { Geometry } from '../geometry/geometry.js';
import { createPlace } from '../internal/iteration.js';
import { potentialOf, type Settings, settings } from '../internal/settings.js';
import { sum } from '../internal/sums.js';
import { withMass } from '../internal/with-mass.js';
import type { SolveOptions } from '../solve-options.js';
import type { Barycentre } from './barycentre.js';
import type { BarycentreProblem } from './barycentre-problem.js';
import { apart } from './internal/apart.js';
import { barycentreIteration, type Legs } from './internal/barycentre-iteration.js';
import { barycentreSteering } from './internal/barycentre-steering.js';
import { concludeBarycentre } from './internal/conclude-barycentre.js';
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

/**
 * Finds the barycentre of measures on a given support by iterative Bregman projections (Benamou et al. 2015), in the log domain or on a stored kernel that
 * all measures of one geometry share, and with the bias removed where the problem says so (Janati et al. 2020). Accelerations are those of {@link solve}, kept while
 * the dual rises. The objective `'divergence'` has no such dual: Anderson acceleration, the default, is kept while the error falls, and there are no others.
 *
 * The error is Σ_k λ_k ‖P_kᵀ 1 − p‖₁ over the mass, P_k 1 = b_k exact. Not converging is a status. O(K·m·n) an iteration.
 *
 * @throws {DomainError} when an option is outside of its range, {ShapeError} when `init` does not fit.
 * @throws {UnsupportedError} for another acceleration of the objective `'divergence'`.
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
  return solveBarycentreFor('sinkhorn.solveBarycentre', problem, options);
}

/** {@link solveBarycentre} for another function, which errors name. */
export function solveBarycentreFor(
  caller: string,
  problem: BarycentreProblem,
  options: SolveBarycentreOptions,
): Barycentre {
  const { geometries, measures, epsilon } = problem;
  const [, n] = geometries[0].shape;
  const mass = sum(measures[0]);
  const q = new Float64Array(n).fill(mass / n);
  const { init, ...others } = options;
  const chosen = settings(
    { geometry: geometries[0], a: measures[0], b: q, epsilon, tauA: 1, tauB: 1 },
    others,
    caller,
  );
  const start = startOf(caller, problem, init);
  const place = createPlace(start.length);
  place.g.set(start);
  if (options.signal?.aborted) throw aborted(caller, 0, place.g, problem, options.signal.reason);
  const pairs = loadedPairs(chosen);
  try {
    const legs = legsOf(problem, q, chosen, pairs.of);
    const iteration = barycentreIteration(legs, place);
    const steering = barycentreSteering(problem, chosen, legs, iteration);
    const { threshold, maxIterations } = chosen;
    const errors: number[] = [];
    for (;;) {
      const findings = iteration.step();
      const { error } = findings;
      errors.push(error);
      options.onProgress?.({ iteration: errors.length, maxIterations, error, threshold, epsilon });
      if (options.signal?.aborted)
        throw aborted(caller, errors.length, place.g, problem, options.signal.reason);
      if (!(error > threshold)) break;
      if (errors.length >= maxIterations) {
        const resort = steering.resort(findings);
        if (resort !== undefined) {
          place.g.set(resort);
          iteration.step();
        }
        break;
      }
      steering.advance(place, findings);
    }
    return concludeBarycentre(problem, chosen, Float64Array.from(errors), legs, place.g, iteration, pairs.of);
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

/**
 * The potentials that the caller gave one after the other, or zeros. Their mean is to be zero; or without the bias δ, which comes after them.
 */
function startOf(
  caller: string,
  { geometries, weights, objective }: BarycentreProblem,
  init: SolveBarycentreOptions['init'],
): Float64Array {
  const [, n] = geometries[0].shape;
  const count = geometries.length;
  const start = new Float64Array((objective === 'cost' ? count : count + 1) * n);
  if (init === undefined) return start;
  if (init.g.length !== count) {
    throw new ShapeError(
      `${caller}: expected init.g of ${count} potentials (one for each measure), got ${init.g.length}`,
    );
  }
  const given = init.g.map(
    (input, k) => potentialOf(input, n, `init.g[${k}]`, caller) ?? new Float64Array(n),
  );
  for (let j = 0; j < n; j++) {
    const mean = given.reduce((total, potential, k) => total + weights[k] * potential[j], 0);
    given.forEach((potential, k) => {
      start[k * n + j] = potential[j] - (objective === 'cost' ? mean : 0);
    });
    if (objective === 'divergence') start[count * n + j] = mean;
  }
  return start;
}

function aborted(
  caller: string,
  iterations: number,
  g: Float64Array,
  problem: BarycentreProblem,
  cause: unknown,
): AbortedError {
  return new AbortedError(
    `${caller}: aborted after ${iterations} iterations; \`partial\` has the potentials, to go on from as \`init\``,
    { g: apart(g, problem) },
    { cause },
  );
}
