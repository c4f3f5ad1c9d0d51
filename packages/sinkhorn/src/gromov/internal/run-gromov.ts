import { AbortedError, type Executor } from '@monge/ndarray';
import { type LinearProblem, linearProblem } from '../../linear-problem.js';
import type { Solution, Status } from '../../solution.js';
import type { SolveOptions } from '../../solve-options.js';
import type { GromovProblem } from '../gromov-problem.js';
import type { SolveGromovOptions } from '../solve-gromov-options.js';
import { bestLogScale, entropyFrom, type MeasuredEntropy, objective, penaltiesOf } from './objective.js';
import { planBlocks } from './plan-blocks.js';
import { planEntropy } from './plan-entropy.js';
import type { Measured, QuadraticForm } from './quadratic-form.js';
import { dtypeOf, type Limits } from './settings.js';
import { startingPlan } from './starting-plan.js';

/** A transport problem that a run wants to have solved. */
export interface Request {
  readonly problem: LinearProblem;
  readonly options: Pick<SolveOptions, 'threshold' | 'init'>;
}

/** How a run ended. */
export interface Outcome extends MeasuredEntropy {
  readonly status: Status;
  readonly errors: Float64Array;
  readonly regularisedCost: number;
  readonly linear: Solution;
}

/**
 * A transport problem is solved to this fraction of the distance between the last two plans, or to this, or this L1 error of the marginals at least:
 * further where the objective is to be compared.
 */
const LINEAR_SHARE = { concave: 0.1, other: 1e-3 } as const;
const LINEAR_THRESHOLD = { concave: 1e-2, other: 1e-3 } as const;

/** Changes of the objective by less than this fraction of it are rounding. */
const ROUNDING = { float64: 1e-10, float32: 1e-5 } as const;

/**
 * A step is good when the objective falls by this fraction of ε (ΣP)² e²/θ, e the L1 distance of the plans over the mass. Where the quadratic form is
 * concave, full steps fall by half of that at least, by Pinsker's inequality; without it, plans could go back and forth between two of the same
 * objective.
 */
const LEAST_DESCENT = 0.1;

/** A plan that is scaled by less than e^−200 at once would have no mass left to be told by, and by more than e^200 no end of it. */
const LARGEST_LOG = 200;

/** A plan with the mass that is best. */
interface Settled<Visit, Costs> {
  readonly visit: Visit;
  readonly entropy: number;
  /** The costs there. */
  readonly costs: Costs;
  /** The logarithm of its mass over the mass before. */
  readonly growth: number;
}

/** Where the objective was last found to be less than before. */
interface Accepted<Costs> {
  readonly objective: number;
  /** What may be wrong with it. */
  readonly noise: number;
  /** The costs that the plan is the solution for, and those at the plan itself. */
  readonly from: Costs;
  readonly to: Costs;
}

/**
 * Mirror descent in the geometry of the entropy (Peyré, Cuturi & Solomon 2016, § 2.2): the costs at the last plan make the next transport problem,
 * whose solution is the next plan. A generator that asks for these solutions, for synchronous and asynchronous drivers alike.
 *
 * A plan that solves the problem for costs D, and at which the costs are G, has the gradient G − D, so that going from D towards G is a descent: all
 * the way as a rule, and half as far as before, from then on, whenever the objective has risen. A full step never raises it when the quadratic form
 * is concave on the plans, as it is for distances and squared distances of Euclidean spaces.
 */
export function* runGromov<Visit extends Measured, Costs>(
  problem: GromovProblem,
  form: QuadraticForm<Visit, Costs>,
  executor: Executor,
  { threshold, maxIterations }: Limits,
  { init, onProgress, signal }: Pick<SolveGromovOptions, 'init' | 'onProgress' | 'signal'>,
  caller: string,
): Generator<Request, Outcome, Solution> {
  const { a, b, alpha, epsilon, tauA, tauB } = problem;
  const penalties = penaltiesOf(problem);
  const dtype = dtypeOf(problem);
  const kind = form.concave ? 'concave' : 'other';
  const errors: number[] = [];
  let linear: Solution | undefined;

  function refuseIfAborted(): void {
    if (!signal?.aborted) return;
    throw new AbortedError(
      `${caller}: aborted after ${errors.length} iterations; \`partial\`, if there is any, is fit for \`init\``,
      linear,
      { cause: signal.reason },
    );
  }

  /** The plan with the mass that is best, where that is free, and the costs there. */
  function settled(found: Visit, entropy: number): Settled<Visit, Costs> {
    if (!penalties.massIsFree || form.rescaled === undefined) {
      return { visit: found, entropy, costs: form.costs(found, 0), growth: 0 };
    }
    const growth = bestLogScale(alpha, penalties, { ...found, entropy });
    const log = entropy / found.mass + penalties.strength * growth;
    const visit = form.rescaled(found, Math.exp(Math.max(-LARGEST_LOG, Math.min(LARGEST_LOG, growth))));
    const costs = form.costs(visit, log);
    // Far from a minimum the mass that a linear problem asks for could be beyond the range of floats. It is made the best one in any case.
    const missing = -LARGEST_LOG * penalties.strength - form.least(costs);
    return {
      visit,
      entropy: visit.mass * log,
      costs: missing > 0 ? form.raised(costs, missing) : costs,
      growth,
    };
  }

  refuseIfAborted();
  const start = startingPlan(problem, init, caller);
  const first = settled(form.visit(start), penalties.massIsFree ? planEntropy(problem, start) : 0);
  let accepted: Accepted<Costs> | undefined;
  let last = first.visit;
  let costs = first.costs;
  let theta = 1;
  // Near a given plan, a transport problem that is not solved would lead away from it.
  let tolerance = init === undefined ? LINEAR_THRESHOLD[kind] : LINEAR_SHARE[kind] * threshold;
  for (;;) {
    const request = linearProblem(form.geometry(costs), { a, b, epsilon, tauA, tauB });
    const options = { threshold: tolerance, ...(linear === undefined ? {} : { init: form.start(linear) }) };
    const solution: Solution = yield { problem: request, options };
    linear = solution;
    const found = form.visit(planBlocks(linear, executor));
    const entropy = entropyFrom(penalties, linear.regularisedCost - linear.cost, found.mass);
    const value = objective(alpha, penalties, { ...found, entropy });
    const { visit, entropy: settledEntropy, costs: next, growth } = settled(found, entropy);
    const moved = form.distance(visit, last);
    // How far the plan that was found is from the one with the mass that is best.
    const misfit = Math.abs(Math.expm1(-growth));
    const error = moved + misfit;
    errors.push(error);
    const iteration = errors.length;
    onProgress?.({ iteration, maxIterations, error, threshold, regularisedCost: value });
    const outcome = { ...found, entropy, errors: Float64Array.from(errors), regularisedCost: value, linear };
    const isLost = !(visit.mass > 0 && Number.isFinite(value) && Number.isFinite(error));
    if (linear.status === 'diverged' || isLost) return { ...outcome, status: 'diverged' };
    // A transport problem that was to be solved further than to the threshold, and was not, may be solved well enough.
    const { source, target } = linear.marginalErrors;
    const isSolved = linear.status === 'converged' || Math.max(source, target) <= threshold;
    const isClose = moved <= theta * threshold && misfit <= threshold && tolerance <= threshold;
    if (isClose && isSolved) return { ...outcome, status: 'converged' };
    if (iteration >= maxIterations) return { ...outcome, status: 'maxIterations' };
    refuseIfAborted();
    last = visit;
    tolerance = Math.min(LINEAR_THRESHOLD[kind], LINEAR_SHARE[kind] * Math.max(error, threshold));
    if (form.concave) {
      costs = next;
      continue;
    }
    // With the marginals not quite met yet, what they will cost: the objective is then wrong by the square of their error only.
    const gap = visit.mass * (linear.regularisedCost - linear.dualCost);
    const lower = objective(alpha, penalties, { ...visit, entropy: settledEntropy }) - gap;
    const descent = (LEAST_DESCENT * epsilon * (visit.mass * moved) ** 2) / theta;
    const rounding = ROUNDING[dtype] * Math.max(Math.abs(lower), epsilon * visit.mass ** 2);
    if (
      accepted !== undefined &&
      lower > accepted.objective - descent + accepted.noise + Math.abs(gap) + rounding
    ) {
      theta /= 2;
      costs = form.between(accepted.from, accepted.to, theta);
    } else {
      // A plan of e^s times the mass is the solution for costs that are less by s Σρ.
      const from = growth === 0 ? costs : form.raised(costs, -penalties.strength * growth);
      accepted = { objective: lower, noise: Math.abs(gap), from, to: next };
      costs = form.between(from, next, theta);
    }
  }
}
