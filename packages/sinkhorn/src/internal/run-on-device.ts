import type { AsyncPairwise } from '@monge/ndarray';
import type { LinearProblem } from '../linear-problem.js';
import type { Progress } from '../solve-options.js';
import { fallOfDual } from './acceleration/fall-of-dual.js';
import { type MomentumSequence, momentumSequence } from './acceleration/momentum-sequence.js';
import { slopeAlong } from './acceleration/nesterov.js';
import { centred } from './centred.js';
import type { DeviceWorkbench } from './device-workbench.js';
import { exponents } from './exponents.js';
import { createPlace, type Potentials } from './iteration.js';
import { columnError, levelled, logFindings } from './log-findings.js';
import { largestError, type Measurement, measurement } from './measurement.js';
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

/** What devices compute in. */
const DTYPE = 'float32';

/** The whole solve in the log domain, as a generator that yields each time that the device has been read. */
export async function* runOnDevice(
  problem: LinearProblem,
  settings: Settings,
  workbench: DeviceWorkbench,
): AsyncGenerator<Stretch, Outcome> {
  const { epsilon } = problem;
  const { levels, threshold, maxIterations } = settings;
  const { pairwise } = workbench;
  try {
    const errors: number[] = [];
    let potentials: Potentials = {
      f: new Float64Array(pairwise.rows),
      g: await startingPotential(problem, centred(problem, settings, DTYPE), pairwise),
    };
    let reached = 0;
    for (const level of levels) {
      potentials = yield* iterate(problem, workbench, level, potentials.g, settings, errors);
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
    const measured = await measureOnDevice(problem, pairwise, potentials);
    const error = reached === epsilon ? errors.at(-1)! : largestError(measured);
    const status = statusOf(error, measured, threshold, DTYPE);
    return { f: potentials.f, g: potentials.g, ...measured, status, errors: Float64Array.from(errors) };
  } finally {
    pairwise.release();
  }
}

/** Runs one level of ε; each error goes to `errors`. */
async function* iterate(
  problem: LinearProblem,
  { pairwise, stepsAtOnce }: DeviceWorkbench,
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
  const momentum = acceleration.kind === 'none' ? undefined : momentumSequence();
  const fall = fallOfDual();
  const place = createPlace(b.length);
  let [image, before] = [start, start];
  let fallen = false;
  /** S(g) of the last step that was looked at and kept. */
  let kept = start;
  for (;;) {
    const count = Math.min(stepsAtOnce, maxIterations - errors.length);
    const momenta = momentaOf(fallen ? undefined : momentum, count);
    const from = { logA, logB, tauA, tauB, image, before };
    const { f, images } = await pairwise.alternate(epsilon, from, momenta);
    const progress: Progress[] = [];
    for (const [k, next] of images.entries()) {
      place.g.set(image.map((value, j) => value + momenta[k] * (value - before[j])));
      place.image.set(levelled(b, relaxed, place.g, next));
      const error = columnError(b, relaxed, place);
      errors.push(error);
      progress.push({ iteration: errors.length, maxIterations, error, threshold: goal, epsilon });
      [image, before] = [next, image];
    }
    // The device damps f, and leaves the constant between f and g as it comes.
    scale(f, 1 / tauA);
    const potentials = { f, g: place.g.slice() };
    const found = standing(problem, relaxed, f, potentials.g);
    const findings = logFindings(b, relaxed, DTYPE, found, place);
    settle(relaxed, found, potentials.f, potentials.g);
    yield { progress, potentials };
    if (!(errors.at(-1)! > threshold) || errors.length >= maxIterations) return potentials;
    fallen = fall.seenIn(findings);
    if (fallen || slopeAlong(place.excess, place.image, before) < 0) momentum?.restart();
    if (fallen) {
      fall.restart();
      [image, before] = [kept, kept];
    } else kept = image;
  }
}

/** The momenta of the next steps. Those after a fall of the dual are plain, which raises it for certain: it is not looked at in between. */
function momentaOf(momentum: MomentumSequence | undefined, count: number): number[] {
  return Array.from({ length: count }, () => momentum?.next() ?? 0);
}

/** What the plan of some potentials amounts to. */
export async function measureOnDevice(
  problem: LinearProblem,
  pairwise: AsyncPairwise,
  potentials: Potentials,
): Promise<Measurement> {
  const { phi, psi, mass } = exponents(problem, potentials);
  return measurement(problem, potentials, mass, await pairwise.totals(problem.epsilon, phi, psi));
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
