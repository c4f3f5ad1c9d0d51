import { fromData } from '@monge/ndarray';
import { denseCost, linearProblem, pointCloud, solve } from '@monge/sinkhorn';
import { denseCosts, linearProblems, solveBatch } from '@monge/sinkhorn/batch';
import { describe, expect, it } from 'vitest';
import { centred, deviation } from '../support/deviation.js';
import { javascript } from '../support/executors.js';
import { raggedProblems } from '../support/ragged-problems.js';
import { anyCosts, normals, unevenWeights } from '../support/samples.js';
import { sum } from '../support/unbalanced.js';

const precise = { threshold: 1e-11, maxIterations: 50_000 };

describe('edges', () => {
  it.each([
    ['1 × 1', 1, 1],
    ['1 × 1200', 1, 1200],
    ['1100 × 3', 1100, 3],
    ['1021 × 61, of which none is a multiple of the lanes', 1021, 61],
    ['more pairs than fit, which go the way of solve', 281, 277],
  ])('%s', (_, n, m) => {
    const clouds = pointCloud(normals(1, n, 2), normals(2, m, 2, 1));
    const problem = linearProblem(clouds, { a: unevenWeights(3, n), b: unevenWeights(4, m), epsilon: 0.5 });
    // A small one after it, so that it comes to memory that was used.
    const [found, small] = solveBatch([problem, ...raggedProblems(1)], precise).solutions;
    const expected = solve(problem, precise);
    expect(found.status).toBe('converged');
    expect(deviation(centred(found, problem.a).f, centred(expected, problem.a).f)).toBeLessThan(1e-9);
    expect(deviation([found.cost], [expected.cost])).toBeLessThan(1e-11);
    expect(small.status).toBe('converged');
  });

  it.each([1e-6, 1e-3, 1, 1e3, 1e6])('ε at %s of the scale of the costs', (scale) => {
    const problem = linearProblem(denseCost(anyCosts(5, 20, 30)), { epsilon: scale });
    const options = { threshold: 1e-6, maxIterations: 300 };
    const [found] = solveBatch([problem], options).solutions;
    const expected = solve(problem, { ...options, acceleration: 'overRelaxation', mode: 'log' });
    expect(found.status).toBe(expected.status);
    expect(Number.isFinite(found.cost)).toBe(true);
    expect(found.dualCost).toBeLessThanOrEqual(found.regularisedCost + 1e-2);
    const error = found.status === 'converged' ? deviation([found.cost], [expected.cost]) : 0;
    expect(error).toBeLessThan(1e-5);
  });

  it('weights that are zero, of rows and columns that would be the cheapest', () => {
    const problem = linearProblem(
      denseCost([
        [0, 1000],
        [1000, 0],
        [0, 0],
      ]),
      {
        a: [0, 0.4, 0.6],
        b: [1, 0],
        epsilon: 1,
      },
    );
    const [found] = solveBatch([problem], precise).solutions;
    expect(found.status).toBe('converged');
    expect(deviation(found.plan().data, [0, 0, 0.4, 0, 0.6, 0])).toBeLessThan(1e-9);
  });

  it('costs that are far from zero, and below', () => {
    const costs = [
      [3, 8],
      [6, 4],
    ];
    const plans = [0, 1e6, -1e6].map((offset) => {
      const matrix = costs.map((row) => row.map((cost) => cost + offset));
      const [solution] = solveBatch(linearProblems(denseCosts([matrix]), { epsilon: 1 }), precise).solutions;
      return solution.plan().data;
    });
    expect(deviation(plans[1], plans[0])).toBeLessThan(1e-8);
    expect(deviation(plans[2], plans[0])).toBeLessThan(1e-8);
  });

  it('masses that differ by a factor of a million, where marginals give way', () => {
    const problem = linearProblem(denseCost(anyCosts(5, 8, 6)), {
      a: unevenWeights(1, 8).map((value) => 1e6 * value),
      b: unevenWeights(2, 6),
      epsilon: 0.1,
      tauA: 0.9,
      tauB: 0.5,
    });
    const [found] = solveBatch([problem], precise).solutions;
    const expected = solve(problem, precise);
    expect(found.status).toBe('converged');
    expect(deviation(found.f.data, expected.f.data)).toBeLessThan(1e-7);
    expect(deviation([found.mass], [expected.mass])).toBeLessThan(1e-7);
  });

  it('float32 clouds are computed in float64', () => {
    const [x, y] = [normals(1, 20, 2), normals(2, 30, 2)];
    const single = [x, y].map(({ data, shape }) => fromData(Float32Array.from(data), shape));
    const double = single.map(({ data, shape }) => fromData(Float64Array.from(data), shape));
    const [coarse, fine] = [single, double].map(([sources, targets]) =>
      solveBatch([linearProblem(pointCloud(sources, targets), { epsilon: 0.3 })], precise),
    );
    expect(coarse.status).toBe('converged');
    expect(coarse.cost.data[0]).toBe(fine.cost.data[0]);
  });

  it('does without WebAssembly, in the log domain and with ε-scaling', () => {
    const problems = raggedProblems(6);
    const expected = solveBatch(problems, precise).cost.data;
    for (const other of [{ executor: javascript }, { mode: 'log' }, { epsilonScaling: {} }] as const) {
      const { cost, status } = solveBatch(problems, { ...precise, ...other });
      expect(status).toBe('converged');
      expect(deviation(cost.data, expected)).toBeLessThan(1e-9);
    }
  });

  it('starts from the solutions of a similar batch, and from an initialiser', () => {
    const problems = raggedProblems(12);
    const first = solveBatch(problems, { threshold: 1e-9 });
    const again = solveBatch(problems, { threshold: 1e-8, init: first.solutions });
    expect(Math.max(...again.iterations.data)).toBe(1);
    const fromSources = solveBatch(problems, {
      threshold: 1e-8,
      init: first.solutions.map(({ f }) => ({ f })),
    });
    expect(Math.max(...fromSources.iterations.data)).toBeLessThanOrEqual(2);
    const started = solveBatch(problems, { threshold: 1e-9, initialiser: 'kMeans' });
    expect(sum(started.iterations.data)).toBeLessThan(sum(first.iterations.data));
  });

  it('has the status of the worst, and every problem its own', () => {
    const problems = linearProblems(denseCosts([anyCosts(1, 9, 9), anyCosts(2, 9, 9)]), {
      epsilon: [1, 1e-3],
    });
    const batch = solveBatch(problems, { threshold: 1e-9, maxIterations: 12 });
    expect(batch.solutions.map(({ status }) => status)).toEqual(['converged', 'maxIterations']);
    expect(batch.status).toBe('maxIterations');
    expect(batch.iterations.data[1]).toBe(12);
    expect(batch.solutions[1].errors.length).toBe(12);
  });

  it('tells after every problem how far it is, and may be called from there', () => {
    const seen: number[] = [];
    const batch = solveBatch(raggedProblems(3), {
      onProgress: ({ solved, size }) => {
        expect(size).toBe(3);
        seen.push(solved);
        solveBatch(raggedProblems(2));
      },
    });
    expect(seen).toEqual([1, 2, 3]);
    expect([...batch.cost.data]).toEqual([...solveBatch(raggedProblems(3)).cost.data]);
  });
});
