import type { Executor } from '@monge/ndarray';
import { staircase } from '../../exact/staircase.js';
import { laplacianOf, solveLaplacian } from './laplacian.js';
import { type PlanOnLine, planOnLine, transposedProduct } from './plan-on-line.js';

/** Entropic transport on the line, in units in which the cost over ε is ½(x − y)². */
export interface LineProblem {
  /** Source points, ascending, [n]. */
  readonly x: Float64Array;
  /** Target points, ascending, [m]. */
  readonly y: Float64Array;
  /** Source weights, ≥ 0. */
  readonly a: Float64Array;
  /** Target weights, > 0, of the same sum. */
  readonly b: Float64Array;
}

export interface LineOptions {
  /** L1 error of the columns' sums, of a mass of 1. */
  readonly threshold: number;
  readonly maxIterations: number;
  readonly executor: Executor;
}

export interface LineSolution {
  readonly plan: PlanOnLine;
  /** The logarithmic scalings of its columns, [m]. */
  readonly beta: Float64Array;
  /** The columns' sums, [m]: b but for the error. */
  readonly sums: Float64Array;
  /** L1 error of the columns' sums. */
  readonly error: number;
  readonly converged: boolean;
  readonly iterations: number;
}

/** Step lengths that are tried, each shorter than the one before, ahead of a step of Sinkhorn's. */
const TRIALS = 16;

/** A move of the potentials against one another beyond which the next trial is an eighth, no half: on the plateaus of a sharp dual Newton's steps are too long by many orders. */
const FAR = 64;

/**
 * The plan, by Newton's method on the dual as a function of β alone, α at its best: L Δβ = b − Pᵀ1. It starts from the unregularised dual and takes a step of Sinkhorn's iteration where
 * no part of Newton's raises the dual. An iteration is one plan, at O(n + m + band), and about ten products with it; four are typical, for any ε.
 *
 * The error that can be reached is what rounding of x y leaves, some ulp of the largest.
 */
export function solveOnLine(
  problem: LineProblem,
  { threshold, maxIterations, executor }: LineOptions,
): LineSolution {
  const [first, last] = support(problem.a);
  const largest = farthest(problem.x, first, last) * farthest(problem.y, 0, problem.y.length - 1);
  const goal = Math.max(threshold, ROUNDINGS * Number.EPSILON * largest);
  let current = candidate(problem, unregularised(problem), executor);
  let iterations = 0;
  while (iterations < maxIterations && current.error > goal) {
    iterations++;
    current = newtonStep(problem, current, executor) ?? sinkhornStep(problem, current, executor);
  }
  const { plan, beta, sums, error } = current;
  return { plan, beta, sums, error, converged: error <= goal, iterations };
}

const ROUNDINGS = 16;

/** The first and the last that weigh anything. */
export function support(weights: Float64Array): [first: number, last: number] {
  return [weights.findIndex((weight) => weight > 0), weights.findLastIndex((weight) => weight > 0)];
}

function farthest(points: Float64Array, first: number, last: number): number {
  return Math.max(Math.abs(points[first]), Math.abs(points[last]));
}

/** The β of the unregularised dual: its limit for small ε, but for log b. */
function unregularised({ x, y, a, b }: LineProblem): Float64Array {
  const sides = { a, b, sources: Int32Array.from(x.keys()), targets: Int32Array.from(y.keys()) };
  // ½(x − y)² but for what only moves between the potentials: as precise as products x y can be.
  const { g } = staircase(sides, (i, j) => -x[i] * y[j]);
  return g.map((value, j) => Math.log(b[j]) + value);
}

function newtonStep(problem: LineProblem, current: Candidate, executor: Executor): Candidate | undefined {
  const { plan, beta, sums, residual, error, dual } = current;
  const step = solveLaplacian(laplacianOf(plan, problem.a, sums), residual, Math.min(0.1, error));
  const rise = residual.reduce((total, r, j) => total + r * step[j], 0);
  const reach = step.reduce((a, b) => Math.max(a, b)) - step.reduce((a, b) => Math.min(a, b));
  for (let k = 0, length = 1; k < TRIALS; k++, length /= length * reach > FAR ? 8 : 2) {
    const tried = candidate(
      problem,
      beta.map((each, j) => each + length * step[j]),
      executor,
    );
    if (tried.dual >= dual + 1e-4 * length * rise) return tried;
    // Near the solution the dual does not change by more than its rounding, and the error decides.
    if (tried.dual >= dual - current.rounding && tried.error < error / 2) return tried;
  }
  return undefined;
}

function sinkhornStep(problem: LineProblem, { beta, sums }: Candidate, executor: Executor): Candidate {
  return candidate(
    problem,
    beta.map((each, j) => each + Math.log(problem.b[j] / Math.max(sums[j], Number.MIN_VALUE))),
    executor,
  );
}

interface Candidate {
  readonly beta: Float64Array;
  readonly plan: PlanOnLine;
  readonly sums: Float64Array;
  readonly residual: Float64Array;
  readonly error: number;
  readonly dual: number;
  /** Of the dual. */
  readonly rounding: number;
}

function candidate({ x, y, a, b }: LineProblem, beta: Float64Array, executor: Executor): Candidate {
  const plan = planOnLine(x, y, beta, executor);
  const sums = transposedProduct(plan, a);
  const residual = b.map((each, j) => each - sums[j]);
  let [dual, size, error] = [0, 0, 0];
  for (let j = 0; j < y.length; j++) {
    dual += b[j] * beta[j];
    size += Math.abs(b[j] * beta[j]);
    error += Math.abs(residual[j]);
  }
  for (let i = 0; i < x.length; i++) {
    dual -= a[i] * plan.logSums[i];
    size += Math.abs(a[i] * plan.logSums[i]);
  }
  return { beta, plan, sums, residual, error, dual, rounding: ROUNDINGS * Number.EPSILON * size };
}
