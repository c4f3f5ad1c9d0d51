import { type Executor, type FloatDType, fromData } from '@monge/ndarray';
import { denseCost, linearProblem, type Mode, type Solution, solve } from '@monge/sinkhorn';
import { type TransportInput, transportInputs } from '@monge/sinkhorn/testing';
import fc from 'fast-check';
import { expect } from 'vitest';

export interface Taus {
  readonly tauA: number;
  readonly tauB: number;
}

export const precision = {
  float64: { threshold: 1e-11, tolerance: 1e-8 },
  float32: { threshold: 1e-5, tolerance: 2e-3 },
};

export const rhoOf = (tau: number, epsilon: number) => (tau === 1 ? Infinity : (epsilon * tau) / (1 - tau));

export const sum = (values: ArrayLike<number>) =>
  Array.from(values).reduce((total, value) => total + value, 0);

export const times = (factor: number, values: Float64Array) => values.map((value) => factor * value);

/** Σ |x_i − y_i| / Σ y_i */
export const distance = (x: Float64Array, y: Float64Array) =>
  x.reduce((total, value, i) => total + Math.abs(value - y[i]), 0) / sum(y);

export function marginalsOf({ plan, problem }: Solution) {
  const [n, m] = problem.geometry.shape;
  const [source, target] = [new Float64Array(n), new Float64Array(m)];
  plan().data.forEach((mass, at) => {
    source[Math.floor(at / m)] += mass;
    target[at % m] += mass;
  });
  return { source, target };
}

/** KL(p | q) = Σ p log(p/q) − p + q */
export function divergence(p: ArrayLike<number>, q: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < q.length; i++) {
    if (q[i] > 0) total += (p[i] > 0 ? p[i] * Math.log(p[i] / q[i]) : 0) - p[i] + q[i];
  }
  return total;
}

/** What the plan costs, from its entries and from nothing else. */
export function objective(solution: Solution, costs: Float64Array): number {
  const { a, b, epsilon, tauA, tauB } = solution.problem;
  const { data } = solution.plan();
  const { source, target } = marginalsOf(solution);
  const product = Float64Array.from(data, (_, at) => a[Math.floor(at / b.length)] * b[at % b.length]);
  let total = epsilon * divergence(data, product);
  data.forEach((mass, at) => {
    total += mass * costs[at];
  });
  if (tauA < 1) total += rhoOf(tauA, epsilon) * divergence(source, a);
  if (tauB < 1) total += rhoOf(tauB, epsilon) * divergence(target, b);
  return total;
}

/** a exp(−f/ρ) */
export function response(weights: Float64Array, potential: Float64Array, rho: number): Float64Array {
  return weights.map((weight, i) => (weight === 0 ? 0 : weight * Math.exp(-potential[i] / rho)));
}

export type Problems = { readonly input: TransportInput; readonly taus: Taus };

/** Transport problems of which at least one marginal gives way, from hardly to almost entirely, and whose masses differ. */
export const problems: fc.Arbitrary<Problems> = fc
  .record({
    input: transportInputs({ maxLength: 6 }),
    tau: fc.constantFrom(0.02, 0.3, 0.7, 0.95, 0.999),
    other: fc.constantFrom(1, 0.02, 0.6, 0.95),
    swap: fc.boolean(),
    ratio: fc.constantFrom(1, 3, 0.2),
  })
  // Costs far below zero are worth more than all the mass there is.
  .filter(({ input }) => Math.min(...input.costs) >= 0)
  .map(({ input, tau, other, swap, ratio }) => ({
    input: { ...input, b: times(ratio, input.b) },
    taus: swap ? { tauA: tau, tauB: other } : { tauA: other, tauB: tau },
  }));

export interface Way {
  readonly mode: Mode;
  readonly executor: Executor;
  readonly dtype: FloatDType;
}

export function solveBy({ mode, executor, dtype }: Way, input: TransportInput, taus: Taus): Solution {
  const { costs, rows, columns, a, b, epsilon } = input;
  const matrix = dtype === 'float32' ? Float32Array.from(costs) : costs;
  const problem = linearProblem(denseCost(fromData(matrix, [rows, columns])), { a, b, epsilon, ...taus });
  const { threshold } = precision[dtype];
  const solution = solve(problem, { mode, executor, threshold, maxIterations: 20_000 });
  expect(solution.status).toBe('converged');
  return solution;
}
