import type { Executor } from '@monge/ndarray';
import { exponents } from '../internal/exponents.js';
import type { Potentials } from '../internal/iteration.js';
import type { LinearProblem } from '../linear-problem.js';

/** What every look at a plan needs: the problem, its potentials, and the engine. */
export interface PlanSource extends Potentials {
  readonly problem: LinearProblem;
  readonly executor: Executor;
}

/** Rows of the plan computed at once: a block stays in the cache. */
const BLOCK_ROWS = 64;

/** The rows of the plan, [m] each, in turn and without storing it. */
export function* rows(source: PlanSource): Generator<Float64Array, void> {
  const { problem, executor } = source;
  const { epsilon, geometry } = problem;
  const [n, m] = geometry.shape;
  const { phi, psi, mass } = exponents(problem, source);
  const block = new Float64Array(Math.min(n, BLOCK_ROWS) * m);
  const pairwise = geometry.pairwise(executor);
  try {
    for (let first = 0; first < n; first += BLOCK_ROWS) {
      const last = Math.min(n, first + BLOCK_ROWS);
      pairwise.weights(epsilon, phi, psi, first, last, block);
      for (let i = 0; i < last - first; i++) {
        yield block.subarray(i * m, (i + 1) * m).map((share) => mass * share);
      }
    }
  } finally {
    pairwise.release();
  }
}
