import { DomainError } from '@monge/ndarray';
import type { GromovProblem } from '../gromov-problem.js';
import type { SolveGromovOptions } from '../solve-gromov-options.js';

/** When to stop. */
export interface Limits {
  readonly threshold: number;
  readonly maxIterations: number;
}

const THRESHOLD = { float64: 1e-6, float32: 1e-4 } as const;

/** The dtype of what a problem is computed in: float32 only where all of its costs are. */
export function dtypeOf({ source, target, features = source }: GromovProblem): 'float32' | 'float64' {
  return [source, target, features].every(({ dtype }) => dtype === 'float32') ? 'float32' : 'float64';
}

/** @throws {DomainError} when an option is outside of its range. */
export function limitsOf({ threshold, maxIterations }: Limits, meaning: string, caller: string): Limits {
  if (!(threshold >= 0 && threshold < Infinity)) {
    throw new DomainError(`${caller}: expected threshold in [0, ∞) (${meaning}), got ${threshold}`);
  }
  if (!(Number.isInteger(maxIterations) && maxIterations >= 1)) {
    throw new DomainError(`${caller}: expected maxIterations a whole number ≥ 1, got ${maxIterations}`);
  }
  return { threshold, maxIterations };
}

export function settingsOf(
  problem: GromovProblem,
  options: SolveGromovOptions | Omit<SolveGromovOptions, 'executor'>,
  caller: string,
): Limits {
  const { threshold = THRESHOLD[dtypeOf(problem)], maxIterations = 1000 } = options;
  return limitsOf({ threshold, maxIterations }, 'L1 distance of two plans at which to stop', caller);
}
