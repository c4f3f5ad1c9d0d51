import { AbortedError, type ErrorCode, fromData, MongeError } from '@monge/ndarray';
import {
  denseCost,
  euclidean,
  type InitialPotentials,
  linearProblem,
  pointCloud,
  type SolveGreedilyOptions,
  solve,
  solveGreedily,
  squaredEuclidean,
  truncatedCost,
} from '@monge/sinkhorn';
import { type TransportSolver, transportInputs, transportLaws } from '@monge/sinkhorn/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import document from '../fixtures/low-rank.json' with { type: 'json' };
import { executors } from '../support/executors.js';
import { anyCosts, normals, unevenWeights } from '../support/samples.js';
import { spyOn } from '../support/spy.js';

const costs = { euclidean, squaredEuclidean };

describe.each(executors)('laws on $name', (executor) => {
  const solver: TransportSolver = ({ costs, rows, columns, a, b, epsilon }) => {
    const problem = linearProblem(denseCost(fromData(costs, [rows, columns])), { a, b, epsilon });
    const solution = solveGreedily(problem, { executor, threshold: 1e-10, maxIterations: 20_000 });
    expect(solution.status).toBe('converged');
    return { plan: solution.plan().data, f: solution.f.data, g: solution.g.data };
  };

  it.each(transportLaws)('$name', ({ check }) => {
    fc.assert(
      fc.property(transportInputs(), (input) => check(solver, input, 1e-7)),
      { numRuns: 40 },
    );
  });
});

describe('laws', () => {
  it('the dual value rises from sweep to sweep', () => {
    fc.assert(
      fc.property(transportInputs(), ({ costs, rows, columns, a, b, epsilon }) => {
        const problem = linearProblem(denseCost(fromData(costs, [rows, columns])), { a, b, epsilon });
        const duals = [1, 2, 3, 5].map(
          (maxIterations) => solveGreedily(problem, { threshold: 0, maxIterations }).dualCost,
        );
        const rounding = 1e-12 * (Math.max(...costs.map(Math.abs)) + epsilon);
        for (let k = 1; k < duals.length; k++)
          expect(duals[k]).toBeGreaterThanOrEqual(duals[k - 1] - rounding);
      }),
    );
  });
});

/** The algorithm as it is written: all sums and all divergences anew for each update. */
function naively(
  costs: Float64Array,
  { a, b, epsilon }: { readonly a: Float64Array; readonly b: Float64Array; readonly epsilon: number },
  updates: number,
) {
  const [n, m] = [a.length, b.length];
  const f = Float64Array.from({ length: n }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < m; j++) sum += b[j] * Math.exp(-costs[i * m + j] / epsilon);
    return -epsilon * Math.log(sum);
  });
  const g = new Float64Array(m);
  const divergence = (weight: number, sum: number) => weight * Math.log(weight / sum) - weight + sum;
  for (let update = 0; update < updates; update++) {
    const [rows, columns] = [new Float64Array(n), new Float64Array(m)];
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < m; j++) {
        const mass = a[i] * b[j] * Math.exp((f[i] + g[j] - costs[i * m + j]) / epsilon);
        rows[i] += mass;
        columns[j] += mass;
      }
    }
    const gains = [...a.map((w, i) => divergence(w, rows[i])), ...b.map((w, j) => divergence(w, columns[j]))];
    const best = gains.indexOf(Math.max(...gains));
    if (best < n) f[best] += epsilon * Math.log(a[best] / rows[best]);
    else g[best - n] += epsilon * Math.log(b[best - n] / columns[best - n]);
  }
  return { f, g };
}

describe('oracles', () => {
  it('rescales the row or the column for which the dual value rises most', () => {
    const [n, m] = [9, 6];
    const costs = anyCosts(1, n, m);
    const problem = linearProblem(denseCost(costs), {
      a: unevenWeights(2, n),
      b: unevenWeights(3, m),
      epsilon: 0.1,
    });
    const solution = solveGreedily(problem, { threshold: 0, maxIterations: 2 });
    const expected = naively(costs.data, problem, 2 * (n + m));
    for (const [found, by] of [
      [solution.f, expected.f],
      [solution.g, expected.g],
    ] as const) {
      for (let i = 0; i < by.length; i++) expect(found.data[i]).toBeCloseTo(by[i], 11);
    }
  });

  it('finds what Sinkhorn’s iteration finds, between a thousand uneven points', () => {
    const geometry = pointCloud(normals(1, 1000, 2), normals(2, 700, 2, 1));
    const problem = linearProblem(geometry, {
      a: unevenWeights(3, 1000),
      b: unevenWeights(4, 700),
      epsilon: 1,
    });
    const greedy = solveGreedily(problem, { threshold: 1e-5 });
    const expected = solve(problem, { threshold: 1e-8 });
    expect(greedy.status).toBe('converged');
    expect(greedy.cost / expected.cost).toBeCloseTo(1, 4);
    expect(greedy.dualCost).toBeLessThanOrEqual(expected.regularisedCost + 1e-9);
    expect(greedy.regularisedCost / expected.regularisedCost).toBeCloseTo(1, 4);
    const { source, target } = greedy.marginalErrors;
    expect(source + target).toBeCloseTo(greedy.errors.at(-1)!, 12);
  });

  it.each(document.problems)(`POT ${document.versions.POT}, ot.bregman.greenkhorn: $name`, (given) => {
    const { x, y, a, b, metric, greedy } = given;
    const cost = metric === 'euclidean' ? 'euclidean' : 'squaredEuclidean';
    for (const { epsilon, cost: expected, plan } of greedy) {
      const geometry = pointCloud(x, y, { cost: costs[cost] });
      const solution = solveGreedily(linearProblem(geometry, { a, b, epsilon }), {
        threshold: 1e-11,
        maxIterations: 50_000,
      });
      expect(solution.status).toBe('converged');
      expect(solution.cost / expected).toBeCloseTo(1, 7);
      const { data } = solution.plan();
      for (const [at, mass] of plan.flat().entries()) expect(data[at]).toBeCloseTo(mass, 8);
    }
  });
});

describe('edges', () => {
  it('gets through kernels that underflow', () => {
    const x = [0, 1, 2, 50, 51];
    const y = [0.5, 49, 52];
    const problem = linearProblem(pointCloud(x, y), {
      a: [0.1, 0.2, 0.1, 0.3, 0.3],
      b: [0.4, 0.35, 0.25],
      epsilon: 0.05,
    });
    const greedy = solveGreedily(problem, { threshold: 1e-6, maxIterations: 100_000 });
    const expected = solve(problem, { threshold: 1e-9, maxIterations: 100_000 });
    expect(greedy.status).toBe('converged');
    expect(greedy.cost / expected.cost).toBeCloseTo(1, 5);
  });

  it('leaves points without weight alone', () => {
    const problem = linearProblem(denseCost(anyCosts(1, 4, 3)), {
      a: [0, 0.5, 0, 0.5],
      b: [0.6, 0, 0.4],
      epsilon: 0.1,
    });
    const { status, plan, f } = solveGreedily(problem, { threshold: 1e-12 });
    expect(status).toBe('converged');
    expect(plan().data[1]).toBe(0);
    expect(plan().data[0]).toBe(0);
    expect(f.data.every(Number.isFinite)).toBe(true);
  });

  it('moves mass only where it may', () => {
    const geometry = truncatedCost(pointCloud([0, 1, 2, 3], [0, 1, 2, 3]), { largest: 1 });
    const { status, plan } = solveGreedily(linearProblem(geometry, { epsilon: 0.5 }), { threshold: 1e-6 });
    expect(status).toBe('converged');
    expect(plan().data[2]).toBe(0);
  });

  it('has nothing to do for one source', () => {
    const problem = linearProblem(denseCost([[1, 2, 3]]), { b: [0.2, 0.3, 0.5], epsilon: 0.1 });
    const solution = solveGreedily(problem, { threshold: 1e-12 });
    expect(solution.iterations).toBe(1);
    expect(solution.cost).toBeCloseTo(2.3, 12);
  });

  it('works on float32 clouds up to their precision', () => {
    const [x, y] = [normals(1, 40, 2), normals(2, 30, 2)];
    const narrow = pointCloud(
      fromData(Float32Array.from(x.data), [40, 2]),
      fromData(Float32Array.from(y.data), [30, 2]),
    );
    const solution = solveGreedily(linearProblem(narrow, { epsilon: 0.5 }), { threshold: 1e-4 });
    expect(solution.status).toBe('converged');
    expect(solution.cost / solve(linearProblem(pointCloud(x, y), { epsilon: 0.5 })).cost).toBeCloseTo(1, 2);
  });

  it('goes on from potentials, as after a change of one weight', () => {
    const geometry = denseCost(anyCosts(1, 30, 30));
    const a = unevenWeights(2, 30);
    const before = solveGreedily(linearProblem(geometry, { a, epsilon: 0.1 }), { threshold: 1e-9 });
    const changed = a.map((weight, i) => (i === 3 ? 1.2 * weight : weight));
    const total = changed.reduce((sum, weight) => sum + weight, 0);
    const problem = linearProblem(geometry, { a: changed.map((weight) => weight / total), epsilon: 0.1 });
    const again = solveGreedily(problem, { threshold: 1e-9, init: { g: before.g } });
    expect(again.iterations).toBeLessThanOrEqual(before.iterations);
    expect(again.iterations).toBeLessThan(solveGreedily(problem, { threshold: 1e-9 }).iterations + 1);
  });

  it('says when iterations run out, and reports each', () => {
    const problem = linearProblem(denseCost(anyCosts(1, 20, 20)), { epsilon: 1e-3 });
    const seen: number[] = [];
    const solution = solveGreedily(problem, {
      threshold: 1e-9,
      maxIterations: 3,
      onProgress: ({ iteration, error }) => {
        expect(error).toBeGreaterThan(1e-9);
        seen.push(iteration);
      },
    });
    expect(solution.status).toBe('maxIterations');
    expect(seen).toEqual([1, 2, 3]);
    expect(solution.errors).toHaveLength(3);
  });

  it('gives the memory of the kernels back', () => {
    const { executor, calls } = spyOn(executors[0]);
    solveGreedily(linearProblem(denseCost(anyCosts(1, 5, 5)), { epsilon: 0.1 }), { executor });
    expect(calls.unreleased).toBe(0);
  });
});

/** What an aborted solve hands over. */
function partialOf(run: () => unknown): InitialPotentials {
  try {
    run();
  } catch (error) {
    if (error instanceof AbortedError) return error.partial as InitialPotentials;
  }
  throw new Error('expected an AbortedError');
}

describe('errors', () => {
  const problem = linearProblem(
    denseCost([
      [0, 1],
      [1, 0],
    ]),
    { epsilon: 0.1 },
  );
  const codeOf = (given: typeof problem, options?: SolveGreedilyOptions): ErrorCode | undefined => {
    try {
      solveGreedily(given, options);
    } catch (error) {
      if (error instanceof MongeError) return error.code;
    }
    return undefined;
  };

  it('refuses unbalanced problems', () => {
    const unbalanced = linearProblem(
      denseCost([
        [0, 1],
        [1, 0],
      ]),
      { epsilon: 0.1, tauA: 0.9 },
    );
    expect(codeOf(unbalanced)).toBe('unsupported');
    expect(() => solveGreedily(unbalanced)).toThrow(
      /solveGreedily: expected a problem whose plan is to meet both marginals.*use solve/,
    );
  });

  it('refuses options outside of their ranges', () => {
    expect(codeOf(problem, { threshold: -1 })).toBe('domain');
    expect(codeOf(problem, { maxIterations: 0 })).toBe('domain');
    expect(codeOf(problem, { init: { g: [1] } })).toBe('shape');
  });

  it('stops when asked to, with potentials to go on from', () => {
    const controller = new AbortController();
    const onProgress = () => controller.abort();
    const larger = linearProblem(denseCost(anyCosts(1, 20, 20)), { epsilon: 1e-2 });
    const partial = partialOf(() =>
      solveGreedily(larger, { threshold: 1e-9, onProgress, signal: controller.signal }),
    );
    expect(solveGreedily(larger, { init: partial }).status).toBe('converged');
  });
});
