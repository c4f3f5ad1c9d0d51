import {
  type CostInput,
  cosine,
  denseCost,
  euclidean,
  linearProblem,
  pNorm,
  pointCloud,
  solve,
  squaredEuclidean,
} from '@monge/sinkhorn';
import { describe, expect, it } from 'vitest';
import document from './fixtures/pot.json' with { type: 'json' };
import { centred, deviation } from './support/deviation.js';
import { engines } from './support/executors.js';

const costs: Record<string, CostInput> = { squaredEuclidean, euclidean, cosine, cityblock: pNorm(1) };

/** What is left here is the rounding of two programs. */
const TOLERANCE = 1e-10;

const cases = document.problems.flatMap(({ solutions, ...given }) =>
  solutions.map((expected) => ({ given, expected, name: `${given.name}, epsilon ${expected.epsilon}` })),
);

describe.each(engines)(`the solutions of POT ${document.versions.POT}, $name`, ({ mode, executor }) => {
  it.each(cases)('$name', ({ given, expected }) => {
    const { epsilon } = expected;
    const geometry =
      given.matrix === undefined
        ? pointCloud(given.x, given.y, { cost: costs[given.cost] })
        : denseCost(given.matrix);
    const problem = linearProblem(geometry, { a: given.a, b: given.b, epsilon });
    const solution = solve(problem, { mode, executor, threshold: 1e-13, maxIterations: 5000 });

    expect(solution.status).toBe('converged');
    expect(deviation([solution.cost], [expected.cost])).toBeLessThan(TOLERANCE);
    expect(deviation([solution.regularisedCost], [expected.regularisedCost])).toBeLessThan(TOLERANCE);
    expect(deviation([solution.dualCost], [expected.dualCost])).toBeLessThan(TOLERANCE);
    const { f, g } = centred(solution, problem.a);
    expect(deviation(f, expected.f)).toBeLessThan(TOLERANCE);
    expect(deviation(g, expected.g)).toBeLessThan(TOLERANCE);
  });
});
