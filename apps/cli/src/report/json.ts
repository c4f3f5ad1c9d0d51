import type { Solved } from '../transport/solved.js';

/** What `--json` prints. */
export interface JsonSummary {
  /** ⟨P, C⟩, in `unit`. */
  readonly cost: number;
  /** ⟨P, C⟩ + ε KL(P | a ⊗ b), in `unit`. */
  readonly regularisedCost: number;
  /** In `unit`. */
  readonly epsilon: number;
  readonly status: 'converged' | 'maxIterations' | 'diverged';
  readonly iterations: number;
  /** L1 distances of the plan's marginals from the weights. */
  readonly marginalErrors: { readonly source: number; readonly target: number };
  /** Wall-clock time of the solution. */
  readonly seconds: number;
  readonly executor: string;
  readonly threads: number;
  /** Numbers of source and of target points. */
  readonly n: number;
  readonly m: number;
  /** As `--cost` takes it. */
  readonly costName: string;
  readonly unit: string;
}

/** A transport in numbers, for programs. */
export function jsonSummary({ source, target, cost, solution, seconds }: Solved): JsonSummary {
  const { regularisedCost, epsilon, status, iterations, marginalErrors, executor } = solution;
  return {
    cost: solution.cost,
    regularisedCost,
    epsilon,
    status,
    iterations,
    marginalErrors: { source: marginalErrors.source, target: marginalErrors.target },
    seconds,
    executor: executor.name,
    threads: executor.threads,
    n: source.weights.length,
    m: target.weights.length,
    costName: cost.name,
    unit: cost.unit,
  };
}
