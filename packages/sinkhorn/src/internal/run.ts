import type { FloatDType, Scaling } from '@monge/ndarray';
import type { LinearProblem } from '../linear-problem.js';
import type { Status } from '../solution.js';
import type { Progress } from '../solve-options.js';
import type { Potentials, Workbench } from './iteration.js';
import { kernelIteration } from './kernel-iteration.js';
import { logIteration } from './log-iteration.js';
import { createMomentum } from './momentum.js';
import type { Level, Settings } from './settings.js';
import { relativeDistance } from './sums.js';
import { withMass } from './with-mass.js';

/** How a run ended: the potentials, and what their plan amounts to. */
export interface Outcome extends Potentials, Measurement {
  readonly status: Status;
  readonly errors: Float64Array;
}

/** What a plan amounts to, summed over its entries. */
interface Measurement {
  readonly rowSums: Float64Array;
  readonly columnSums: Float64Array;
  /** ⟨P, C⟩ */
  readonly cost: number;
  readonly marginalErrors: { readonly source: number; readonly target: number };
}

/** What a run reports after each iteration. */
export interface Step {
  readonly progress: Progress;
  readonly potentials: () => Potentials;
}

/** One stretch of the run: an ε, the error at which to stop, and a precision. */
interface Stage extends Level {
  readonly dtype: FloatDType;
  /** Whether ε is the problem's own, so that the run may end here. */
  readonly closing: boolean;
}

type WorkbenchOf = (dtype: FloatDType) => Workbench;

/** Rounding errors of float32 stay this many times below the error at which a stage in float32 ends. */
const ROUNDING_MARGIN = 8;

/** Problems with fewer pairs than this are done before a second precision pays. */
const LEAST_MIXED = 2 ** 16;

/** A float32 stage that could not get below this is not worth its start. */
const COARSEST_USEFUL = 1e-2;

/** The whole solve as a generator, which yields after each iteration: for synchronous and asynchronous drivers alike. */
export function* run(problem: LinearProblem, settings: Settings): Generator<Step, Outcome> {
  const { dtype } = problem.geometry;
  const workbenches = new Map<FloatDType, Workbench>();
  const workbench: WorkbenchOf = (precision) => {
    const found = workbenches.get(precision) ?? createWorkbench(problem, settings, precision);
    workbenches.set(precision, found);
    return found;
  };
  try {
    const errors: number[] = [];
    let potentials = startingPotentials(settings, workbench(dtype));
    for (const stage of stages(problem, settings)) {
      potentials = yield* iterate(workbench(stage.dtype), stage, potentials, settings, errors);
      const exhausted = errors.length >= settings.maxIterations;
      if (!stage.closing && !exhausted) continue;
      const measured = measure(problem, workbench(dtype), potentials);
      const { source, target } = measured.marginalErrors;
      // The iteration knows its error to the last digit; what it ran in float32 has to be seen in the geometry's precision.
      const error = stage.dtype === dtype ? errors.at(-1)! : Math.max(source, target);
      if (error > settings.threshold && stage.dtype !== dtype && !exhausted) continue;
      const status =
        error <= settings.threshold ? 'converged' : error < Infinity ? 'maxIterations' : 'diverged';
      return { ...potentials, ...measured, status, errors: Float64Array.from(errors) };
    }
    throw new Error('unreachable: the last stage is in the precision of the geometry');
  } finally {
    for (const { pairwise } of workbenches.values()) pairwise.release();
  }
}

/** Runs one stage; each error goes to `errors`. */
function* iterate(
  workbench: Workbench,
  stage: Stage,
  start: Potentials | undefined,
  { mode, acceleration, threshold: goal, maxIterations }: Settings,
  errors: number[],
): Generator<Step, Potentials> {
  const { epsilon } = stage;
  const { problem } = workbench;
  const begin = mode === 'log' ? logIteration : kernelIteration;
  const iteration = begin(workbench, epsilon, start);
  const momentum = createMomentum(acceleration);
  const quick = stage.dtype !== problem.geometry.dtype;
  let { threshold } = stage;
  for (let first = true; ; first = false) {
    const findings = iteration.step();
    const { error } = findings;
    errors.push(error);
    const progress = { iteration: errors.length, maxIterations, error, threshold: goal, epsilon };
    yield { progress, potentials: iteration.potentials };
    if (first && quick) threshold = reachable(threshold, iteration.potentials(), epsilon);
    if (!(error > threshold) || errors.length >= maxIterations) break;
    const move = momentum(findings);
    if (move.kind === 'retreat') iteration.retreat();
    else iteration.advance(move.momentum);
  }
  if (quick && !Number.isFinite(errors.at(-1))) return start ?? zeroPotentials(problem);
  return iteration.potentials();
}

/**
 * Each level of ε in the precision of the geometry. The kernel form of a large float64 problem runs in float32 first, which is
 * bound by memory and so twice as fast, as far as rounding allows; float64 finishes it if need be, and alone decides on convergence.
 */
function stages({ geometry }: LinearProblem, { mode, levels }: Settings): Stage[] {
  const { dtype, shape } = geometry;
  const mixed = mode === 'kernel' && dtype === 'float64' && shape[0] * shape[1] >= LEAST_MIXED;
  return levels.flatMap((level, i): Stage[] => {
    const closing = i === levels.length - 1;
    const exact: Stage = { ...level, dtype, closing };
    const quick: Stage = { ...level, threshold: 0.95 * level.threshold, dtype: 'float32', closing };
    if (!mixed) return [exact];
    return closing ? [quick, exact] : [quick];
  });
}

/**
 * The error at which a stage in float32 ends: the one asked for, unless rounding comes first. Where little can be gained it ends at once.
 */
function reachable(threshold: number, potentials: Potentials, epsilon: number): number {
  const floor = ROUNDING_MARGIN * roundingError(potentials, epsilon);
  return floor > COARSEST_USEFUL ? Infinity : Math.max(threshold, floor);
}

/** What rounding in float32 may do to the marginals: an ulp of the largest exponent, |f| + |g| in units of ε. */
function roundingError({ f, g }: Potentials, epsilon: number): number {
  return (2 ** -23 * (largest(f) + largest(g))) / epsilon;
}

function largest(values: Float64Array): number {
  let result = 0;
  for (const value of values) result = Math.max(result, Math.abs(value));
  return result;
}

function createWorkbench(problem: LinearProblem, { executor }: Settings, dtype: FloatDType): Workbench {
  const pairwise = executor.pairwise(problem.geometry.costs(), dtype);
  let scaling: Scaling | undefined;
  return {
    problem,
    pairwise,
    scaling: () => {
      scaling ??= pairwise.scaling();
      return scaling;
    },
  };
}

/** The potentials that the caller gave, the missing one computed from the other. */
function startingPotentials(
  { f, g, levels }: Settings,
  { problem, pairwise }: Workbench,
): Potentials | undefined {
  if (f === undefined && g === undefined) return undefined;
  const { epsilon } = levels[0];
  const { a, b } = problem;
  if (g === undefined) {
    const next = new Float64Array(b.length);
    pairwise.softmin(0, epsilon, withMass(f!, a, epsilon), next);
    return { f: f!, g: next };
  }
  const from = new Float64Array(a.length);
  pairwise.softmin(1, epsilon, withMass(g, b, epsilon), from);
  return { f: from, g };
}

function zeroPotentials({ a, b }: LinearProblem): Potentials {
  return { f: new Float64Array(a.length), g: new Float64Array(b.length) };
}

function measure(
  { a, b, epsilon }: LinearProblem,
  { pairwise }: Workbench,
  { f, g }: Potentials,
): Measurement {
  const rowSums = new Float64Array(a.length);
  const columnSums = new Float64Array(b.length);
  const cost = pairwise.totals(
    epsilon,
    withMass(f, a, epsilon),
    withMass(g, b, epsilon),
    rowSums,
    columnSums,
  );
  const marginalErrors = { source: relativeDistance(rowSums, a), target: relativeDistance(columnSums, b) };
  return { rowSums, columnSums, cost, marginalErrors };
}
