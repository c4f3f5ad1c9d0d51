import { denseCost, type LinearProblem, linearProblem, pointCloud, solve } from '@monge/sinkhorn';
import { solveBatch } from '@monge/sinkhorn/batch';
import { describe, expect, it } from 'vitest';
import { deviation } from '../support/deviation.js';
import { wasm } from '../support/executors.js';
import { normals, unevenWeights } from '../support/samples.js';

const precise = { threshold: 1e-11, maxIterations: 50_000 };

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
