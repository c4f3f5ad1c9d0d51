import type { FloatDType, Scaling } from '@monge/ndarray';
import type { LinearProblem } from '../linear-problem.js';
import type { Progress } from '../solve-options.js';
import type { Status } from '../solution.js';
import type { Potentials, Workbench } from './iteration.js';
import { kernelIteration } from './kernel-iteration.js';
import { logIteration } from './log-iteration.js';
import type { Level, Settings } from './settings.js';
import { withMass } from './with-mass.js';

/** How a run ended: the potentials, and what their plan amounts to. */
export interface Outcome extends Potentials {
  readonly status: Status;
  readonly errors: Float64Array;
  readonly rowSums: Float64Array;
  readonly columnSums: Float64Array;
  /** ⟨P, C⟩ */
  readonly cost: number;
}

/** What a run reports after each iteration. */
export interface Step {
  readonly progress: Progress;
  readonly potentials: () => Potentials;
}

/** One stretch of the run: an ε and a precision. */
interface Stage extends Level {
  readonly dtype: FloatDType;
  /** Whether its error decides on convergence. */
  readonly final: boolean;
}

/** Rounding errors of float32 stay this many times below the error at which a stage in float32 ends. */
const ROUNDING_MARGIN = 8;

/** Problems with fewer pairs than this are done before a second precision pays. */
const LEAST_MIXED = 2 ** 16;

/** A float32 stage that could not get below this is not worth its start. */
const COARSEST_USEFUL = 1e-2;

/** The whole solve as a generator, which yields after each iteration: for synchronous and asynchronous drivers alike. */
export function* run(problem: LinearProblem, settings: Settings): Generator<Step, Outcome> {
  const workbenches = new Map<FloatDType, Workbench>();
  const workbench = (dtype: FloatDType) => {
    let found = workbenches.get(dtype);
    if (found === undefined) {
      found = createWorkbench(problem, settings, dtype);
      workbenches.set(dtype, found);
    }
    return found;
  };
  try {
    const errors: number[] = [];
    let potentials = startingPotentials(settings, workbench(problem.geometry.dtype));
    let status: Status = 'maxIterations';
    for (const stage of stages(problem, settings)) {
      const iterate = settings.mode === 'log' ? logIteration : kernelIteration;
      const iteration = iterate(workbench(stage.dtype), stage.epsilon, potentials);
      let { threshold } = stage;
      for (let first = true; ; first = false) {
        const error = iteration.step();
        errors.push(error);
        if (first && stage.dtype !== problem.geometry.dtype) {
          const reachable = ROUNDING_MARGIN * roundingError(iteration.potentials(), stage.epsilon);
          threshold = reachable > COARSEST_USEFUL ? Infinity : Math.max(threshold, reachable);
        }
        const progress = {
          iteration: errors.length,
          maxIterations: settings.maxIterations,
          error,
          threshold: settings.threshold,
          epsilon: stage.epsilon,
        };
        yield { progress, potentials: iteration.potentials };
        if (stage.final && !Number.isFinite(error)) status = 'diverged';
        if (stage.final && error <= threshold) status = 'converged';
        if (!(error > threshold) || errors.length >= settings.maxIterations) break;
        iteration.advance();
      }
      // A float32 stage that overflowed leaves no trace.
      if (stage.final || Number.isFinite(errors.at(-1))) potentials = iteration.potentials();
      if (errors.length >= settings.maxIterations) break;
    }
    const end = potentials as Potentials;
    return { ...end, status, errors: Float64Array.from(errors), ...measure(problem, workbench, end) };
  } finally {
    for (const { pairwise } of workbenches.values()) pairwise.release();
  }
}

/**
 * Each level of ε in the precision of the geometry. The kernel form of a large float64 problem runs in float32 first, which is
 * bound by memory and so twice as fast, as far as rounding allows; float64 finishes it, and alone decides on convergence.
 */
function stages({ geometry }: LinearProblem, { mode, levels }: Settings): Stage[] {
  const { dtype, shape } = geometry;
  const mixed = mode === 'kernel' && dtype === 'float64' && shape[0] * shape[1] >= LEAST_MIXED;
  return levels.flatMap((level, i): Stage[] => {
    const final = i === levels.length - 1;
    const exact: Stage = { ...level, dtype, final };
    const quick: Stage = { ...level, dtype: 'float32', final: false };
    if (!mixed) return [exact];
    return final ? [quick, exact] : [quick];
  });
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
function startingPotentials({ f, g, levels }: Settings, { problem, pairwise }: Workbench): Potentials | undefined {
  if (f === undefined && g === undefined) return undefined;
  const { epsilon } = levels[0]!;
  const { a, b } = problem;
  if (g !== undefined) {
    const from = new Float64Array(a.length);
    pairwise.softmin(1, epsilon, withMass(g, b, epsilon), from, f);
    return { f: from, g };
  }
  const to = new Float64Array(b.length);
  pairwise.softmin(0, epsilon, withMass(f!, a, epsilon), to);
  return { f: f!, g: to };
}

function measure(
  { a, b, epsilon, geometry }: LinearProblem,
  workbench: (dtype: FloatDType) => Workbench,
  { f, g }: Potentials,
): Pick<Outcome, 'rowSums' | 'columnSums' | 'cost'> {
  const rowSums = new Float64Array(a.length);
  const columnSums = new Float64Array(b.length);
  const { pairwise } = workbench(geometry.dtype);
  const cost = pairwise.totals(epsilon, withMass(f, a, epsilon), withMass(g, b, epsilon), rowSums, columnSums);
  return { rowSums, columnSums, cost };
}
