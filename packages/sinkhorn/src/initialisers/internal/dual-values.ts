import type { Executor } from '@monge/ndarray';
import { relaxation, standing } from '../../internal/relaxation.js';
import { withMass } from '../../internal/with-mass.js';
import type { LinearProblem } from '../../linear-problem.js';

/** What target potentials are worth: an increasing function of their dual values, each with its best source potential. O(n·m·d) a potential. */
export function dualValues(
  problem: LinearProblem,
  potentials: readonly Float64Array[],
  executor: Executor,
): number[] {
  const { a, b, epsilon, geometry } = problem;
  const pairwise = geometry.pairwise(executor);
  try {
    const f = new Float64Array(a.length);
    return potentials.map((g) => {
      pairwise.softmin(1, epsilon, withMass(g, b, epsilon), f);
      return standing(problem, relaxation(problem), f, g).dual;
    });
  } finally {
    pairwise.release();
  }
}
