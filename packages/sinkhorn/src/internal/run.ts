import type { FloatDType, Pairwise, Scaling } from '@monge/ndarray';
import type { LinearProblem } from '../linear-problem.js';
import type { Progress } from '../solve-options.js';
import { accelerationFor } from './acceleration/acceleration-for.js';
import type { Steering } from './acceleration/steering.js';
import { centred } from './centred.js';
import { exponents } from './exponents.js';
import { createPlace, type Place, type Potentials, type Workbench } from './iteration.js';
import { kernelIteration } from './kernel-iteration.js';
import { logIteration } from './log-iteration.js';
import { largestError, type Measurement, measurement } from './measurement.js';
import { type Outcome, statusOf } from './outcome.js';
import { relaxation, settle, standing } from './relaxation.js';
import type { Level, Settings } from './settings.js';
import { scale } from './sums.js';
import { withMass } from './with-mass.js';

/** What a stretch of the run starts from: zero where there is no g; with the f that g goes with, if it is known. */
type Start = Partial<Potentials>;

/** What a run reports after each iteration. */
export interface Step {
  readonly progress: Progress;
  readonly potentials: () => Potentials;
}

/** One stretch of the run: an ε, the error at which to stop, and what the kernel form stores. */
interface Stage extends Level {
  readonly storage: FloatDType;
  /** The error from which on only so many iterations more are made. */
  readonly patience: { readonly error: number; readonly iterations: number };
  /** Whether it is the first at its ε. */
  readonly opening: boolean;
  /** What outlives a change of storage, and not one of ε: where the iteration is, and how it goes on. */
  readonly place: Place;
  readonly steering: Steering;
  /** Whether ε is the problem's own, so that the run may end here. */
  readonly closing: boolean;
}

/** Kernels of fewer numbers than this are done before a second precision pays. */
const LEAST_MIXED = 2 ** 16;

/** Rounding in float32 stays below this error of the marginals: some ulps of sums of numbers that are good to an ulp. */
const FLOAT32_ERROR = 4e-6;

/** Mostly it stays below this one, for the errors of many numbers cancel: worth some more iterations, which are cheaper than a kernel in float64. */
const LIKELY_FLOAT32_ERROR = 5e-7;
const MORE_ITERATIONS = 12;

/** The whole solve as a generator, which yields after each iteration: for synchronous and asynchronous drivers alike. */
export function* run(problem: LinearProblem, settings: Settings): Generator<Step, Outcome> {
  const { dtype } = problem.geometry;
  const pairwise = problem.geometry.pairwise(settings.executor);
  try {
    const workbench = createWorkbench(problem, pairwise);
    const errors: number[] = [];
    let start: Start = startingPotential(centred(problem, settings, dtype), workbench);
    for (const stage of stages(problem, settings)) {
      let potentials = yield* iterate(workbench, stage, start, settings, errors);
      start = potentials;
      const exhausted = errors.length >= settings.maxIterations;
      if (!stage.closing && !exhausted) continue;
      // Neither marginal is exact at the problem's ε for the potentials of a larger one.
      if (!stage.closing) potentials = fromTarget(workbench, problem.epsilon, potentials.g);
      // The iteration knows its error to the last digit; what it ran in float32, or at a larger ε, has to be seen.
      const exact = stage.closing && stage.storage === dtype;
      if (!exact && !exhausted && errors.at(-1)! > settings.threshold) continue;
      const measured = measure(problem, pairwise, potentials);
      const error = exact ? errors.at(-1)! : largestError(measured);
      if (error > settings.threshold && !exact && !exhausted) continue;
      const status = statusOf(error, measured, settings.threshold, dtype);
      return { ...potentials, ...measured, status, errors: new Float64Array(errors) };
    }
    throw new Error('unreachable: the last stage is in the precision of the geometry');
  } finally {
    pairwise.release();
  }
}

/** Runs one stage; each error goes to `errors`. */
function* iterate(
  workbench: Workbench,
  { epsilon, threshold, storage, patience, opening, place, steering }: Stage,
  start: Start,
  { mode, threshold: goal, maxIterations }: Settings,
  errors: number[],
): Generator<Step, Potentials> {
  if (opening && start.g !== undefined) place.g.set(start.g);
  // At another ε, f does not go with g.
  const f = opening ? undefined : start.f;
  const iteration =
    mode === 'log'
      ? logIteration(workbench, epsilon, place)
      : kernelIteration(workbench, storage, epsilon, place, f);
  let left = Infinity;
  for (;;) {
    const findings = iteration.step();
    const { error } = findings;
    errors.push(error);
    left = error < patience.error ? Math.min(left, patience.iterations) - 1 : left - 1;
    const progress = { iteration: errors.length, maxIterations, error, threshold: goal, epsilon };
    const done = !(error > threshold);
    const potentials = () => {
      // The last step may have led too far.
      const resort = done ? undefined : steering.resort(findings);
      return resort === undefined ? iteration.potentials() : fromTarget(workbench, epsilon, resort);
    };
    yield { progress, potentials };
    if (done || left < 0 || errors.length >= maxIterations) return potentials();
    steering.advance(place, findings);
  }
}

/**
 * The levels of ε. The kernel form of a large float64 problem is stored in float32 first, which is bound by memory and so twice as fast, as far as
 * rounding allows; float64 finishes it if need be, and alone decides on convergence.
 */
function stages(problem: LinearProblem, { mode, acceleration, levels }: Settings): Stage[] {
  const { b, geometry } = problem;
  const { dtype, kernelSize } = geometry;
  const mixed = mode === 'kernel' && dtype === 'float64' && kernelSize >= LEAST_MIXED;
  return levels.flatMap((level, i): Stage[] => {
    const closing = i === levels.length - 1;
    const memory = { place: createPlace(b.length), steering: accelerationFor(problem, acceleration) };
    const endless = { error: 0, iterations: Infinity };
    const exact: Stage = { ...level, ...memory, storage: dtype, patience: endless, opening: !mixed, closing };
    if (!mixed) return [exact];
    // A little below the threshold, so that a plan which meets it in float32 does so in float64 too.
    const threshold = Math.max(0.95 * level.threshold, LIKELY_FLOAT32_ERROR);
    const patience = { error: FLOAT32_ERROR, iterations: MORE_ITERATIONS };
    const quick: Stage = { ...exact, threshold, storage: 'float32', patience, opening: true };
    return closing ? [quick, exact] : [quick];
  });
}

function createWorkbench(problem: LinearProblem, pairwise: Pairwise): Workbench {
  const scalings = new Map<FloatDType, Scaling>();
  return {
    problem,
    pairwise,
    scaling: (storage) => {
      const found = scalings.get(storage) ?? pairwise.scaling(storage);
      scalings.set(storage, found);
      return found;
    },
  };
}

/** The target potential that the caller gave, or that follows from the source potential that they gave. */
function startingPotential({ f, g, levels }: Settings, { problem, pairwise }: Workbench): Start {
  if (g !== undefined) return { g };
  if (f === undefined) return {};
  const { epsilon } = levels[0];
  const next = new Float64Array(problem.b.length);
  pairwise.softmin(0, epsilon, withMass(f, problem.a, epsilon), next);
  scale(next, relaxation(problem, epsilon).tauB);
  return { g: next };
}

/** g, but for a constant where it is not free, with the f that makes the row sums exact. */
function fromTarget({ problem, pairwise }: Workbench, epsilon: number, given: Float64Array): Potentials {
  const g = given.slice();
  const f = new Float64Array(problem.a.length);
  pairwise.softmin(1, epsilon, withMass(g, problem.b, epsilon), f);
  const relaxed = relaxation(problem, epsilon);
  settle(relaxed, standing(problem, relaxed, f, g), f, g);
  return { f, g };
}

/** What the plan of some potentials amounts to. */
export function measure(problem: LinearProblem, pairwise: Pairwise, potentials: Potentials): Measurement {
  const { phi, psi, mass } = exponents(problem, potentials);
  const rowSums = new Float64Array(pairwise.rows);
  const columnSums = new Float64Array(pairwise.columns);
  const cost = pairwise.totals(problem.epsilon, phi, psi, rowSums, columnSums);
  return measurement(problem, potentials, mass, { rowSums, columnSums, cost });
}
