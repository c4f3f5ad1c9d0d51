import { fromData } from '@monge/ndarray';
import { denseCost, linearProblem, type Solution, solve, solveExactly } from '@monge/sinkhorn';
import { denseCosts, linearProblems, pointClouds, solveBatch } from '@monge/sinkhorn/batch';
import {
  diracTransport,
  type TransportSolver,
  transportInputs,
  transportLaws,
} from '@monge/sinkhorn/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import pot from '../fixtures/batch.json' with { type: 'json' };
import { deviation } from '../support/deviation.js';
import { raggedProblems } from '../support/ragged-problems.js';
import { anyCosts, normals } from '../support/samples.js';
import { distance, marginalsOf, problems as unbalancedProblems } from '../support/unbalanced.js';

const precise = { threshold: 1e-11, maxIterations: 50_000 };

const numbersOf = ({ iterations, cost, mass, errors, f, g }: Solution) => [
  iterations,
  cost,
  mass,
  ...errors,
  ...f.data,
  ...g.data,
];

const problemOf = ({ costs, rows, columns, a, b, epsilon }: Parameters<TransportSolver>[0]) =>
  linearProblem(denseCost(fromData(costs, [rows, columns])), { a, b, epsilon });

describe('a batch', () => {
  const solver: TransportSolver = (input) => ({
    plan: solveBatch([problemOf(input)], precise).solutions[0].plan().data,
  });

  it.each(transportLaws)('obeys the law: $name', ({ check }) => {
    fc.assert(
      fc.property(transportInputs(), (input) => check(solver, input, 1e-6)),
      { numRuns: 25 },
    );
  });

  it('has the solutions of solve, problem by problem and iteration by iteration', () => {
    const problems = raggedProblems(40);
    // Accelerations see the rounding, and go on from there in their own ways.
    const options = { ...precise, acceleration: 'none' } as const;
    const { solutions, status } = solveBatch(problems, options);
    expect(status).toBe('converged');
    for (const [k, found] of solutions.entries()) {
      const expected = solve(problems[k], options);
      expect(Math.abs(found.iterations - expected.iterations)).toBeLessThanOrEqual(1);
      expect(deviation(found.plan().data, expected.plan().data)).toBeLessThan(1e-10);
      expect(deviation([found.cost], [expected.cost])).toBeLessThan(1e-10);
      expect(deviation([found.dualCost], [expected.dualCost])).toBeLessThan(1e-10);
    }
  });

  it('solves each problem as if it were alone, to the bit, in any order', () => {
    const problems = raggedProblems(30);
    const together = solveBatch(problems).solutions;
    const backwards = solveBatch([...problems].reverse()).solutions;
    problems.forEach((problem, k) => {
      const expected = numbersOf(solveBatch([problem]).solutions[0]);
      expect(numbersOf(together[k])).toEqual(expected);
      expect(numbersOf(backwards[problems.length - 1 - k])).toEqual(expected);
    });
  });

  it('has the solutions of solve where marginals give way', () => {
    fc.assert(
      fc.property(fc.array(unbalancedProblems, { minLength: 1, maxLength: 3 }), (inputs) => {
        const problems = inputs.map(({ input, taus }) => {
          const { costs, rows, columns, a, b, epsilon } = input;
          return linearProblem(denseCost(fromData(costs, [rows, columns])), { a, b, epsilon, ...taus });
        });
        for (const [k, found] of solveBatch(problems, precise).solutions.entries()) {
          const expected = solve(problems[k], precise);
          expect(found.status).toBe('converged');
          expect(deviation(found.plan().data, expected.plan().data)).toBeLessThan(1e-7);
          expect(deviation([found.mass], [expected.mass])).toBeLessThan(1e-7);
          expect(deviation([found.regularisedCost], [expected.regularisedCost])).toBeLessThan(1e-7);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('ends each problem when it has converged, whatever the others do', () => {
    const costs = denseCosts([anyCosts(1, 30, 20), anyCosts(1, 30, 20)]);
    const { iterations } = solveBatch(linearProblems(costs, { epsilon: [1, 0.01] }), { threshold: 1e-9 });
    expect(iterations.data[0]).toBeLessThan(20);
    expect(iterations.data[1]).toBeGreaterThan(3 * iterations.data[0]);
  });

  it('says what each problem found in arrays over the batch', () => {
    const batch = solveBatch(raggedProblems(9), { threshold: 1e-8 });
    const { solutions, f, g, sourceOffsets, targetOffsets } = batch;
    solutions.forEach((solution, k) => {
      expect([...f.data.subarray(sourceOffsets[k], sourceOffsets[k + 1])]).toEqual([...solution.f.data]);
      expect([...g.data.subarray(targetOffsets[k], targetOffsets[k + 1])]).toEqual([...solution.g.data]);
      expect(batch.cost.data[k]).toBe(solution.cost);
      expect(batch.regularisedCost.data[k]).toBe(solution.regularisedCost);
      expect(batch.dualCost.data[k]).toBe(solution.dualCost);
      expect(batch.mass.data[k]).toBe(solution.mass);
      expect(batch.marginalError.data[k]).toBeLessThan(2e-8);
      const { source, target } = marginalsOf(solution);
      expect(distance(source, solution.problem.a)).toBeLessThan(2e-8);
      expect(distance(target, solution.problem.b)).toBeLessThan(2e-8);
    });
  });
});

describe('oracles', () => {
  it.each(pot.solutions)(`is what POT ${pot.versions.POT} makes of a batch, epsilon $epsilon`, (expected) => {
    const problems = linearProblems(pointClouds(pot.x, pot.y), {
      a: pot.a,
      b: pot.b,
      epsilon: expected.epsilon,
    });
    const batch = solveBatch(problems, { threshold: 1e-13 });
    expect(batch.status).toBe('converged');
    expect(deviation(batch.cost.data, expected.cost)).toBeLessThan(1e-10);
    expect(deviation(batch.regularisedCost.data, expected.regularisedCost)).toBeLessThan(1e-10);
    batch.solutions.forEach((solution, k) => {
      expect(deviation(solution.plan().data, expected.plan[k].flat())).toBeLessThan(1e-10);
    });
  });

  it('meets the exact cost as ε → 0, without the log domain', () => {
    const geometries = pointClouds(
      [normals(1, 12, 2), normals(2, 15, 2)],
      [normals(3, 14, 2, 1), normals(4, 9, 2, -1)],
    );
    const batch = solveBatch(linearProblems(geometries, { epsilon: 1e-4 }), {
      threshold: 1e-7,
      maxIterations: 200_000,
      acceleration: 'anderson',
    });
    expect(batch.status).toBe('converged');
    batch.solutions.forEach(({ cost, problem }) => {
      expect(Math.abs(cost - solveExactly(problem).cost)).toBeLessThan(1e-3);
    });
  });

  it('moves between two points what the closed form says, where both marginals give way', () => {
    const [cost, epsilon] = [2, 0.5];
    const taus = [0.9, 0.5, 0.2];
    const costs = denseCosts(taus.map(() => [[cost]]));
    const given = { a: taus.map(() => [3]), b: taus.map(() => [0.5]), epsilon, tauA: taus, tauB: taus };
    const { mass } = solveBatch(linearProblems(costs, given), { threshold: 1e-13 });
    taus.forEach((tau, k) => {
      const expected = diracTransport({ cost, massA: 3, massB: 0.5, epsilon, tauA: tau, tauB: tau });
      expect(mass.data[k]).toBeCloseTo(expected.mass, 10);
    });
  });
});

describe('errors', () => {
  it.each<[string, () => unknown]>([
    ['expected problems to be an array of one problem or more', () => solveBatch([])],
    ['expected init of length 2', () => solveBatch(raggedProblems(2), { init: [{}] })],
    ['problem 1 of the batch', () => solveBatch(raggedProblems(2), { init: [{}, { g: [1, 2, 3] }] })],
    ['threshold in [0, ∞)', () => solveBatch(raggedProblems(1), { threshold: -1 })],
    ['expected y for as many problems as x, 2, got 1', () => pointClouds([[[0]], [[1]]], [[[0]]])],
    ['with the problems as its first axis', () => pointClouds(new Float64Array(3), [[[0]]])],
    ['(problem 1 of the batch)', () => denseCosts([[[0]], [[Number.NaN]]])],
    [
      'expected epsilon for each of 2 problems, got 3',
      () => linearProblems(denseCosts([[[0]], [[1]]]), { epsilon: [1, 2, 3] }),
    ],
    [
      'expected a for each of 2 problems, got 1',
      () => linearProblems(denseCosts([[[0]], [[1]]]), { a: [[1]] }),
    ],
    ['(problem 1 of the batch)', () => linearProblems(denseCosts([[[0]], [[1]]]), { epsilon: [1, -1] })],
  ])('%s', (message, call) => {
    expect(call).toThrow(message);
  });

  it('stops when the signal fires, with what is solved', () => {
    const abort = new AbortController();
    const onProgress = ({ solved }: { solved: number }) => {
      if (solved === 2) abort.abort();
    };
    expect(() => solveBatch(raggedProblems(5), { signal: abort.signal, onProgress })).toThrow(
      expect.objectContaining({
        code: 'aborted',
        partial: { solutions: [expect.anything(), expect.anything()] },
      }),
    );
  });
});
