import { fromData } from '@monge/ndarray';
import {
  autoInitialiser,
  denseCost,
  euclidean,
  type LinearProblem,
  linearProblem,
  pointCloud,
  solve,
  staircaseInitialiser,
} from '@monge/sinkhorn';
import { describe, expect, it } from 'vitest';
import { anyCosts, normals, unevenWeights } from '../support/samples.js';
import { softSort } from '../support/soft-sort.js';

const { x, y } = softSort(100);
const [plane, other] = [normals(1, 300, 2), normals(2, 250, 2, 2, 0.5)];

const problems: readonly [string, LinearProblem][] = [
  ['a soft sort', linearProblem(pointCloud(x, y), { epsilon: 1e-3 })],
  [
    'uneven weights on the line',
    linearProblem(pointCloud(x, y, { cost: euclidean }), { a: unevenWeights(3, 100) }),
  ],
  [
    'a concave cost on the line',
    linearProblem(pointCloud(x, y, { cost: (p, q) => Math.sqrt(Math.abs(p[0] - q[0])) }), { epsilon: 0.01 }),
  ],
  ['Gaussians in the plane', linearProblem(pointCloud(plane, other))],
  ['distances in the plane', linearProblem(pointCloud(plane, other, { cost: euclidean }))],
  ['Gaussians in ten dimensions', linearProblem(pointCloud(normals(4, 300, 10), normals(5, 300, 10, 1)))],
  ...[0, 10, 20, 30].map((key): [string, LinearProblem] => [
    `a large ε on the line, of points ${key}`,
    linearProblem(pointCloud(normals(key + 1, 60, 1), normals(key + 2, 50, 1, key / 20, 0.5 + key / 50)), {
      epsilon: 1,
    }),
  ]),
  ['a large ε', linearProblem(pointCloud(plane, other), { epsilon: 1e3 })],
  ['marginals that may give way', linearProblem(pointCloud(plane, other), { epsilon: 0.1, tauA: 0.99 })],
  ['one that may, on the line', linearProblem(pointCloud(x, y), { epsilon: 1e-3, tauB: 0.99 })],
  ['a matrix of costs', linearProblem(denseCost(anyCosts(6, 60, 40)))],
  ['one source', linearProblem(pointCloud(fromData(Float64Array.of(1, 2), [1, 2]), other), { epsilon: 1 })],
];

describe('autoInitialiser', () => {
  it.each(problems)('takes no more iterations than none, for %s', (_, problem) => {
    for (const acceleration of ['none', 'nesterov', 'anderson'] as const) {
      const options = { acceleration, maxIterations: 50_000 };
      const started = solve(problem, { ...options, initialiser: 'auto' });
      expect(started.status).toBe('converged');
      expect(started.iterations).toBeLessThanOrEqual(solve(problem, options).iterations);
    }
  });

  it('is the staircase on the line, and nothing for a matrix of costs', () => {
    const problem = linearProblem(pointCloud(x, y), { epsilon: 1e-3 });
    expect(autoInitialiser(problem)).toEqual(staircaseInitialiser(problem));
    expect(autoInitialiser(linearProblem(denseCost([[0, 1]]), { epsilon: 1 }))).toEqual({});
  });
});
