import type { Executor } from '@monge/ndarray';
import type { Potentials } from '../internal/iteration.js';
import { withMass } from '../internal/with-mass.js';
import type { LinearProblem } from '../linear-problem.js';

/** What every look at a plan needs: the problem, its potentials, and the engine. */
export interface PlanSource extends Potentials {
  readonly problem: LinearProblem;
  readonly executor: Executor;
}

/** Rows of the plan computed at once: a block stays in the cache. */
const BLOCK_ROWS = 64;

/** The rows of the plan, [m] each, in turn and without storing it. A row is good until the next one is asked for. */
export function* rows({ problem, f, g, executor }: PlanSource): Generator<Float64Array, void> {
  const { a, b, epsilon, geometry } = problem;
  const [n, m] = geometry.shape;
  const phi = withMass(f, a, epsilon);
  const psi = withMass(g, b, epsilon);
  const block = new Float64Array(Math.min(n, BLOCK_ROWS) * m);
  const pairwise = executor.pairwise(geometry.costs(), geometry.dtype);
  try {
    for (let first = 0; first < n; first += BLOCK_ROWS) {
      const last = Math.min(n, first + BLOCK_ROWS);
      pairwise.weights(epsilon, phi, psi, first, last, block);
      for (let i = 0; i < last - first; i++) yield block.subarray(i * m, (i + 1) * m);
    }
  } finally {
    pairwise.release();
  }
}
