import { accelerationFor } from '../../internal/acceleration/acceleration-for.js';
import type { Place, Potentials } from '../../internal/iteration.js';
import { type Measurement, measurement } from '../../internal/measurement.js';
import { type Outcome, statusOf } from '../../internal/outcome.js';
import { rhoOf } from '../../internal/relaxation.js';
import type { Settings } from '../../internal/settings.js';
import { scale, sum } from '../../internal/sums.js';
import type { LinearProblem } from '../../linear-problem.js';
import { loadPlan } from './load-plan.js';
import { loadProblem } from './load-problem.js';
import type { Slot, Slots } from './slot.js';
import { smallIteration } from './small-iteration.js';

/** Above this many pairs the kernels of the executor win: in two precisions, and on its threads. */
export const MOST_PAIRS = 2 ** 16;

/** Whether the kernels of small problems do what is asked for. */
export function isSmall({ geometry }: LinearProblem, { mode, levels, executor, f, g }: Settings): boolean {
  const [n, m] = geometry.shape;
  return (
    executor.name === 'wasm' &&
    mode === 'kernel' &&
    levels.length === 1 &&
    (f === undefined || g !== undefined) &&
    geometry.kind !== 'sparseCost' &&
    n * m <= MOST_PAIRS
  );
}

/** Solves a problem in a slot, all of it in float64. Undefined where its numbers left the range of floats, and the log domain has to help. */
export function solveSmall(problem: LinearProblem, settings: Settings, slots: Slots): Outcome | undefined {
  const { threshold, maxIterations, acceleration } = settings;
  const slot = loadProblem(problem, slots);
  const place: Place = { g: slot.g.values, image: slot.image.values, excess: slot.excess.values };
  if (settings.g === undefined) place.g.fill(0);
  else place.g.set(settings.g);
  const steering = accelerationFor(problem, acceleration);
  const iteration = smallIteration(problem, slot);
  const errors: number[] = [];
  for (;;) {
    const findings = iteration.step();
    const { error } = findings;
    if (!(error < Infinity)) return undefined;
    errors.push(error);
    const done = error <= threshold;
    if (done || errors.length >= maxIterations) {
      const resort = done ? undefined : steering.resort(findings);
      if (resort !== undefined) {
        place.g.set(resort);
        iteration.step();
      }
      const potentials = iteration.potentials();
      const measured = measure(problem, slot, potentials);
      const status = statusOf(error, measured, threshold, 'float64');
      return status === 'diverged'
        ? undefined
        : { ...potentials, ...measured, status, errors: new Float64Array(errors) };
    }
    steering.advance(place, findings);
  }
}

/** What the plan of some potentials amounts to, computed anew. */
function measure(problem: LinearProblem, slot: Slot, potentials: Potentials): Measurement {
  const { kernels, rows, paddedColumns, costs, kernel, a, b, sums, columnSums } = slot;
  loadPlan(problem, potentials, slot);
  const cost = kernels.totals(rows, paddedColumns, costs.at, kernel.at, a.at, b.at, sums.at, columnSums.at);
  // Of mass one, as measurements are made.
  const mass = massAskedFor(problem, potentials);
  // The sums stay in the slot: they are good until the next problem, and the outcome is concluded before.
  const totals = { rowSums: sums.values, columnSums: columnSums.values, cost: cost / mass };
  scale(totals.rowSums, 1 / mass);
  scale(totals.columnSums, 1 / mass);
  return measurement(problem, potentials, mass, totals);
}

/** Σ a exp(−f/ρ), the mass that the source potential asks for. */
function massAskedFor({ a, epsilon, tauA }: LinearProblem, { f }: Potentials): number {
  const rho = rhoOf(tauA, epsilon);
  if (rho === Infinity) return sum(a);
  let mass = 0;
  for (let i = 0; i < a.length; i++) if (a[i] > 0) mass += a[i] * Math.exp(-f[i] / rho);
  return mass;
}
