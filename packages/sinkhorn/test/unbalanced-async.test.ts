import { type LinearProblemOptions, linearProblem, pointCloud, solve, solveAsync } from '@monge/sinkhorn';
import { describe, expect, it } from 'vitest';
import { deviation } from './support/deviation.js';
import { createDevice } from './support/device.js';
import { normals, unevenWeights } from './support/samples.js';

const [n, m] = [37, 52];

function problem(options: LinearProblemOptions) {
  const b = unevenWeights(2, m).map((weight, j) => (j === 7 ? 0 : 3 * weight));
  return linearProblem(pointCloud(normals(3, n, 2), normals(4, m, 2, 1)), {
    a: unevenWeights(1, n),
    b,
    epsilon: 0.05,
    ...options,
  });
}

describe.each([
  { tauA: 0.9, tauB: 0.9 },
  { tauA: 0.2, tauB: 0.99 },
  { tauA: 1, tauB: 0.8 },
  { tauA: 0.8, tauB: 1 },
])('unbalanced transport with τ $tauA and $tauB', (taus) => {
  it('is to the bit that of solve on the processor', async () => {
    const [now, later] = [solve(problem(taus)), await solveAsync(problem(taus))];
    expect(later.f.data).toEqual(now.f.data);
    expect(later.errors).toEqual(now.errors);
  });

  it('takes the steps of solve on a device, without momentum', async () => {
    const { device } = createDevice();
    const options = { acceleration: 'none', threshold: 0, maxIterations: 25 } as const;
    const solution = await solveAsync(problem(taus), { ...options, executor: device });
    const expected = solve(problem(taus), { ...options, mode: 'log' });
    expect(deviation(solution.errors, expected.errors)).toBeLessThan(1e-11);
    expect(deviation(solution.f.data, expected.f.data)).toBeLessThan(1e-11);
    expect(deviation(solution.g.data, expected.g.data)).toBeLessThan(1e-11);
    expect(deviation([solution.mass, solution.dualCost], [expected.mass, expected.dualCost])).toBeLessThan(
      1e-11,
    );
  });

  it('converges on a device, with momentum, by way of larger ε, and at once from potentials', async () => {
    const { device } = createDevice();
    const exact = solve(problem(taus), { threshold: 1e-12, maxIterations: 20_000 });
    for (const options of [{}, { epsilonScaling: { initial: 2 } }]) {
      const solution = await solveAsync(problem(taus), {
        ...options,
        executor: device,
        threshold: 1e-8,
        maxIterations: 20_000,
      });
      expect(solution.status).toBe('converged');
      expect(deviation([solution.mass, solution.cost], [exact.mass, exact.cost])).toBeLessThan(1e-6);
    }
    const again = await solveAsync(problem(taus), {
      executor: device,
      threshold: 1e-8,
      init: { f: exact.f },
    });
    expect(again.errors[0]).toBeLessThan(1e-8);
    const early = await solveAsync(problem(taus), {
      executor: device,
      epsilonScaling: { initial: 2 },
      maxIterations: 5,
    });
    expect(early.status).toBe('maxIterations');
    expect(early.marginalErrors.source).toBeLessThan(1e-11);
  });
});
