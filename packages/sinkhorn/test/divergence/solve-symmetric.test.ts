import { AbortedError, DomainError, fromData, ShapeError } from '@monge/ndarray';
import { assertAllClose } from '@monge/ndarray/testing';
import { normal } from '@monge/random';
import {
  cosine,
  denseCost,
  euclidean,
  type Geometry,
  greatCircle,
  linearProblem,
  pNorm,
  pointCloud,
  solve,
  solveSymmetric,
  squaredEuclidean,
} from '@monge/sinkhorn';
import { describe, expect, it } from 'vitest';
import { engines } from '../support/executors.js';
import { normals, unevenWeights } from '../support/samples.js';
import { spyOn } from '../support/spy.js';

const n = 40;
const a = unevenWeights(1, n);
const x = normals(2, n, 2);
const costs = {
  squaredEuclidean,
  euclidean,
  cosine,
  'great circle': greatCircle({ radius: 1 }),
  'p = 3': pNorm(3),
};

function itself(geometry: Geometry, epsilon: number, weights: Float64Array = a) {
  return linearProblem(geometry, { a: weights, b: weights, epsilon });
}

describe.each(engines)('a measure against itself, $name', ({ mode, executor }) => {
  it.each(Object.entries(costs))('has the plan that solve finds: %s', (_, cost) => {
    for (const epsilon of [0.3, 100]) {
      const problem = itself(pointCloud(x, x, { cost }), epsilon);
      const options = { mode, executor, threshold: 1e-12, maxIterations: 10_000 };
      const found = solveSymmetric(problem, options);
      const expected = solve(problem, options);
      expect(found.status).toBe('converged');
      assertAllClose(found.plan(), expected.plan(), { atol: 1e-8 });
      assertAllClose(found.dualCost, expected.dualCost, { rtol: 1e-9, atol: 1e-12 });
      expect(found.f.data).toEqual(found.g.data);
    }
  });

  it('is at most 12 iterations from an error of 1e-9, at any ε', () => {
    for (const epsilon of [1e-6, 1e-4, 1e-2, 1, 1e2, 1e6]) {
      const problem = itself(pointCloud(x, x), epsilon);
      const { status, iterations, marginalErrors } = solveSymmetric(problem, {
        mode,
        executor,
        threshold: 1e-9,
      });
      expect(status).toBe('converged');
      expect(iterations).toBeLessThanOrEqual(12);
      expect(marginalErrors.source).toBeLessThan(2e-9);
    }
  });

  it('takes costs on the diagonal, and such whose kernel is not positive definite', () => {
    const matrix = [
      [0, 5, 9],
      [5, 0, -3],
      [9, -3, 7],
    ];
    for (const epsilon of [0.02, 1, 30]) {
      const problem = itself(denseCost(matrix), epsilon, Float64Array.of(0.5, 0.2, 0.3));
      const options = { mode, executor, threshold: 1e-10, maxIterations: 100_000 };
      const found = solveSymmetric(problem, options);
      expect(found.status).toBe('converged');
      assertAllClose(found.plan(), solve(problem, options).plan(), { atol: 1e-8 });
    }
  });
});

describe('the edges of the symmetric problem', () => {
  it('has a closed form for two points: P_12 = P_21 by hand', () => {
    const { f } = solveSymmetric(itself(pointCloud([0, 1], [0, 1]), 1, Float64Array.of(0.5, 0.5)), {
      threshold: 1e-13,
    });
    // ½ exp(2p) (1 + exp(−1)) = 1
    assertAllClose(f.get(0), 0.5 * Math.log(2 / (1 + Math.exp(-1))), { rtol: 1e-12 });
  });

  it('is one point, or several in one place', () => {
    const one = solveSymmetric(itself(pointCloud([7], [7]), 0.1, Float64Array.of(3)));
    assertAllClose(one.f, [(-0.1 * Math.log(3)) / 2], { rtol: 1e-12 });
    const same = [1, 1, 1];
    const { plan } = solveSymmetric(itself(pointCloud(same, same), 1e-3, Float64Array.of(0.5, 0.25, 0.25)));
    assertAllClose(plan().get(0, 1), 0.125, { rtol: 1e-9 });
  });

  it('does without points of no weight', () => {
    const far = [0, 1, 2, 1e5];
    const problem = itself(pointCloud(far, far), 1e-2, Float64Array.of(0.2, 0.3, 0.5, 0));
    for (const mode of ['log', 'kernel'] as const) {
      const { status, plan } = solveSymmetric(problem, { mode, threshold: 1e-10 });
      expect(status).toBe('converged');
      assertAllClose(plan().get(1, 1), 0.3, { rtol: 1e-9 });
    }
  });

  it('in float32, of 1500 points, converges as far as float32 goes', () => {
    const cloud = fromData(normal(5, [1500, 2], { dtype: 'float32' }).data, [1500, 2]);
    const problem = itself(pointCloud(cloud, cloud), 0.05, unevenWeights(6, 1500));
    const { status, iterations } = solveSymmetric(problem, { threshold: 1e-5 });
    expect(status).toBe('converged');
    expect(iterations).toBeLessThanOrEqual(8);
  });

  it('gives its memory back, also when it is stopped', () => {
    const { executor, calls } = spyOn(engines[0].executor);
    const controller = new AbortController();
    const problem = itself(pointCloud(x, x), 0.1);
    solveSymmetric(problem, { executor });
    expect(calls.unreleased).toBe(0);
    const options = { executor, signal: controller.signal, onProgress: () => controller.abort() };
    expect(() => solveSymmetric(problem, options)).toThrow(AbortedError);
    expect(calls.unreleased).toBe(0);
  });
});

describe('errors of the symmetric problem', () => {
  it('refuses two different measures', () => {
    const y = normals(3, n, 2);
    expect(() => solveSymmetric(linearProblem(pointCloud(x, y), { a, b: a }))).toThrow(/got others at row 0/);
    expect(() => solveSymmetric(linearProblem(pointCloud(x, x), { a }))).toThrow(DomainError);
    expect(() => solveSymmetric(linearProblem(pointCloud(x, normals(3, 7, 2))))).toThrow(ShapeError);
  });

  it('refuses options out of range as solve does', () => {
    expect(() => solveSymmetric(itself(pointCloud(x, x), 1), { maxIterations: 0 })).toThrow(DomainError);
  });
});
