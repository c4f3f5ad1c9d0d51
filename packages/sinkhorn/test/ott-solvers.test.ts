import {
  assignment,
  type CostInput,
  cosine,
  denseCost,
  euclidean,
  gaussian,
  linearProblem,
  pNorm,
  pointCloud,
  potentials,
  type Solution,
  sinkhorn,
  sinkhornDivergence,
  slicedWasserstein,
  solve,
  solveGaussian,
  squaredBuresWasserstein,
  squaredEuclidean,
  transportOnLine,
} from '@monge/sinkhorn';
import { describe, expect, it } from 'vitest';
import document from './fixtures/ott-solvers.json' with { type: 'json' };
import { centred, deviation } from './support/deviation.js';
import { modes } from './support/executors.js';

const { epsilon, x, y, a, b, balanced, even, exact } = document;
const exactly = { threshold: 1e-13, maxIterations: 20_000 } as const;

/** OTT-JAX adds 1e-8 to the lengths that cosines are divided by. */
const TOLERANCE = 1e-7;

const expectClose = (found: number, expected: number) =>
  expect(deviation([found], [expected])).toBeLessThan(TOLERANCE);

/** OTT-JAX divides |x − y|^p by p. */
const overThree = {
  name: 'pNorm(3)/3',
  between: (u: Float64Array, v: Float64Array) =>
    u.reduce((sum, value, k) => sum + Math.abs(value - v[k]) ** 3, 0) / 3,
};
const costs: Record<keyof typeof balanced.clouds, CostInput> = {
  squaredEuclidean,
  euclidean,
  cosine,
  'pNorm(3)': overThree,
};

type Expected = (typeof balanced.clouds)['cosine'];

function expectSolution(solution: Solution, expected: Expected) {
  expect(solution.status).toBe('converged');
  expectClose(solution.cost, expected.cost);
  expectClose(solution.regularisedCost, expected.regularisedCost);
  expectClose(solution.dualCost, expected.regularisedCost);
  const { f, g } = centred(solution, solution.problem.a);
  expect(deviation(f, expected.f)).toBeLessThan(TOLERANCE);
  expect(deviation(g, expected.g)).toBeLessThan(TOLERANCE);
  // The entropy of the plan in the place of KL(P | a ⊗ b).
  const entropy = (weights: readonly number[]) => -weights.reduce((sum, w) => sum + w * Math.log(w), 0);
  expectClose(solution.regularisedCost - epsilon * (entropy(a) + entropy(b)), expected.entropicCost);
}

describe(`OTT-JAX ${document.versions['OTT-JAX']}`, () => {
  describe.each(modes)('linear.solve, in %s form', (mode) => {
    it.each(Object.entries(balanced.clouds))('of PointCloud, %s', (name, expected) => {
      const cost = costs[name as keyof typeof costs];
      expectSolution(sinkhorn(x, y, { a, b, cost, epsilon, mode, ...exactly }), expected);
    });

    it('of Geometry(cost_matrix), and with lse_mode=False', () => {
      const matrix = x.map((u) => y.map((v) => u.reduce((sum, value, k) => sum + (value - v[k]) ** 2, 0)));
      const problem = linearProblem(denseCost(matrix), { a, b, epsilon });
      const solution = solve(problem, { mode, ...exactly });
      expectSolution(solution, balanced.cost_matrix);
      expectSolution(solution, balanced['lse_mode=False']);
    });
  });

  it('has p times less than pNorm(p)', () => {
    const scaled = sinkhorn(x, y, { a, b, cost: pNorm(3), epsilon: 3 * epsilon, ...exactly });
    expectClose(scaled.regularisedCost / 3, balanced.clouds['pNorm(3)'].regularisedCost);
  });

  it('has the default ε, where weights are even', () => {
    expectClose(linearProblem(pointCloud(x, y)).epsilon, balanced['default epsilon']);
  });

  it('to_dual_potentials: potentials, up to a constant, and maps at new points', () => {
    const solution = sinkhorn(x, y, { epsilon, ...exactly });
    const { f, g } = potentials(solution);
    const differences = (values: ArrayLike<number>) => Array.from(values, (value) => value - values[0]);
    expect(deviation(differences(f(even.new).data), differences(even.f))).toBeLessThan(TOLERANCE);
    expect(deviation(differences(g(even.new).data), differences(even.g))).toBeLessThan(TOLERANCE);
    const back = solution.transport(even.new, { from: 'target' });
    for (const name of ['forward', 'cdf'] as const) {
      expect(deviation(solution.transport(even.new).data, even[name].flat())).toBeLessThan(TOLERANCE);
    }
    for (const name of ['backward', 'quantiles'] as const) {
      expect(deviation(back.data, even[name].flat())).toBeLessThan(TOLERANCE);
    }
  });

  it('to_dual_potentials of the divergence: debiased maps at new points', () => {
    const divergence = sinkhornDivergence(x, y, { epsilon, ...exactly });
    const there = divergence.transport(even.new).data;
    expect(deviation(there, even['debiased forward'].flat())).toBeLessThan(TOLERANCE);
    const back = divergence.transport(even.new, { from: 'target' }).data;
    expect(deviation(back, even['debiased backward'].flat())).toBeLessThan(TOLERANCE);
  });

  it('unreg.hungarian is the assignment', () => {
    const { x: sources, y: targets, cost, target } = exact.hungarian;
    const found = assignment(pointCloud(sources, targets));
    expect(Array.from(found.target)).toEqual(target);
    expectClose(found.cost / sources.length, cost);
  });

  it('unreg.wassdis_p is the root of the mean cost of the assignment', () => {
    const { p, distance } = exact.wassdis_p;
    const { x: sources, y: targets } = exact.hungarian;
    const between = (u: Float64Array, v: Float64Array) => Math.hypot(u[0] - v[0], u[1] - v[1]) ** p;
    const found = assignment(pointCloud(sources, targets, { cost: { name: 'distance cubed', between } }));
    expectClose((found.cost / sources.length) ** (1 / p), distance);
  });

  it('linear.solve_univariate is transport on the line', () => {
    const { x: u, y: v, a: c, b: d, square, 'cube over 3': cube } = exact.univariate;
    expectClose(transportOnLine(u, v, { a: c, b: d }).cost, square);
    const cost = (difference: number) => Math.abs(difference) ** 3 / 3;
    expectClose(transportOnLine(u, v, { a: c, b: d, cost }).cost, cube);
  });

  it('sliced.sliced_wasserstein is the square', () => {
    const { directions, a: c, b: d, square } = exact.sliced;
    const found = slicedWasserstein(exact.hungarian.x, exact.hungarian.y, { a: c, b: d, directions });
    expectClose(found ** 2, square);
  });

  it('Gaussian.w2_dist, Gaussian.transport and costs.Bures are those of Gaussians', () => {
    const [p, q] = [gaussian(document.gaussians.p), gaussian(document.gaussians.q)];
    expectClose(squaredBuresWasserstein(p, q), document.gaussians.squaredDistance);
    expectClose(squaredBuresWasserstein(p, q), document.gaussians.bures);
    const mapped = solveGaussian(p, q).transport(document.gaussians.points);
    expect(deviation(mapped.data, document.gaussians.map.flat())).toBeLessThan(TOLERANCE);
  });
});
