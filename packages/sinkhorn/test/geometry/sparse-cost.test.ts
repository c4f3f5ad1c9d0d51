import { fromData, UnsupportedError } from '@monge/ndarray';
import { uniform } from '@monge/random';
import {
  assignment,
  certificate,
  denseCost,
  gradient,
  linearProblem,
  pointCloud,
  roundedPlan,
  solve,
  solveAsync,
  solveExactly,
  solveSymmetric,
  sparseCost,
  sparsePlan,
  truncatedCost,
} from '@monge/sinkhorn';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asDense } from '../support/as-dense.js';
import { deviation } from '../support/deviation.js';
import { createDevice } from '../support/device.js';
import { dtypes, engines, executors } from '../support/executors.js';
import { expectSameSolution } from '../support/expect-same-solution.js';
import { normals, unevenWeights } from '../support/samples.js';
import { leastRoom, no, ofMatrix, supports } from '../support/sparse.js';

/** At 1000 times ε what is forbidden weighs exp(−1000). */
const FORBIDDEN = 1000;

describe('a sparse cost is the same as a matrix in which the other moves are out of the question', () => {
  it.each(engines)('where there is a plan, and where mass may be lost: $name', ({ mode, executor }) => {
    let solved = 0;
    fc.assert(
      fc.property(supports, fc.integer({ min: 0, max: 1000 }), fc.boolean(), (matrix, key, balanced) => {
        const geometry = ofMatrix(matrix);
        const [n, m] = geometry.shape;
        const [a, b] = [unevenWeights(key, n), unevenWeights(key + 1, m)];
        // Where a set of sources only just has room, the moves that it leaves no mass for take for ever to empty.
        if (balanced && leastRoom(matrix, a, b) < 0.02) return;
        const weights = { a, b, ...(balanced ? {} : { tauA: 0.8, tauB: 0.95 }), epsilon: 1 };
        const options = {
          mode,
          executor,
          threshold: 1e-12,
          acceleration: 'none',
          maxIterations: 3000,
        } as const;
        const one = solve(linearProblem(geometry, weights), options);
        expectSameSolution(one, solve(linearProblem(asDense(geometry, FORBIDDEN), weights), options), 1e-11);
        if (balanced) solved++;
      }),
      { numRuns: 40 },
    );
    expect(solved).toBeGreaterThan(5);
  });

  it('with more than a thousand points, in one precision and in two', () => {
    const [x, y] = [normals(1, 1100, 2), normals(2, 1000, 2, 0.3)];
    const geometry = truncatedCost(pointCloud(x, y), { neighbours: 80, largest: 0.02 });
    expect(geometry.cost.length).toBeGreaterThan(2 ** 16);
    const weights = {
      a: unevenWeights(1, 1100),
      b: unevenWeights(2, 1000),
      tauA: 0.95,
      tauB: 0.9,
      epsilon: 0.05,
    };
    const one = solve(linearProblem(geometry, weights), { threshold: 1e-10 });
    expect(one.mode).toBe('kernel');
    const other = solve(linearProblem(asDense(geometry, FORBIDDEN), weights), {
      threshold: 1e-10,
      mode: 'log',
    });
    expect(one.cost).toBeCloseTo(other.cost, 9);
    expect(one.mass).toBeCloseTo(other.mass, 9);
    expect(deviation(one.g.data, other.g.data)).toBeLessThan(1e-8);
  });

  it('whatever ε, and however far the scalings go', () => {
    const geometry = truncatedCost(pointCloud(normals(1, 60, 1), normals(2, 50, 1)), {
      neighbours: 20,
      largest: 0.5,
    });
    const weights = { a: unevenWeights(1, 60), b: unevenWeights(2, 50), tauA: 0.99, tauB: 0.99 };
    for (const epsilon of [1e-4, 1e-2, 1, 1e4]) {
      for (const mode of ['log', 'kernel'] as const) {
        const options = { threshold: 1e-9, mode, maxIterations: 200, acceleration: 'none' } as const;
        const problem = linearProblem(geometry, { ...weights, epsilon });
        const dense = linearProblem(asDense(geometry, 1000 * epsilon + 1000), { ...weights, epsilon });
        const [one, other] = [solve(problem, options), solve(dense, options)];
        expect(deviation(one.plan().data, other.plan().data)).toBeLessThan(1e-8);
        expect(Math.abs(one.cost - other.cost)).toBeLessThan(1e-9);
      }
    }
  });

  it('for weights that are zero, whose points may have no moves at all', () => {
    const matrix = [
      [0.3, no, no, 0.2],
      [no, no, no, no],
      [no, 0.9, no, 0.1],
    ];
    const weights = { a: [0.5, 0, 0.5], b: [0.25, 0.3, 0, 0.45], epsilon: 0.2 };
    for (const mode of ['log', 'kernel'] as const) {
      const options = { mode, threshold: 1e-12 };
      const solution = solve(linearProblem(ofMatrix(matrix), weights), options);
      expectSameSolution(
        solution,
        solve(linearProblem(asDense(ofMatrix(matrix), FORBIDDEN), weights), options),
        1e-11,
      );
      for (const potential of [solution.f, solution.g])
        expect(potential.data.every(Number.isFinite)).toBe(true);
    }
  });
});

describe('the stored kernel', () => {
  it('scales points that meet no mass by one, and leaves underflow to be seen', () => {
    const geometry = ofMatrix([
      [0, no, no],
      [no, 1, no],
      [no, no, 1e6],
    ]);
    for (const executor of executors) {
      for (const storage of dtypes) {
        const scaling = geometry.pairwise(executor).scaling(storage);
        scaling.fill(1, new Float64Array(3), new Float64Array(3));
        const [r, w] = [new Float64Array(3), new Float64Array(3)];
        // No mass at the second target, and none at the second source.
        scaling.iterate(Float64Array.of(0.5, 0, 0.5), Float64Array.of(2, 0, 1), r, w);
        expect([...r]).toEqual([2, 1, 0]);
        expect([...w.subarray(0, 2)]).toEqual([0.25, 1]);
      }
    }
  });
});

describe('known answers', () => {
  it('a plan that the support leaves no choice in', () => {
    // One way only, entry by entry, along the staircase.
    const geometry = sparseCost([3, 3], {
      source: [0, 0, 1, 2, 2],
      target: [0, 1, 1, 1, 2],
      cost: [3, -1, 2, 5, 0],
    });
    const solution = solve(
      linearProblem(geometry, { a: [0.5, 0.2, 0.3], b: [0.4, 0.5, 0.1], epsilon: 0.1 }),
      {
        threshold: 1e-12,
      },
    );
    const { source, target, mass } = sparsePlan(solution);
    expect([...source]).toEqual([0, 0, 1, 2, 2]);
    expect([...target]).toEqual([0, 1, 1, 1, 2]);
    expect(deviation(mass, [0.4, 0.1, 0.2, 0.2, 0.1])).toBeLessThan(1e-11);
    expect(solution.cost).toBeCloseTo(3 * 0.4 - 0.1 + 2 * 0.2 + 5 * 0.2, 10);
  });

  it('the best assignment among those allowed, as ε → 0', () => {
    const costs = uniform(5, [7, 7]);
    const forbidden = (i: number, j: number) => (i + 2 * j) % 5 === 0;
    const matrix = Array.from({ length: 7 }, (_, i) =>
      Array.from({ length: 7 }, (_, j) => (forbidden(i, j) ? no : costs.data[7 * i + j])),
    );
    const best = assignment(denseCost(matrix.map((row) => row.map((cost) => Math.min(cost, 100)))));
    const solution = solve(linearProblem(ofMatrix(matrix), { epsilon: 2e-3 }), { threshold: 1e-4 });
    expect(solution.cost).toBeCloseTo(best.cost / 7, 3);
  });

  it('its plan is sparse: rows, products, and entries in order', () => {
    const geometry = truncatedCost(pointCloud(normals(1, 40, 2), normals(2, 30, 2)), { neighbours: 12 });
    const b = unevenWeights(2, 30);
    const solution = solve(linearProblem(geometry, { b, epsilon: 0.5, tauA: 0.9 }), { threshold: 1e-10 });
    const { source, target, mass } = sparsePlan(solution);
    const dense = new Float64Array(1200);
    source.forEach((i, e) => {
      dense[i * 30 + target[e]] = mass[e];
    });
    expect(deviation(solution.plan().data, dense)).toBeLessThan(1e-15);
    expect(solution.topK(3).mass.length).toBe(120);
    const sums = new Float64Array(30);
    mass.forEach((value, e) => {
      sums[target[e]] += value;
    });
    expect(deviation(sums, b)).toBeLessThan(1e-9);
  });

  it('gradients are those of the matrix, and zero where mass may not move', () => {
    const geometry = truncatedCost(pointCloud(normals(1, 12, 2), normals(2, 12, 2)), { neighbours: 6 });
    const [own, theirs] = [geometry, asDense(geometry, FORBIDDEN)].map((geometry) =>
      gradient(solve(linearProblem(geometry, { epsilon: 1 }), { threshold: 1e-12 })),
    );
    expect(deviation(own.cost().data, theirs.cost().data)).toBeLessThan(1e-10);
    expect(deviation(own.a.data, theirs.a.data)).toBeLessThan(1e-10);
    expect(own.epsilon()).toBeCloseTo(theirs.epsilon(), 8);
  });

  it('the default ε is 0.05 standard deviations of the costs of the moves that are allowed', () => {
    const geometry = sparseCost([2, 3], { source: [0, 1, 1], target: [0, 0, 2], cost: [1, 2, 4] });
    const [a, b] = [
      [0.25, 0.75],
      [0.5, 0, 0.5],
    ];
    const weights = [0.125, 0.375, 0.375];
    const mean = (0.125 + 0.75 + 1.5) / 0.875;
    const variance = weights.reduce((sum, weight, e) => sum + weight * ([1, 2, 4][e] - mean) ** 2, 0) / 0.875;
    expect(linearProblem(geometry, { a, b }).epsilon).toBeCloseTo(0.05 * Math.sqrt(variance), 14);
  });
});

describe('what sparse costs are refused for', () => {
  const solution = () =>
    solve(
      linearProblem(
        ofMatrix([
          [0, 1],
          [no, 0],
        ]),
        { a: [0.7, 0.3], epsilon: 1 },
      ),
    );

  it('what takes a finite cost for every pair', async () => {
    for (const refused of [
      () => solveExactly(solution().problem),
      () => assignment(solution().problem.geometry),
      () => roundedPlan(solution()),
      () => certificate(solution()),
      () => solution().transport(),
      () => gradient(solution()).x(),
    ]) {
      expect(refused).toThrow(UnsupportedError);
      expect(refused).toThrow(/got sparse costs; use /);
    }
    await expect(solveAsync(solution().problem, { executor: createDevice().device })).rejects.toThrow(
      'got sparse costs',
    );
    expect(() => sparsePlan(solve(linearProblem(denseCost([[1]]))))).toThrow(
      'sinkhorn.sparsePlan: expected sparse costs (plans are positive everywhere else), got a matrix of costs; use solution.topK(k)',
    );
  });

  it('a measure against itself, unless they are symmetric', () => {
    const a = [0.5, 0.5];
    const symmetric = (matrix: number[][]) =>
      solveSymmetric(linearProblem(ofMatrix(matrix), { a, b: a, epsilon: 1 }));
    expect(
      symmetric([
        [0, 1],
        [1, 0],
      ]).status,
    ).toBe('converged');
    expect(() =>
      symmetric([
        [0, 1],
        [no, 0],
      ]),
    ).toThrow('expected symmetric costs, got an entry at [0, 1] and none at [1, 0]');
    expect(() =>
      symmetric([
        [0, no],
        [1, 0],
      ]),
    ).toThrow('expected symmetric costs, got an entry at [1, 0] and none at [0, 1]');
    expect(() =>
      symmetric([
        [0, 1],
        [2, 0],
      ]),
    ).toThrow('expected symmetric costs, got 1 at [0, 1] and 2 at [1, 0]');
  });
});

describe('entries', () => {
  const entries = { source: [0, 1], target: [1, 0], cost: [1, 2] };

  it('may come in any order, type and layout', () => {
    const one = sparseCost([2, 3], {
      source: Int32Array.of(1, 0, 1, 0),
      target: [2, 2, 0, 1],
      cost: [4, 2, 3, 1],
    });
    expect([...one.source]).toEqual([0, 0, 1, 1]);
    expect([...one.target]).toEqual([1, 2, 0, 2]);
    expect([...one.cost]).toEqual([1, 2, 3, 4]);
    const row = new Float64Array(3);
    one.costRow(1, row);
    expect([...row]).toEqual([3, no, 4]);
  });

  it('have to be in the matrix, once, and numbers', () => {
    expect(() => sparseCost([0, 2], entries)).toThrow(
      'sinkhorn.sparseCost: expected shape [n, m] with n, m ≥ 1 (sources and targets), got [0, 2]',
    );
    expect(() => sparseCost([2, 2], { ...entries, cost: [1] })).toThrow(
      'of one length ≥ 1 (one entry for each move that is allowed), got 2, 2 and 1',
    );
    expect(() => sparseCost([2, 2], { source: [], target: [], cost: [] })).toThrow('got 0, 0 and 0');
    expect(() => sparseCost([2, 2], { ...entries, source: [0, 2] })).toThrow(
      'expected whole numbers from 0 to 1 in source (indices of points), got 2 at 1',
    );
    expect(() => sparseCost([2, 2], { ...entries, target: [0.5, 0] })).toThrow(
      'in target (indices of points), got 0.5 at 0',
    );
    expect(() => sparseCost([2, 2], { ...entries, source: fromData(new Float64Array(2), [1, 2]) })).toThrow(
      'expected source of shape [entries]',
    );
    expect(() => sparseCost([2, 2], { ...entries, cost: [1, no] })).toThrow(
      'got Infinity at 1; leave out moves that are forbidden',
    );
    expect(() => sparseCost([2, 2], { source: [1, 0, 1], target: [0, 0, 0], cost: [1, 2, 3] })).toThrow(
      'sinkhorn.sparseCost: expected each pair at most once, got [1, 0] twice; keep the lower cost',
    );
  });
});
