import {
  denseCost,
  type LinearProblem,
  linearProblem,
  type Mode,
  pointCloud,
  type Solution,
  type SolveOptions,
  solve,
} from '@monge/sinkhorn';
import { describe, expect, it } from 'vitest';
import { deviation } from './support/deviation.js';
import { engines } from './support/executors.js';
import { anyCosts, normals, unevenWeights } from './support/samples.js';
import { distance, marginalsOf, type Taus, times } from './support/unbalanced.js';

/** An uneven problem on which costs are of size one, [53, 67]. */
function uneven(
  options: { readonly epsilon?: number; readonly ratio?: number } & Partial<Taus>,
): LinearProblem {
  const { epsilon = 0.02, ratio = 1, ...taus } = options;
  return linearProblem(pointCloud(normals(1, 53, 2), normals(2, 67, 2, 1, 0.7)), {
    a: unevenWeights(8, 53),
    b: times(ratio, unevenWeights(9, 67)),
    epsilon,
    ...taus,
  });
}

describe.each(engines)('between balanced and unbalanced, $name', ({ mode, executor }) => {
  const options: SolveOptions = { mode, executor, threshold: 1e-11, maxIterations: 20_000 };

  it('τ → 1 meets the balanced solution, in proportion to 1 − τ', () => {
    const balanced = solve(uneven({}), options);
    const gaps = [1e-3, 1e-5, 1e-7].map((gap) => {
      const near = solve(uneven({ tauA: 1 - gap, tauB: 1 - gap }), options);
      expect(near.status).toBe('converged');
      return distance(near.plan().data, balanced.plan().data);
    });
    expect(gaps[0] / gaps[1]).toBeGreaterThan(50);
    expect(gaps[1] / gaps[2]).toBeCloseTo(100, -1);
    expect(gaps[2]).toBeLessThan(1e-4);
  });

  it('takes no more iterations for large ρ than a balanced problem does', () => {
    const balanced = solve(uneven({ epsilon: 0.1 }), { ...options, acceleration: 'none' });
    for (const gap of [1e-2, 1e-4, 1e-8]) {
      const problem = uneven({ epsilon: 0.1, ratio: 2, tauA: 1 - gap, tauB: 1 - gap });
      const solution = solve(problem, { ...options, acceleration: 'none', threshold: 1e-8 });
      expect(solution.status).toBe('converged');
      expect(solution.iterations).toBeLessThanOrEqual(balanced.iterations);
    }
  });

  it('the dual rises from step to step, and momentum pays', () => {
    const problem = uneven({ epsilon: 0.005, ratio: 3, tauA: 0.999, tauB: 0.995 });
    const duals = [1, 2, 3, 5, 8, 13, 40].map(
      (maxIterations) =>
        solve(problem, { ...options, acceleration: 'none', threshold: 0, maxIterations }).dualCost,
    );
    expect(duals).toEqual(duals.toSorted((x, y) => x - y));
    const plain = solve(problem, { ...options, acceleration: 'none' });
    const accelerated = solve(problem, options);
    expect([plain.status, accelerated.status]).toEqual(['converged', 'converged']);
    expect(accelerated.iterations).toBeLessThan(plain.iterations / 2);
    expect(deviation(accelerated.f.data, plain.f.data)).toBeLessThan(1e-8);
  });
});

describe('unbalanced solutions', () => {
  const problem = uneven({ epsilon: 0.05, ratio: 3, tauA: 0.9, tauB: 0.99 });
  const options: SolveOptions = { threshold: 1e-12, maxIterations: 20_000 };
  const solution = solve(problem, options);

  it('are the same in both modes, iteration by iteration', () => {
    for (const taus of [
      { tauA: 0.9, tauB: 0.99 },
      { tauA: 1, tauB: 0.9 },
      { tauA: 0.3, tauB: 1 },
    ]) {
      for (const acceleration of ['none', 'nesterov'] as const) {
        const one = uneven({ epsilon: 0.05, ratio: 3, ...taus });
        const run = (mode: Mode) => solve(one, { mode, acceleration, threshold: 0, maxIterations: 25 });
        const [log, kernel] = [run('log'), run('kernel')];
        expect(deviation(kernel.errors, log.errors)).toBeLessThan(1e-10);
        expect(deviation(kernel.f.data, log.f.data)).toBeLessThan(1e-9);
      }
    }
  });

  it('are the same on more than a thousand points, which start in float32, with absorption', () => {
    const [n, m] = [1003, 211];
    const large = linearProblem(pointCloud(normals(1, n, 2), normals(2, m, 2, 1, 0.7)), {
      a: unevenWeights(8, n),
      b: times(4, unevenWeights(9, m)),
      epsilon: 0.01,
      tauA: 0.99,
      tauB: 0.95,
    });
    const [log, kernel] = [
      solve(large, { ...options, mode: 'log' }),
      solve(large, { ...options, mode: 'kernel' }),
    ];
    expect([log.status, kernel.status]).toEqual(['converged', 'converged']);
    expect(deviation(kernel.f.data, log.f.data)).toBeLessThan(1e-9);
    expect(deviation([kernel.mass, kernel.dualCost], [log.mass, log.dualCost])).toBeLessThan(1e-10);
  });

  it('start again from their potentials, either of them, and from those of a balanced problem', () => {
    for (const mode of ['log', 'kernel'] as const) {
      for (const init of [{ f: solution.f }, { g: solution.g }]) {
        const again = solve(problem, { ...options, threshold: 1e-9, mode, init });
        expect(again.status).toBe('converged');
        expect(again.iterations).toBe(1);
      }
      const { f, g } = solve(uneven({ epsilon: 0.001 }), { maxIterations: 50 });
      const loose = uneven({ epsilon: 0.001, tauA: 0.01, tauB: 0.01 });
      const cold = solve(loose, { ...options, mode });
      const warm = solve(loose, { ...options, mode, init: { f, g } });
      expect([cold.status, warm.status]).toEqual(['converged', 'converged']);
      expect(deviation(warm.f.data, cold.f.data)).toBeLessThan(1e-9);
    }
  });

  it('are the same by way of larger ε, at which ρ stays as it is', () => {
    for (const mode of ['log', 'kernel'] as const) {
      const scaled = solve(problem, { ...options, mode, epsilonScaling: { initial: 5 } });
      expect(scaled.status).toBe('converged');
      expect(deviation(scaled.f.data, solution.f.data)).toBeLessThan(1e-9);
      // Each level starts where the one before has ended: at another ρ it would have ended elsewhere.
      const early = solve(problem, { ...options, mode, epsilonScaling: { initial: 5 }, maxIterations: 3 });
      expect(early.status).toBe('maxIterations');
      expect(early.marginalErrors.source).toBeLessThan(1e-10);
    }
  });

  it('apply, rows and topK are those of the plan, and transport is its mean', () => {
    const { data } = solution.plan();
    const [n, m] = [53, 67];
    const ones = new Float64Array(m).fill(1);
    const { source, target } = marginalsOf(solution);
    expect(deviation(solution.apply(ones).data, source)).toBeLessThan(1e-12);
    const back = solution.apply(new Float64Array(n).fill(1), { transpose: true });
    expect(deviation(back.data, target)).toBeLessThan(1e-12);
    expect([...solution.rows()].flatMap((row) => [...row])).toEqual([...data]);
    const { mass } = solution.topK(1);
    for (let i = 0; i < n; i++) expect(mass[i]).toBe(Math.max(...data.subarray(i * m, (i + 1) * m)));
    const y = normals(2, 67, 2, 1, 0.7).data;
    const means = Float64Array.from({ length: 2 * n }, (_, at) => {
      const [i, k] = [Math.floor(at / 2), at % 2];
      let mean = 0;
      for (let j = 0; j < m; j++) mean += (data[i * m + j] * y[2 * j + k]) / source[i];
      return mean;
    });
    expect(deviation(solution.transport().data, means)).toBeLessThan(1e-10);
  });
});

describe.each(engines)('adversarial unbalanced problems, $name', ({ mode, executor }) => {
  const numbersOf = ({
    mass,
    cost,
    regularisedCost,
    dualCost,
    marginalErrors,
    errors,
    f,
    g,
    plan,
  }: Solution) => [
    mass,
    cost,
    regularisedCost,
    dualCost,
    marginalErrors.source,
    marginalErrors.target,
    ...errors,
    ...f.data,
    ...g.data,
    ...plan().data,
  ];

  it('converge, and have no NaN, for ε, τ and masses from tiny to large', () => {
    const costs = anyCosts(5, 6, 5);
    const [a, b] = [unevenWeights(1, 6), unevenWeights(2, 5)];
    a.fill(0, 3, 4);
    b.fill(0, 0, 1);
    for (const epsilon of [1e-6, 1e-3, 1, 1e6]) {
      for (const taus of [
        { tauA: 1e-12, tauB: 1e-12 },
        { tauA: 1e-3, tauB: 1 - 1e-6 },
        { tauA: 0.5, tauB: 0.5 },
        { tauA: 1, tauB: 1e-6 },
        { tauA: 1 - 1e-6, tauB: 1 - 1e-6 },
      ]) {
        for (const ratio of [1e-6, 1, 1e6]) {
          const problem = linearProblem(denseCost(costs), { a, b: times(ratio, b), epsilon, ...taus });
          const solution = solve(problem, { mode, executor, threshold: 1e-6, maxIterations: 50_000 });
          expect([epsilon, taus, ratio, solution.status]).toEqual([epsilon, taus, ratio, 'converged']);
          expect(numbersOf(solution).every(Number.isFinite)).toBe(true);
        }
      }
    }
  });

  it('lose all mass where moving it costs far more than losing it', () => {
    const problem = linearProblem(denseCost([[1e6, 2e6]]), { epsilon: 1, tauA: 0.5, tauB: 0.5 });
    const solution = solve(problem, { mode, executor, threshold: 1e-9 });
    expect(solution.status).toBe('converged');
    expect([solution.mass, solution.cost]).toEqual([0, 0]);
    // ρ_a Σa + ρ_b Σb + ε Σa Σb
    expect(solution.regularisedCost).toBeCloseTo(3, 12);
    expect(solution.dualCost).toBeCloseTo(3, 12);
  });

  it('say that the mass left the range of floats where moving it earns far more than making it costs', () => {
    // The whole plan, or one entry of it beside others that have no mass.
    for (const costs of [
      [[-1e6]],
      [
        [-1e6, 1],
        [2, 3],
      ],
    ]) {
      const problem = linearProblem(denseCost(costs), { epsilon: 1, tauA: 0.5, tauB: 0.5 });
      expect(solve(problem, { mode, executor }).status).toBe('diverged');
    }
  });
});
