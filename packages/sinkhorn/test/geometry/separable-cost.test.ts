import { fromData, UnsupportedError } from '@monge/ndarray';
import { layouts } from '@monge/ndarray/testing';
import { uniform } from '@monge/random';
import {
  cosine,
  euclidean,
  gradient,
  greatCircle,
  grid,
  linearProblem,
  pNorm,
  potentials,
  separableCost,
  solve,
  solveAsync,
  solveSymmetric,
} from '@monge/sinkhorn';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asDense } from '../support/as-dense.js';
import { deviation } from '../support/deviation.js';
import { createDevice } from '../support/device.js';
import { engines } from '../support/executors.js';
import { expectSameSolution } from '../support/expect-same-solution.js';
import { anyCosts, unevenWeights } from '../support/samples.js';

const axis = (key: number, length: number) => uniform(key, [length]).data;
const size = (shape: readonly number[]) => shape.reduce((product, length) => product * length, 1);

/** Two grids with uneven coordinates of their own. */
function anyGrid(sources: readonly number[], targets: readonly number[], key = 1) {
  return grid(
    sources.map((length, k) => axis(key + k, length)),
    { targets: targets.map((length, k) => axis(key + 10 + k, length)) },
  );
}

describe('a separable cost is the same as its matrix', () => {
  const shapes = fc.integer({ min: 1, max: 3 }).chain((d) => {
    const lengths = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: d, maxLength: d });
    return fc.record({ sources: lengths, targets: lengths });
  });

  it.each(engines)('for any axes and marginals: $name', ({ mode, executor }) => {
    fc.assert(
      fc.property(
        shapes,
        fc.integer({ min: 0, max: 1000 }),
        fc.constantFrom({}, { tauA: 0.9, tauB: 0.7 }, { tauB: 0.5 }),
        ({ sources, targets }, key, tau) => {
          const costs = sources.map((n, k) => anyCosts(100 * key + k, n, targets[k]));
          // Negative ones too.
          for (const { data } of costs) for (let at = 0; at < data.length; at++) data[at] -= 0.3;
          const geometry = separableCost(costs);
          const weights = {
            a: unevenWeights(key, size(sources)),
            b: unevenWeights(key + 1, size(targets)),
            ...tau,
          };
          const options = { mode, executor, threshold: 1e-12, acceleration: 'none' } as const;
          const problem = linearProblem(geometry, { ...weights, epsilon: 0.3 });
          const dense = linearProblem(asDense(geometry), { ...weights, epsilon: 0.3 });
          expectSameSolution(solve(problem, options), solve(dense, options), 1e-12);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('whatever ε: where the kernel underflows on the axes, and where nothing is left of the costs', () => {
    const geometry = anyGrid([13, 9], [11, 12]);
    const weights = { a: unevenWeights(1, 117), b: unevenWeights(2, 132) };
    for (const epsilon of [1e-5, 1e-4, 1e-3, 1e-2, 1, 1e6]) {
      const options = { threshold: 1e-6, maxIterations: 100, acceleration: 'none', mode: 'log' } as const;
      const problem = linearProblem(geometry, { ...weights, epsilon });
      const dense = linearProblem(asDense(geometry), { ...weights, epsilon });
      const [one, other] = [solve(problem, options), solve(dense, options)];
      expect(one.iterations).toBe(other.iterations);
      // What rounding leaves of exponents of so many digits.
      expectSameSolution(one, other, 1e-12 * Math.max(1, 0.1 / epsilon, epsilon));
    }
  });

  it('between grids that are far from each other, to the digits of such costs', () => {
    const here = grid([axis(1, 8), axis(2, 7)], { targets: [axis(3, 9).map((x) => x + 100), axis(4, 6)] });
    const weights = { a: unevenWeights(1, 56), b: unevenWeights(2, 54), epsilon: 0.05 };
    const options = { threshold: 1e-9, mode: 'log', acceleration: 'none' } as const;
    const one = solve(linearProblem(here, weights), options);
    const other = solve(linearProblem(asDense(here), weights), options);
    expect(one.cost / other.cost).toBeCloseTo(1, 9);
    expect(deviation(one.plan().data, other.plan().data)).toBeLessThan(1e-9);
  });

  it('for weights that are zero, of which potentials play no part', () => {
    const geometry = anyGrid([6, 5], [7, 4]);
    const a = unevenWeights(1, 30).map((weight, i) => (i % 3 === 0 || i < 10 ? 0 : weight));
    const mass = a.reduce((sum, weight) => sum + weight, 0);
    const b = unevenWeights(2, 28).map((weight, j) => (j % 5 === 1 ? 0 : weight));
    const scale = mass / b.reduce((sum, weight) => sum + weight, 0);
    const weights = { a, b: b.map((weight) => weight * scale), epsilon: 0.01 };
    const options = { threshold: 1e-11, acceleration: 'none' } as const;
    const one = solve(linearProblem(geometry, weights), options);
    expectSameSolution(one, solve(linearProblem(asDense(geometry), weights), options), 1e-12);
  });

  it('in its default ε', () => {
    const geometry = separableCost([anyCosts(1, 5, 6), anyCosts(2, 4, 3), anyCosts(3, 3, 5)]);
    // Weights that are no product over the axes.
    const weights = {
      a: unevenWeights(4, 60),
      b: unevenWeights(5, 90).map((weight, j) => (j < 20 ? 0 : weight)),
    };
    const b = weights.b.map((weight) => weight / weights.b.reduce((sum, one) => sum + one, 0));
    const { epsilon } = linearProblem(geometry, { a: weights.a, b });
    expect(epsilon / linearProblem(asDense(geometry), { a: weights.a, b }).epsilon).toBeCloseTo(1, 12);
  });
});

describe('what it runs on, and what it is given', () => {
  it('axes of one place, one axis, and one point in all', () => {
    const single = solve(linearProblem(grid([[2], [3]], { targets: [[4], [7]] })), { threshold: 1e-12 });
    expect(single.cost).toBe(20);
    expect(single.iterations).toBe(1);
    const thin = grid([[0.5], axis(1, 6), [1]], { targets: [[0], axis(2, 5), [3]] });
    const options = { threshold: 1e-11, acceleration: 'none' } as const;
    const weights = { a: unevenWeights(1, 6), epsilon: 0.1 };
    const [one, other] = [thin, asDense(thin)].map((geometry) =>
      solve(linearProblem(geometry, weights), options),
    );
    expectSameSolution(one, other, 1e-12);
  });

  it('matrices and weights in any layout, of the shape of the grid or flat', () => {
    const costs = [anyCosts(1, 3, 4), anyCosts(2, 5, 2)];
    const weights = unevenWeights(3, 15);
    const options = { threshold: 1e-10 };
    const expected = solve(linearProblem(separableCost(costs), { a: weights, epsilon: 0.2 }), options);
    const views = layouts(costs[1].data, [5, 2]);
    layouts(weights, [3, 5]).forEach(({ array: a }, k) => {
      const geometry = separableCost([costs[0], views[k % views.length].array]);
      expect(solve(linearProblem(geometry, { a, epsilon: 0.2 }), options).g.data).toEqual(expected.g.data);
    });
  });

  it("'auto' is the log domain, since no kernel is stored; 'kernel' gives the same", () => {
    const problem = linearProblem(anyGrid([20, 20], [20, 20]), { epsilon: 0.01 });
    const [automatic, kernel] = [solve(problem), solve(problem, { mode: 'kernel' })];
    expect(automatic.mode).toBe('log');
    expect(kernel.status).toBe('converged');
    expect(kernel.cost).toBeCloseTo(automatic.cost, 4);
  });

  it('initialisers that need points, ε-scaling, and solveAsync', async () => {
    const problem = linearProblem(anyGrid([20, 20], [20, 20]), { a: unevenWeights(1, 400), epsilon: 0.01 });
    const zero = solve(problem, { acceleration: 'none' });
    for (const initialiser of ['kMeans', 'entropicGaussian', 'gaussian'] as const) {
      expect(solve(problem, { initialiser, acceleration: 'none' }).iterations).toBeLessThanOrEqual(
        zero.iterations,
      );
    }
    expect(solve(problem, { initialiser: 'auto' }).status).toBe('converged');
    expect(solve(problem, { epsilonScaling: {} }).status).toBe('converged');
    expect((await solveAsync(problem)).g.data).toEqual(solve(problem).g.data);
  });

  it('what it does not: graphics processors, points without coordinates', async () => {
    const problem = linearProblem(separableCost([anyCosts(1, 3, 3)]));
    const { device, calls } = createDevice();
    await expect(solveAsync(problem, { executor: device })).rejects.toThrow(
      'sinkhorn.solveAsync: expected point clouds, a matrix of costs or costs of low rank, got costs that are sums over axes; their kernels run on the processor',
    );
    expect(calls.unreleased).toBe(0);
    expect(() => solve(problem, { initialiser: 'kMeans' })).toThrow('got costs that are sums over axes');
    const solution = solve(problem);
    expect(() => solution.transport()).toThrow(
      'solution.transport: expected the geometry of point clouds (the map is a mean of target points), got costs that are sums over axes; use',
    );
    expect(() => gradient(solution).x()).toThrow('use cost()');
    expect(() => potentials(solution)).toThrow(UnsupportedError);
  });
});

describe('errors', () => {
  it('axes that do not fit', () => {
    expect(() => separableCost([])).toThrow(
      'sinkhorn.separableCost: expected the costs of at least one axis, got none',
    );
    expect(() => grid([])).toThrow('sinkhorn.grid: expected the costs of at least one axis, got none');
    expect(() => grid([[0, 1]], { cost: () => Number.NaN })).toThrow(
      'sinkhorn.grid: expected a finite cost from',
    );
    expect(() => separableCost([[1, 2]])).toThrow(
      'sinkhorn.separableCost: expected matrices[0] of shape [n, m] with n, m ≥ 1 (costs along axis 0), got [2]',
    );
    expect(() => grid([[0, 1], []])).toThrow(
      'sinkhorn.grid: expected axes[1] of shape [n] with n ≥ 1 (coordinates), got [0]',
    );
    expect(() => grid([[0, 1]], { targets: [[0], [1]] })).toThrow(
      'sinkhorn.grid: expected as many axes in targets as in axes, got 2 and 1',
    );
    expect(() => grid([[0], [1]], { cost: [pNorm(1)] })).toThrow(
      'sinkhorn.grid: expected one cost, or one for each of 2 axes, got 1',
    );
    expect(() =>
      linearProblem(
        grid([
          [0, 1],
          [0, 1, 2],
        ]),
        {
          a: [
            [1, 2],
            [3, 4],
            [5, 6],
          ],
        },
      ),
    ).toThrow(
      'sinkhorn.linearProblem: expected a of shape [6] or [2, 3] (source weights; the cost is [6, 6]), got [3, 2]',
    );
    expect(() => linearProblem(separableCost([[[0]]]), { b: fromData(new Float64Array(1), [1, 1]) })).toThrow(
      'expected b of shape [1] (target weights',
    );
  });

  it('numbers that are none', () => {
    expect(() => separableCost([[[0]], [[1, Number.NaN]]])).toThrow(
      'sinkhorn.separableCost: expected costs in [−1e150, 1e150] in matrices[1], got NaN at [0, 1]',
    );
    expect(() => grid([[0, Infinity]])).toThrow(
      'sinkhorn.grid: expected coordinates in [−1e75, 1e75] in axes[0], got Infinity at 1',
    );
  });

  it.each([euclidean, cosine, greatCircle()])('costs that are no sum over axes: $name', (cost) => {
    expect(() =>
      grid(
        [
          [0, 1],
          [1, 2],
        ],
        { cost },
      ),
    ).toThrow(
      `sinkhorn.grid: expected a cost that is a sum over the axes, got '${cost.name}', which is not; use pNorm(1)`,
    );
  });

  it('measures against themselves on other grids', () => {
    expect(() =>
      solveSymmetric(
        linearProblem(
          separableCost([
            [
              [0, 1],
              [2, 0],
            ],
            [[0]],
          ]),
        ),
      ),
    ).toThrow('expected symmetric costs, got 2 at [1, 0] and 1 at [0, 1] along axis 0; use solve');
    expect(() => solveSymmetric(linearProblem(separableCost([[[0, 1]], [[0], [1]]])))).toThrow(
      'expected as many targets as sources, got 1 and 2 along axis 0; use solve',
    );
  });
});
