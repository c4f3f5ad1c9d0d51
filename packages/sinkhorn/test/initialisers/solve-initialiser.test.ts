import { AbortedError, DomainError, ShapeError } from '@monge/ndarray';
import {
  type Initialiser,
  type InitialiserName,
  type LinearProblem,
  linearProblem,
  pointCloud,
  solve,
  solveAsync,
} from '@monge/sinkhorn';
import { describe, expect, it } from 'vitest';
import { createDevice } from '../support/device.js';
import { javascript } from '../support/executors.js';
import { softSort } from '../support/soft-sort.js';

const { x, y } = softSort(40);
const problem = linearProblem(pointCloud(x, y), { epsilon: 1e-2 });

describe('the option initialiser', () => {
  it.each<InitialiserName>([
    'zero',
    'auto',
    'staircase',
    'entropicGaussian',
    'gaussian',
    'kMeans',
    'subsample',
    'dualSort',
  ])("takes '%s', in solve and in solveAsync alike, and leads to the same solution", async (initialiser) => {
    const options = { initialiser, threshold: 1e-10 } as const;
    const solution = solve(problem, options);
    expect(solution.status).toBe('converged');
    expect(solution.regularisedCost).toBeCloseTo(solve(problem, { threshold: 1e-10 }).regularisedCost, 10);
    expect((await solveAsync(problem, options)).errors).toEqual(solution.errors);
  });

  it('is nothing by default', () => {
    expect(solve(problem).errors).toEqual(solve(problem, { initialiser: 'zero' }).errors);
  });

  it('calls a function with the problem and the executor, and starts as from `init`', () => {
    const seen: unknown[] = [];
    const g = y.map((value) => value / 2);
    const initialiser: Initialiser = (given, options) => {
      seen.push(given, options);
      return { g };
    };
    const { errors } = solve(problem, { initialiser, executor: javascript });
    expect(errors).toEqual(solve(problem, { init: { g }, executor: javascript }).errors);
    expect(seen).toEqual([problem, { executor: javascript }]);
  });

  it('hands over the problem at the ε of the first iteration, with the same ρ', () => {
    const unbalanced = linearProblem(pointCloud(x, y), { epsilon: 0.01, tauA: 0.5 });
    const seen: LinearProblem[] = [];
    solve(unbalanced, {
      epsilonScaling: { initial: 0.09 },
      initialiser: (given) => {
        seen.push(given);
        return {};
      },
    });
    expect(seen).toMatchObject([{ epsilon: 0.09, tauB: 1 }]);
    // ρ = 0.01
    expect(seen[0].tauA).toBeCloseTo(0.1, 12);
  });

  it('starts devices too', async () => {
    const plain = await solveAsync(problem, { executor: createDevice().device });
    const started = await solveAsync(problem, { executor: createDevice().device, initialiser: 'staircase' });
    expect(started.iterations).toBeLessThan(plain.iterations);
  });

  it.each(['kernel', 'log'] as const)('may be off by any constant in float32, with mode %s', (mode) => {
    const single = linearProblem(pointCloud(Float32Array.from(x), Float32Array.from(y)), { epsilon: 1e-2 });
    const { f, g, cost } = solve(single, { mode, threshold: 1e-4 });
    for (const start of [
      { g: g.data.map((value) => value + 1e7) },
      { f: f.data.map((value) => value + 1e7) },
    ]) {
      const again = solve(single, { mode, threshold: 1e-4, initialiser: () => start });
      expect(again.status).toBe('converged');
      expect(again.iterations).toBeLessThan(5);
      expect(again.cost).toBeCloseTo(cost, 4);
    }
  });

  it('is not called when the signal has fired', () => {
    const initialiser = () => {
      throw new Error('called');
    };
    expect(() => solve(problem, { initialiser, signal: AbortSignal.abort() })).toThrow(AbortedError);
  });

  it('refuses what is no initialiser, potentials that do not fit, and `init` beside it', () => {
    const unknown = 'best' as InitialiserName;
    expect(() => solve(problem, { initialiser: unknown })).toThrow(DomainError);
    expect(() => solve(problem, { initialiser: unknown })).toThrow(/one of 'zero', 'auto', .*, got best/);
    expect(() => solve(problem, { initialiser: 'toString' as InitialiserName })).toThrow(/got toString/);
    expect(() => solve(problem, { initialiser: () => ({ g: [1, 2] }) })).toThrow(ShapeError);
    expect(() => solve(problem, { initialiser: () => ({ g: [1, 2] }) })).toThrow(
      /expected g of the initialiser of shape \[40\]/,
    );
    expect(() => solve(problem, { initialiser: () => ({ f: x.map(() => Number.NaN) }) })).toThrow(
      /finite values in f/,
    );
    expect(() => solve(problem, { initialiser: 'auto', init: {} })).toThrow(/got both/);
  });

  it('refuses a result that is no record of potentials', () => {
    const results: unknown[] = [undefined, null, 'g', [1, 2], Promise.resolve({ g: x })];
    for (const made of results) {
      const initialiser = (() => made) as Initialiser;
      expect(() => solve(problem, { initialiser })).toThrow(DomainError);
      expect(() => solve(problem, { initialiser })).toThrow(/expected initialiser to return \{ f, g \}/);
    }
  });
});
