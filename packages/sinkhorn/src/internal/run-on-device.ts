import type { AsyncExecutor, AsyncPairwise } from '@monge/ndarray';
import type { LinearProblem } from '../linear-problem.js';
import type { Progress } from '../solve-options.js';
import { centred } from './centred.js';
import { exponents } from './exponents.js';
import type { Findings, Potentials } from './iteration.js';
import { columnFindings, type LogStep, levelled, logFindings } from './log-findings.js';
import { largestError, measurement } from './measurement.js';
import { createMomentum, type Momentum, type Move } from './momentum.js';
import { type Outcome, statusOf } from './outcome.js';
import { relaxation, settle, standing } from './relaxation.js';
import type { Level, Settings } from './settings.js';
import { scale } from './sums.js';
import { withMass } from './with-mass.js';

/** What a run on a device reports each time that it has read it: the steps since, and where they led. */
export interface Stretch {
  readonly progress: readonly Progress[];
  readonly potentials: Potentials;
}

/** Steps between two looks at the device, a wait for it each. */
const MOST_STEPS = 10;

/** Arithmetic between two looks, give or take: no operating system takes a device for hung in that time. */
const MOST_OPERATIONS = 2 ** 36;

/** Arithmetic of a pair beside that of its coordinates. */
const OPERATIONS_OF_A_PAIR = 8;

/** What is known of a step before the device is read: rounding may have done anything, so that momentum neither stops nor starts anew. */
const UNKNOWN: Findings = { error: Number.NaN, dual: 0, rounding: Infinity, slope: 0 };

/** The whole solve in the log domain, as a generator that yields each time that the device has been read. */
export async function* runOnDevice(
  problem: LinearProblem,
  settings: Settings,
  executor: AsyncExecutor,
): AsyncGenerator<Stretch, Outcome> {
  const { epsilon } = problem;
  const { levels, threshold, maxIterations } = settings;
  const pairwise = executor.pairwise(problem.geometry.costs());
  try {
    const errors: number[] = [];
    let potentials: Potentials = {
      f: new Float64Array(pairwise.rows),
      g: await startingPotential(problem, centred(problem, settings, executor.dtype), pairwise),
    };
    let reached = 0;
    for (const level of levels) {
      potentials = yield* iterate(problem, pairwise, level, potentials.g, settings, errors);
      reached = level.epsilon;
      if (errors.length >= maxIterations) break;
    }
    // Neither marginal is exact at the problem's ε for the potentials of a larger one.
    if (reached !== epsilon) {
      const g = potentials.g.slice();
      const f = await pairwise.softmin(1, epsilon, withMass(g, problem.b, epsilon));
      const relaxed = relaxation(problem);
      settle(relaxed, standing(problem, relaxed, f, g), f, g);
      potentials = { f, g };
    }
    const { phi, psi, mass } = exponents(problem, potentials);
    const measured = measurement(problem, potentials, mass, await pairwise.totals(epsilon, phi, psi));
    const error = reached === epsilon ? errors.at(-1)! : largestError(measured);
    const status = statusOf(error, measured, threshold, executor.dtype);
    return { f: potentials.f, g: potentials.g, ...measured, status, errors: Float64Array.from(errors) };
  } finally {
    pairwise.release();
  }
}

/** Runs one level of ε; each error goes to `errors`. */
async function* iterate(
  problem: LinearProblem,
  pairwise: AsyncPairwise,
  { epsilon, threshold }: Level,
  start: Float64Array,
  { acceleration, maxIterations, threshold: goal }: Settings,
  errors: number[],
): AsyncGenerator<Stretch, Potentials> {
  const { a, b } = problem;
  const relaxed = relaxation(problem, epsilon);
  const { tauA, tauB } = relaxed;
  const logA = a.map((weight) => epsilon * Math.log(weight));
  const logB = b.map((weight) => epsilon * Math.log(weight));
  const momentum = createMomentum(acceleration);
  const usual = stepsAtOnce(problem);
  let [image, before] = [start, start];
  let move: Move = { kind: 'advance', momentum: 0 };
  /** S(g) of the last step that was looked at and kept. */
  let kept = start;
  for (;;) {
    const count = Math.min(usual, maxIterations - errors.length);
    const momenta = momentaOf(move, momentum, count);
    const from = { logA, logB, tauA, tauB, image, before };
    const { f, images } = await pairwise.alternate(epsilon, from, momenta);
    const progress: Progress[] = [];
    let step: LogStep = { g: start, image, before };
    for (const [k, next] of images.entries()) {
      const g = image.map((value, j) => value + momenta[k] * (value - before[j]));
      step = { g, image: levelled(b, relaxed, g, next), before: image };
      const { error } = columnFindings(b, relaxed, step);
      errors.push(error);
      progress.push({ iteration: errors.length, maxIterations, error, threshold: goal, epsilon });
      [image, before] = [next, image];
    }
    // The device damps f, and leaves the constant between f and g as it comes.
    scale(f, 1 / tauA);
    const found = standing(problem, relaxed, f, step.g);
    const findings = logFindings(b, relaxed, 'float32', found, step);
    const potentials = { f, g: step.g };
    settle(relaxed, found, potentials.f, potentials.g);
    yield { progress, potentials };
    if (!(errors.at(-1)! > threshold) || errors.length >= maxIterations) return potentials;
    move = momentum(findings);
    if (move.kind === 'retreat') [image, before] = [kept, kept];
    else kept = image;
  }
}

/** The momenta of the next steps. Those after a retreat are plain, which raises the dual for certain: it is not looked at in between. */
function momentaOf(move: Move, momentum: Momentum, count: number): number[] {
  const momenta = new Array<number>(count).fill(0);
  if (move.kind === 'retreat') return momenta;
  momenta[0] = move.momentum;
  for (let k = 1; k < count; k++) {
    const next = momentum(UNKNOWN);
    if (next.kind === 'advance') momenta[k] = next.momentum;
  }
  return momenta;
}

function stepsAtOnce({ geometry }: LinearProblem): number {
  const [n, m] = geometry.shape;
  const costs = geometry.costs();
  const dimension = costs.kind === 'stored' ? 0 : costs.dimension;
  const operations = 2 * n * m * (dimension + OPERATIONS_OF_A_PAIR);
  return Math.max(1, Math.min(MOST_STEPS, Math.floor(MOST_OPERATIONS / operations)));
}

async function startingPotential(
  problem: LinearProblem,
  { f, g, levels }: Settings,
  pairwise: AsyncPairwise,
): Promise<Float64Array> {
  const { a, b } = problem;
  const { epsilon } = levels[0];
  if (g !== undefined) return g;
  if (f === undefined) return new Float64Array(b.length);
  const next = await pairwise.softmin(0, epsilon, withMass(f, a, epsilon));
  scale(next, relaxation(problem, epsilon).tauB);
  return next;
}
