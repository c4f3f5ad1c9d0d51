import { fromData } from '@monge/ndarray';
import { gaussian, gaussianBarycentre, grid, pointCloud, sinkhornDivergence, solve } from '@monge/sinkhorn';
import { type Barycentre, barycentreProblem, solveBarycentre } from '@monge/sinkhorn/barycentres';
import { weights as arbitraryWeights } from '@monge/sinkhorn/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import document from '../fixtures/barycentres.json' with { type: 'json' };
import {
  between,
  clouds,
  density,
  line,
  measures,
  sumOf,
  support,
  tight,
  weights,
} from '../support/barycentres.js';
import { deviation } from '../support/deviation.js';
import { engines, modes } from '../support/executors.js';
import { normals, unevenWeights } from '../support/samples.js';

const moments = (points: Float64Array, { masses }: Barycentre) => {
  const mean = points.reduce((sum, x, j) => sum + masses.data[j] * x, 0);
  return { mean, variance: points.reduce((sum, x, j) => sum + masses.data[j] * (x - mean) ** 2, 0) };
};

describe('barycentres on a given support', () => {
  it.each(engines)('are where all plans end, $name', ({ mode, executor }) => {
    const found = solveBarycentre(barycentreProblem(between, { measures, weights, epsilon: 0.3 }), {
      ...tight,
      mode,
      executor,
    });
    expect(found.status).toBe('converged');
    expect(found.executor.name).toBe(executor.name);
    found.transports.forEach((transport, k) => {
      expect(deviation(transport.apply(new Float64Array(40).fill(1)).data, measures[k])).toBeLessThan(1e-10);
      const columns = transport.apply(new Float64Array(measures[k].length).fill(1), { transpose: true });
      expect(deviation(columns.data, found.masses.data)).toBeLessThan(1e-12);
      // Each is the solution of the problem of its own.
      const alone = solve(transport.problem, { threshold: 1e-11 });
      expect(transport.regularisedCost).toBeCloseTo(alone.regularisedCost, 9);
    });
  });

  it('are the same however they are computed', () => {
    const problem = barycentreProblem(between, { measures, weights, epsilon: 0.1 });
    const [first, ...others] = engines.flatMap(({ mode, executor }) =>
      (['none', 'nesterov', 'anderson', 'overRelaxation'] as const).map((acceleration) =>
        solveBarycentre(problem, { ...tight, mode, executor, acceleration }),
      ),
    );
    for (const other of others) expect(deviation(other.masses.data, first.masses.data)).toBeLessThan(1e-9);
  });

  it.each(['cost', 'divergence'] as const)('minimise the objective %s', (objective) => {
    const problem = barycentreProblem(between, { measures, weights, epsilon: 0.5, objective });
    const found = solveBarycentre(problem, { threshold: 1e-9, maxIterations: 3000 });
    const value = (masses: Float64Array) => objectiveAt(masses, objective);
    const best = value(found.masses.data);
    for (let key = 30; key < 36; key++) {
      const noise = normals(key, 1, 40).data;
      const moved = found.masses.data.map((mass, j) => mass * Math.exp(0.05 * noise[j]));
      const total = moved.reduce((sum, mass) => sum + mass, 0);
      expect(value(moved.map((mass) => mass / total))).toBeGreaterThan(best - 1e-9);
    }
  });

  /** Σ λ OT_ε + ε KL(p | q), or Σ λ S_ε, from transport problems of their own. */
  function objectiveAt(masses: Float64Array, objective: 'cost' | 'divergence'): number {
    const options = { epsilon: 0.5, threshold: 1e-10, maxIterations: 5000 };
    return clouds.reduce((total, cloud, k) => {
      const found = sinkhornDivergence(cloud, support, { a: measures[k], b: masses, ...options });
      if (objective === 'divergence') return total + weights[k] * found.divergence;
      const relative = masses.reduce((sum, mass) => sum + (mass > 0 ? mass * Math.log(mass * 40) : 0), 0);
      return total + weights[k] * (found.xy.dualCost + 0.5 * relative);
    }, 0);
  }

  it.each(['cost', 'divergence'] as const)('say what the objective %s is at them', (objective) => {
    const options = { measures, weights, epsilon: 0.5, objective };
    const { masses, regularisedCost } = solveBarycentre(barycentreProblem(between, options), {
      threshold: 1e-9,
    });
    // A divergence has terms of the measures alone besides.
    const own = clouds.reduce((total, cloud, k) => {
      const found = sinkhornDivergence(cloud, support, { a: measures[k], epsilon: 0.5, threshold: 1e-10 });
      return total + (weights[k] * found.xx.dualCost) / 2;
    }, 0);
    const rest = objective === 'divergence' ? own : 0;
    expect(regularisedCost).toBeCloseTo(objectiveAt(masses.data, objective) + rest, 6);
  });

  it('do not depend on the order of the measures, and scale with their mass', () => {
    fc.assert(
      fc.property(
        fc.array(arbitraryWeights({ length: 6, zeros: true }), { minLength: 2, maxLength: 4 }),
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        (given, mass) => {
          const points = [0, 0.3, 0.4, 1, 1.5, 3];
          const solved = (list: readonly Float64Array[]) =>
            solveBarycentre(
              barycentreProblem(pointCloud(points, points), { measures: list, epsilon: 0.2 }),
              tight,
            );
          const found = solved(given);
          const turned = solved(given.toReversed().map((measure) => measure.map((value) => mass * value)));
          expect(turned.status).toBe('converged');
          expect(
            deviation(
              turned.masses.data.map((value) => value / mass),
              found.masses.data,
            ),
          ).toBeLessThan(1e-9);
          expect(turned.cost).toBeCloseTo(mass * found.cost, 8);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('of one measure are itself without the bias, and a blur of it with it', () => {
    const points = line(60);
    const measure = density(points, 0.5, 0.08);
    const geometry = pointCloud(points, points);
    const given = { measures: [measure], epsilon: 0.005 };
    const debiased = solveBarycentre(barycentreProblem(geometry, { ...given, objective: 'divergence' }), {
      threshold: 1e-6,
      maxIterations: 5000,
    });
    expect(deviation(debiased.masses.data, measure)).toBeLessThan(1e-5);
    const biased = solveBarycentre(barycentreProblem(geometry, given), tight);
    expect(biased.iterations).toBeLessThan(3);
    expect(moments(points, biased).variance - moments(points, debiased).variance).toBeCloseTo(0.0025, 6);
  });

  it.each([
    ['grows by ε/2 with the bias, 1200 points', 'cost', 1200, 0.001],
    ['stays without', 'divergence', 200, 0],
  ] as const)('of translated Gaussians: the variance %s', (_name, objective, n, growth) => {
    const points = line(n);
    const given = [0.3, 0.45, 0.7].map((mean) => density(points, mean, 0.05));
    const problem = barycentreProblem(grid([points]), {
      measures: given,
      weights,
      epsilon: 0.002,
      objective,
    });
    const { mean, variance } = moments(points, solveBarycentre(problem, { threshold: 1e-5 }));
    expect(mean).toBeCloseTo(0.5 * 0.3 + 0.2 * 0.45 + 0.3 * 0.7, 5);
    expect(variance).toBeCloseTo(0.05 ** 2 + growth, 5);
  });

  it('come near the Bures barycentre of Gaussians as ε goes to zero', () => {
    const points = line(200);
    const parameters = [
      [0.25, 0.03],
      [0.7, 0.09],
    ];
    const { barycentre } = gaussianBarycentre(
      parameters.map(([mean, sd]) => gaussian({ mean: [mean], covariance: [[sd * sd]] })),
      { weights: [1, 2] },
    );
    const problem = barycentreProblem(pointCloud(points, points), {
      measures: parameters.map(([mean, sd]) => density(points, mean, sd)),
      weights: [1, 2],
      epsilon: 2e-4,
    });
    const found = moments(points, solveBarycentre(problem, { threshold: 1e-6 }));
    expect(found.mean).toBeCloseTo(barycentre.mean.get(0), 3);
    expect(Math.abs(Math.sqrt(found.variance) - Math.sqrt(barycentre.covariance.get(0, 0)))).toBeLessThan(
      1e-3,
    );
  });

  it.each([
    ['skewed, on a line', 0.02, 1e-4, 0.5],
    ['at large ε, where the map is far from linear', 1, 2e-3, 0.5],
  ] as const)('without the bias are accelerated: %s', (_name, epsilon, threshold, share) => {
    const points = line(40);
    const given = [
      points.map((x) => (x < 0.3 ? 1 : 0)),
      points.map((x) => (x > 0.6 ? 1 + x : 0.01)),
      density(points, 0.4, 0.05),
    ].map((values) => values.map((value) => value / values.reduce((total, one) => total + one, 0)));
    const problem = barycentreProblem(pointCloud(points, points), {
      measures: given,
      weights,
      epsilon,
      objective: 'divergence',
    });
    const [plain, accelerated] = (['none', 'anderson'] as const).map((acceleration) =>
      solveBarycentre(problem, { threshold, acceleration, maxIterations: 10_000 }),
    );
    expect(plain.status).toBe('converged');
    expect(accelerated.status).toBe('converged');
    expect(accelerated.iterations).toBeLessThan(share * plain.iterations);
    expect(Math.abs(accelerated.regularisedCost - plain.regularisedCost)).toBeLessThan(
      3 * threshold * epsilon,
    );
    expect(sumOf(accelerated.masses)).toBeCloseTo(1, 12);
  });

  it('without the bias lose no mass to leaps: zero masses stay zero, and the error does not tell', () => {
    const points = Float64Array.from({ length: 40 }, (_, j) => j / 39);
    const given = [points.map((x) => (x < 0.3 ? 1 : 0)), points.map((x) => (x > 0.6 ? 1 + x : 0))].map(
      (values) => values.map((value) => value / values.reduce((total, one) => total + one, 0)),
    );
    const problem = barycentreProblem(pointCloud(points, points), {
      measures: given,
      weights: [0.3, 0.7],
      epsilon: 1,
      objective: 'divergence',
    });
    const options = { threshold: 1e-6, maxIterations: 400 };
    const plain = solveBarycentre(problem, { ...options, acceleration: 'none' });
    const accelerated = solveBarycentre(problem, options);
    expect(accelerated.regularisedCost).toBeCloseTo(plain.regularisedCost, 2);
  });

  it('without the bias end at the best step there was', () => {
    const points = line(40);
    const problem = barycentreProblem(pointCloud(points, points), {
      measures: [density(points, 0.2, 0.1), points.map((x) => (x > 0.5 ? 0.05 : 0))],
      epsilon: 0.02,
      objective: 'divergence',
    });
    for (const maxIterations of [35, 59, 104, 132, 176]) {
      const found = solveBarycentre(problem, { threshold: 1e-9, maxIterations });
      const least = Math.min(...found.errors);
      expect(found.errors.at(-1)).toBeGreaterThan(4 * least);
      const [next] = solveBarycentre(problem, { maxIterations: 1, init: found }).errors;
      expect(next).toBeLessThan(2 * least);
    }
  });

  it('on a grid are those of the same points, in the plane', () => {
    const axes = [line(9), [0, 0.1, 0.5, 0.6, 1]];
    const onGrid = grid(axes);
    const points = fromData(
      Float64Array.from(
        { length: 90 },
        (_, at) => axes[at % 2][at % 2 === 0 ? Math.floor(at / 10) : (at >> 1) % 5],
      ),
      [45, 2],
    );
    const given = { measures: [5, 6, 7].map((key) => unevenWeights(key, 45)), weights, epsilon: 0.02 };
    for (const objective of ['cost', 'divergence'] as const) {
      // Rounding leads accelerations different ways, and without the bias this many steps are not enough.
      const options = { threshold: 1e-9, maxIterations: 300, acceleration: 'none' } as const;
      const a = solveBarycentre(barycentreProblem(onGrid, { ...given, objective }), options);
      const b = solveBarycentre(
        barycentreProblem(pointCloud(points, points), { ...given, objective }),
        options,
      );
      expect(deviation(a.masses.data, b.masses.data)).toBeLessThan(1e-10);
      expect(a.regularisedCost).toBeCloseTo(b.regularisedCost, 10);
    }
  });

  it.each(document.fixedSupport)(
    `are those of POT ${document.versions.POT} and OTT-JAX ${document.versions['OTT-JAX']}: $name`,
    ({ points, measures: given, weights: shares, epsilon, pot, ott }) => {
      for (const mode of modes) {
        const problem = barycentreProblem(pointCloud(points, points), {
          measures: given,
          weights: shares,
          epsilon,
        });
        const { masses } = solveBarycentre(problem, { ...tight, mode });
        expect(deviation(masses.data, pot)).toBeLessThan(1e-9);
        expect(deviation(masses.data, ott)).toBeLessThan(1e-9);
      }
    },
  );

  it.each(document.debiased)(
    `without the bias are those of POT ${document.versions.POT}, and better than OTT-JAX's: ε = $epsilon`,
    ({ points, measures: given, weights: shares, epsilon, pot, ott }) => {
      const problem = barycentreProblem(pointCloud(points, points), {
        measures: given,
        weights: shares,
        epsilon,
        objective: 'divergence',
      });
      const { masses, status } = solveBarycentre(problem, { threshold: 1e-9, maxIterations: 30_000 });
      expect(status).toBe('converged');
      expect(deviation(masses.data, pot)).toBeLessThan(1e-6);
      const value = (b: ArrayLike<number>) =>
        given.reduce((total, a, k) => {
          const options = { a, b: Float64Array.from(b), epsilon, threshold: 1e-10, maxIterations: 10_000 };
          return total + shares[k] * sinkhornDivergence(points, points, options).divergence;
        }, 0);
      expect(value(masses.data)).toBeLessThan(value(ott) - 1e-4);
    },
  );
});
