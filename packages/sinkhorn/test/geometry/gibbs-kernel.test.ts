import { fromData } from '@monge/ndarray';
import { uniform } from '@monge/random';
import { denseCost, gibbsKernel, linearProblem, pointCloud, solve, sparsePlan } from '@monge/sinkhorn';
import { describe, expect, it } from 'vitest';
import { asDense } from '../support/as-dense.js';
import { deviation } from '../support/deviation.js';
import { expectSameSolution } from '../support/expect-same-solution.js';
import { anyCosts, normals, unevenWeights } from '../support/samples.js';

const [n, m] = [20, 30];
const weights = { a: unevenWeights(1, n), b: unevenWeights(2, m) };
const options = { threshold: 1e-12, acceleration: 'none' } as const;

describe('a kernel', () => {
  it('is the same as its costs −ε log K, at its ε by default', () => {
    const costs = anyCosts(1, n, m);
    const epsilon = 0.3;
    const kernel = gibbsKernel(
      fromData(
        costs.data.map((cost) => Math.exp(-cost / epsilon)),
        [n, m],
      ),
      { epsilon },
    );
    const problem = linearProblem(kernel, weights);
    expect(problem.epsilon).toBe(epsilon);
    expectSameSolution(
      solve(problem, options),
      solve(linearProblem(denseCost(costs), { ...weights, epsilon }), options),
      1e-12,
    );
    // At another ε the costs stay.
    const other = { ...weights, epsilon: 0.1 };
    expectSameSolution(
      solve(linearProblem(kernel, other), options),
      solve(linearProblem(denseCost(costs), other), options),
      1e-12,
    );
  });

  it('has the plan u_i K_ij v_j, whatever the factors of its rows and columns', () => {
    const kernel = uniform(1, [n, m]).data.map((value) => value + 0.01);
    const scaled = kernel.map((value, at) => value * Math.exp(Math.floor(at / m)) * 2 ** -(at % m));
    const [one, other] = [kernel, scaled].map((values) =>
      solve(linearProblem(gibbsKernel(fromData(values, [n, m])), weights), options),
    );
    expect(one.epsilon).toBe(1);
    expect(deviation(one.plan().data, other.plan().data)).toBeLessThan(1e-13);
    const plan = one.plan().data;
    const ratio = (i: number, j: number) => plan[i * m + j] / kernel[i * m + j];
    expect((ratio(3, 5) * ratio(7, 11)) / (ratio(3, 11) * ratio(7, 5))).toBeCloseTo(1, 12);
  });

  it('with zeros is sparse: a bridge of a random walk stays on its steps', () => {
    const walk = Array.from({ length: 9 }, (_, i) =>
      Array.from({ length: 9 }, (_, j) => (Math.abs(i - j) <= 2 ? 1 / (1 + Math.abs(i - j)) : 0)),
    );
    const geometry = gibbsKernel(walk, { epsilon: 2 });
    expect(geometry.kind).toBe('sparseCost');
    // From here to there in steps of at most two.
    const a = Float64Array.from({ length: 9 }, (_, i) => (i < 5 ? 0.2 : 0));
    const b = Float64Array.from({ length: 9 }, (_, j) => (j > 0 && j < 7 ? 1 / 6 : 0));
    const problem = linearProblem(geometry, { a, b });
    expect(problem.epsilon).toBe(2);
    const solution = solve(problem, options);
    expectSameSolution(
      solution,
      solve(linearProblem(asDense(geometry, 2000), { a, b, epsilon: 2 }), options),
      1e-11,
    );
    const { source, target } = sparsePlan(solution);
    expect(source.every((i, e) => Math.abs(i - target[e]) <= 2)).toBe(true);
    expect(() => linearProblem(geometry, { a: [1, 0, 0, 0, 0, 0, 0, 0, 0], b })).toThrow(
      'got none for target 3',
    );
  });

  it('of points is their kernel, however small its entries', () => {
    const cloud = pointCloud(normals(1, n, 2), normals(2, m, 2));
    const epsilon = 0.05;
    const costs = new Float64Array(n * m);
    for (let i = 0; i < n; i++) cloud.costRow(i, costs.subarray(i * m, (i + 1) * m));
    const kernel = gibbsKernel(
      fromData(
        costs.map((cost) => Math.exp(-cost / epsilon)),
        [n, m],
      ),
      { epsilon },
    );
    expect(kernel.kind).toBe('denseCost');
    const [one, other] = [kernel, cloud].map((geometry) =>
      solve(linearProblem(geometry, { ...weights, epsilon }), options),
    );
    expect(one.cost).toBeCloseTo(other.cost, 12);
    expect(deviation(one.plan().data, other.plan().data)).toBeLessThan(1e-12);
  });
});

describe('errors', () => {
  it('matrices that are no kernels', () => {
    expect(() => gibbsKernel([1, 2])).toThrow(
      'sinkhorn.gibbsKernel: expected matrix of shape [n, m] with n, m ≥ 1 (kernel between source i and target j), got [2]',
    );
    expect(() => gibbsKernel([[1, -1]])).toThrow(
      'sinkhorn.gibbsKernel: expected entries in [0, ∞) in matrix, got -1 at [0, 1]',
    );
    expect(() => gibbsKernel([[1], [Infinity]])).toThrow('got Infinity at [1, 0]');
    expect(() => gibbsKernel([[Number.NaN]])).toThrow('got NaN at [0, 0]');
    expect(() => gibbsKernel([[0, 0]])).toThrow('expected some entry above zero in matrix, got zeros only');
    expect(() => gibbsKernel([[1]], { epsilon: 0 })).toThrow(
      'expected epsilon in (0, ∞) (at which the matrix is the kernel), got 0',
    );
  });
});
