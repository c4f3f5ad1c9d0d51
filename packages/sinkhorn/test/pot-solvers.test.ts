import { fromData } from '@monge/ndarray';
import {
  fitGaussian,
  gaussian,
  gradient,
  grid,
  linearProblem,
  pointCloud,
  type Solution,
  sinkhorn,
  sinkhornDivergence,
  solve,
  solveGaussian,
  squaredBuresWasserstein,
} from '@monge/sinkhorn';
import { barycentreProblem, solveBarycentre } from '@monge/sinkhorn/barycentres';
import { linearProblems, pointClouds, solveBatch } from '@monge/sinkhorn/batch';
import { describe, expect, it } from 'vitest';
import document from './fixtures/pot-solvers.json' with { type: 'json' };
import { centred, deviation } from './support/deviation.js';
import { modes } from './support/executors.js';

const { epsilon, x, y, a, b, balanced } = document;
const exactly = { threshold: 1e-13, maxIterations: 20_000 } as const;

/** What is left here is the rounding of two programs. */
const TOLERANCE = 1e-9;

const expectClose = (found: number, expected: number) =>
  expect(deviation([found], [expected])).toBeLessThan(TOLERANCE);

function expectPotentials(solution: Solution, expected: { readonly f: number[]; readonly g: number[] }) {
  const { f, g } = centred(solution, solution.problem.a);
  expect(deviation(f, expected.f)).toBeLessThan(TOLERANCE);
  expect(deviation(g, expected.g)).toBeLessThan(TOLERANCE);
}

describe(`POT ${document.versions.POT}`, () => {
  describe.each(modes)('balanced, in %s form', (mode) => {
    const solution = sinkhorn(x, y, { a, b, epsilon, mode, ...exactly });

    it.each(Object.entries(balanced.costs))('ot.%s has the cost', (_, cost) => {
      expect(solution.status).toBe('converged');
      expectClose(solution.cost, cost);
    });

    it('ot.bregman.empirical_sinkhorn, which stores no matrix, has the potentials', () => {
      expectPotentials(solution, balanced.lazy);
    });

    it.each(['solve', 'solve_sample'] as const)('ot.%s has the values and the potentials', (name) => {
      expectClose(solution.cost, balanced[name].cost);
      expectClose(solution.regularisedCost, balanced[name].regularisedCost);
      expectPotentials(solution, balanced[name]);
    });
  });

  it('ot.bregman.empirical_sinkhorn_divergence is that of the costs of the three solutions', () => {
    const { xy, xx, yy } = sinkhornDivergence(x, y, { a, b, epsilon, ...exactly });
    expectClose(xy.cost - (xx.cost + yy.cost) / 2, balanced.divergenceOfCosts);
  });

  it('ot.solve_sample(grad="envelope") has the gradient', () => {
    const found = gradient(sinkhorn(x, y, { a, b, epsilon, ...exactly }));
    const { envelope } = document;
    expect(deviation(found.x().data, envelope.x.flat())).toBeLessThan(TOLERANCE);
    expect(deviation(found.y().data, envelope.y.flat())).toBeLessThan(TOLERANCE);
    // By the weights, its gradients are those of the entropy of the plan, not of KL(P | a ⊗ b) as its values.
    const ofEntropy = (derivatives: ArrayLike<number>, weights: readonly number[]) => {
      const values = weights.map((weight, i) => derivatives[i] + epsilon * Math.log(weight));
      const mean = weights.reduce((sum, weight, i) => sum + weight * values[i], 0);
      return values.map((value) => value - mean);
    };
    expect(deviation(ofEntropy(found.a.data, a), envelope.a)).toBeLessThan(TOLERANCE);
    expect(deviation(ofEntropy(found.b.data, b), envelope.b)).toBeLessThan(TOLERANCE);
  });

  it.each(Object.entries(document.unbalanced))(
    'ot.unbalanced.%s has the mass and the cost',
    (_, expected) => {
      const tau = 2 / (2 + epsilon);
      const problem = linearProblem(pointCloud(x, y), {
        a,
        b: b.map((weight) => 1.5 * weight),
        epsilon,
        tauA: tau,
        tauB: tau,
      });
      for (const mode of modes) {
        const solution = solve(problem, { mode, ...exactly });
        expect(solution.status).toBe('converged');
        expectClose(solution.mass, expected.mass);
        expectClose(solution.cost, expected.cost);
      }
    },
  );

  it('ot.da.SinkhornTransport maps the points of the problem, and new ones', () => {
    const { own, mapped, back, new: fresh } = document.adaptation;
    const solution = sinkhorn(x, y, { epsilon, ...exactly });
    expect(deviation(solution.transport().data, own.flat())).toBeLessThan(TOLERANCE);
    expect(deviation(solution.transport(fresh).data, mapped.flat())).toBeLessThan(TOLERANCE);
    expect(deviation(solution.transport(undefined, { from: 'target' }).data, back.flat())).toBeLessThan(
      TOLERANCE,
    );
  });

  it('ot.gaussian.empirical_bures_wasserstein_* are those of the Gaussians of the clouds', () => {
    const { reg, distance, map, offset } = document.gaussians;
    const wider = (points: number[][], weights: number[]) => {
      const { mean, covariance } = fitGaussian(points, { weights });
      const ridge = covariance.data.map((value, at) => value + (at % 3 === 0 ? reg : 0));
      return gaussian({ mean, covariance: fromData(ridge, [2, 2]) });
    };
    const [p, q] = [wider(x, a), wider(y, b)];
    expectClose(Math.sqrt(squaredBuresWasserstein(p, q)), distance);
    const expected = x.map((point) =>
      offset.map((start, k) => start + point.reduce((sum, value, l) => sum + value * map[l][k], 0)),
    );
    expect(deviation(solveGaussian(p, q).transport(x).data, expected.flat())).toBeLessThan(TOLERANCE);
  });

  it.each(['sinkhorn', 'sinkhorn_log'] as const)(
    'ot.bregman.convolutional_barycenter2d(method="%s") is the barycentre on a grid',
    (method) => {
      const { measures, weights, epsilon: blur } = document.images;
      const [rows, columns] = [measures[0].length, measures[0][0].length];
      const axis = (count: number) => Array.from({ length: count }, (_, i) => i / (count - 1));
      const problem = barycentreProblem(grid([axis(rows), axis(columns)]), {
        measures: measures.map((image) => image.flat()),
        weights,
        epsilon: blur,
      });
      const { masses, status } = solveBarycentre(problem, { threshold: 1e-12, maxIterations: 20_000 });
      expect(status).toBe('converged');
      expect(deviation(masses.data, document.images[method].flat())).toBeLessThan(TOLERANCE);
    },
  );

  it('ot.bregman.barycenter_stabilized is the barycentre', () => {
    const { points, measures, weights, epsilon: blur, masses } = document.barycentre;
    const problem = barycentreProblem(pointCloud(points, points), { measures, weights, epsilon: blur });
    for (const mode of modes) {
      const found = solveBarycentre(problem, { mode, threshold: 1e-12, maxIterations: 20_000 });
      expect(found.status).toBe('converged');
      expect(deviation(found.masses.data, masses)).toBeLessThan(TOLERANCE);
    }
  });

  it('ot.batch.solve_sample_batch has the costs of the batch', () => {
    const given = document.batch;
    const problems = linearProblems(pointClouds(given.x, given.y), { a: given.a, b: given.b, epsilon });
    const batch = solveBatch(problems, { threshold: 1e-13 });
    expect(batch.status).toBe('converged');
    expect(deviation(batch.cost.data, given.cost)).toBeLessThan(TOLERANCE);
  });
});
