import { fromData } from '@monge/ndarray';
import {
  denseCost,
  type LinearProblem,
  linearProblem,
  pointCloud,
  type Solution,
  solve,
  solveExactly,
} from '@monge/sinkhorn';
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
import { centred, deviation } from '../support/deviation.js';
import { javascript, wasm } from '../support/executors.js';
import { anyCosts, normals, unevenWeights } from '../support/samples.js';
import { distance, marginalsOf, sum, problems as unbalancedProblems } from '../support/unbalanced.js';

const precise = { threshold: 1e-11, maxIterations: 50_000 };

const numbersOf = ({ iterations, cost, mass, errors, f, g }: Solution) => [
  iterations,
  cost,
  mass,
  ...errors,
  ...f.data,
  ...g.data,
];

/** Clouds of many shapes, uneven weights, some of them zero, and an ε of its own each. */
function raggedProblems(count: number): LinearProblem[] {
  return Array.from({ length: count }, (_, k) => {
    const [n, m] = [1 + ((7 * k) % 23), 1 + ((5 * k + 3) % 17)];
    const a = unevenWeights(1000 + k, n);
    if (n > 2) a[k % n] = 0;
    const clouds = pointCloud(normals(k, n, 1 + (k % 3)), normals(k + 500, m, 1 + (k % 3), 0.5, 2));
    return linearProblem(clouds, {
      a: a.map((value) => value / sum(a)),
      b: unevenWeights(2000 + k, m),
      epsilon: 0.1 * (1 + (k % 7)),
    });
  });
}

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

describe('the kernels of small problems', () => {
  // They run on one thread, whatever the executor has.
  const marked = { ...wasm, threads: 7 };
  const cases: readonly [string, LinearProblem][] = [
    [
      'an odd number of columns, at costs far from zero',
      linearProblem(denseCost([[1e6, 1e6 + 2, 1e6 + 1]]), { epsilon: 1 }),
    ],
    ['small ε, where scalings are absorbed', manyAbsorbed({})],
    ['small ε, where both marginals give way', manyAbsorbed({ tauA: 0.99, tauB: 0.995 })],
    ['small ε, where the source marginal gives way', manyAbsorbed({ tauA: 0.98 })],
    ['small ε, where the target marginal gives way', manyAbsorbed({ tauB: 0.98 })],
    ['ε a millionth of the costs, where the target marginal gives way', manyAbsorbed({ tauB: 0.9 }, 2e-5)],
    [
      'a target without weight that is nearer than any other',
      linearProblem(
        denseCost([
          [5, 6, 0],
          [7, 5, 0],
        ]),
        { b: [0.4, 0.6, 0], epsilon: 0.006 },
      ),
    ],
    [
      'an odd number of columns, where the constant between the potentials is large',
      linearProblem(denseCost([[-500, -502, -501]]), {
        b: [2, 1, 3],
        epsilon: 0.2,
        tauA: 0.999,
        tauB: 0.999,
      }),
    ],
  ];

  function manyAbsorbed(
    taus: { readonly tauA?: number; readonly tauB?: number },
    epsilon = 0.02,
  ): LinearProblem {
    const clouds = pointCloud(normals(1, 31, 2), normals(2, 27, 2, 2));
    return linearProblem(clouds, {
      a: unevenWeights(3, 31),
      b: unevenWeights(4, 27),
      epsilon,
      ...taus,
    });
  }

  it.each(cases)('need no help: %s', (_, problem) => {
    const [found] = solveBatch([problem], { ...precise, executor: marked }).solutions;
    expect(found.executor).toEqual({ name: 'wasm', threads: 1 });
    expect(found.status).toBe('converged');
    const expected = solve(problem, precise);
    expect(deviation(found.plan().data, expected.plan().data)).toBeLessThan(1e-8);
    expect(deviation([found.regularisedCost], [expected.regularisedCost])).toBeLessThan(1e-8);
    expect(deviation([found.mass], [expected.mass])).toBeLessThan(1e-8);
  });

  it('leave the rest to the executor: many pairs, and numbers out of range', () => {
    const large = pointCloud(normals(1, 300, 2), normals(2, 300, 2));
    const distant = denseCost([
      [0, 1],
      [0, 1],
    ]);
    const problems = [
      linearProblem(large, { epsilon: 1 }),
      // The row without weight would be far too large.
      linearProblem(distant, { a: [1, 0], b: [1, 1e-300], epsilon: 1e-4, tauA: 0.5, tauB: 0.5 }),
    ];
    const { solutions } = solveBatch(problems, { executor: marked, threshold: 1e-6 });
    expect(solutions[0].executor.threads).toBe(7);
    expect(solutions.map(({ status }) => status)).toEqual(['converged', 'converged']);
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
