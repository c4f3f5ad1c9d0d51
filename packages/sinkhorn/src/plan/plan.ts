import { type Executor, fromData, type NdArray } from '@monge/ndarray';
import type { Potentials } from '../internal/iteration.js';
import { withMass } from '../internal/with-mass.js';
import type { LinearProblem } from '../linear-problem.js';

/** What every look at a plan needs: the problem, its potentials, and the engine. */
export interface PlanSource extends Potentials {
  readonly problem: LinearProblem;
  readonly executor: Executor;
}

/** The entries of the plan by rows [first, last) into `out`, as the kernels compute them. */
export type ReadRows = (first: number, last: number, out: Float64Array) => void;

/** Lends out a reader of the plan's rows, at most `blockRows` at once, and cleans up behind it. */
export function readPlan<R>({ problem, f, g, executor }: PlanSource, use: (read: ReadRows) => R): R {
  const { a, b, epsilon, geometry } = problem;
  const phi = withMass(f, a, epsilon);
  const psi = withMass(g, b, epsilon);
  const pairwise = executor.pairwise(geometry.costs(), geometry.dtype);
  try {
    return use((first, last, out) => pairwise.weights(epsilon, phi, psi, first, last, out));
  } finally {
    pairwise.release();
  }
}

/** Rows of the plan computed at once: a block stays in the cache. */
export const BLOCK_ROWS = 64;

/** The plan as a matrix, [n, m]. */
export function plan(source: PlanSource): NdArray<Float64Array> {
  const [n, m] = source.problem.geometry.shape;
  const matrix = new Float64Array(n * m);
  readPlan(source, (read) => {
    for (let first = 0; first < n; first += BLOCK_ROWS) {
      const last = Math.min(n, first + BLOCK_ROWS);
      read(first, last, matrix.subarray(first * m, last * m));
    }
  });
  return fromData(matrix, [n, m]);
}
