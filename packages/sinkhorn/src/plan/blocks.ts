import type { Executor } from '@monge/ndarray';
import { exponents } from '../internal/exponents.js';
import type { Potentials } from '../internal/iteration.js';
import { scale } from '../internal/sums.js';
import type { LinearProblem } from '../linear-problem.js';

/** What every look at a plan needs: the problem, its potentials, and the engine. */
export interface PlanSource extends Potentials {
  readonly problem: LinearProblem;
  readonly executor: Executor;
}

/** Rows [first, first + count) of a plan, [count, m]; only until the next block is asked for. */
export interface Block {
  readonly first: number;
  readonly count: number;
  readonly values: Float64Array;
}

/** Rows of a plan that are looked at together: a block stays in the cache. */
export const BLOCK_ROWS = 64;

/** A plan block by block, in turn and without storing it. */
export function* blocks({ problem, f, g, executor }: PlanSource): Generator<Block, void> {
  const { epsilon, geometry } = problem;
  const [n, m] = geometry.shape;
  const { phi, psi, mass } = exponents(problem, { f, g });
  const room = new Float64Array(Math.min(n, BLOCK_ROWS) * m);
  const pairwise = geometry.pairwise(executor);
  try {
    for (let first = 0; first < n; first += BLOCK_ROWS) {
      const count = Math.min(BLOCK_ROWS, n - first);
      const values = room.subarray(0, count * m);
      pairwise.weights(epsilon, phi, psi, first, first + count, values);
      if (mass !== 1) scale(values, mass);
      yield { first, count, values };
    }
  } finally {
    pairwise.release();
  }
}
