import { AbortedError, DomainError, fromData, type NdArray, ShapeError } from '@monge/ndarray';
import { assertAllClose } from '@monge/ndarray/testing';
import {
  denseCost,
  euclidean,
  linearProblem,
  type Progress,
  pointCloud,
  type SolveOptions,
  sinkhorn,
  solve,
} from '@monge/sinkhorn';
import { transportInputs } from '@monge/sinkhorn/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { centred, deviation } from './support/deviation.js';
import { engines, javascript, wasm } from './support/executors.js';
import { anyCosts, normals, unevenWeights } from './support/samples.js';
import { spyOn } from './support/spy.js';

const [n, m] = [37, 52];
const weights = { a: unevenWeights(1, n), b: unevenWeights(2, m) };
const [x, y] = [normals(3, n, 2), normals(4, m, 2, 1)];
const problem = linearProblem(pointCloud(x, y), { ...weights, epsilon: 0.05 });

describe.each(engines)('the iteration, $name', ({ mode, executor }) => {
  it('brings the marginals closer with every plain step', () => {
    // Each half-step is a Markov kernel applied to both marginals, which brings any two distributions closer in L1.
    fc.assert(
      fc.property(transportInputs({ maxLength: 5 }), ({ costs, rows, columns, a, b, epsilon }) => {
        const given = linearProblem(denseCost(fromData(costs, [rows, columns])), { a, b, epsilon });
        const { errors } = solve(given, {
          mode,
          executor,
          acceleration: 'none',
          threshold: 1e-9,
          maxIterations: 300,
        });
        for (let k = 1; k < errors.length; k++) expect(errors[k]).toBeLessThanOrEqual(errors[k - 1] + 1e-11);
      }),
      { numRuns: 30 },
    );
  });

  it('ends at the same solution with momentum, sooner', () => {
    const options = { mode, executor, threshold: 1e-11, maxIterations: 20_000 } as const;
    const plain = solve(problem, { ...options, acceleration: 'none' });
    const carried = solve(problem, { ...options, acceleration: 'nesterov' });
    expect([plain.status, carried.status]).toEqual(['converged', 'converged']);
    expect(carried.iterations).toBeLessThan(plain.iterations / 3);
    expect(deviation(centred(carried, problem.a).f, centred(plain, problem.a).f)).toBeLessThan(1e-8);
    expect(carried.cost).toBeCloseTo(plain.cost, 9);
  });

  it('keeps its momentum where the dual is near zero, in which rounding errors are large', () => {
    const { data } = anyCosts(5, n, m);
    const iterations = (costs: Float64Array) => {
      const given = linearProblem(denseCost(fromData(costs, [n, m])), { ...weights, epsilon: 0.002 });
      return solve(given, { mode, executor, threshold: 1e-11, maxIterations: 20_000 });
    };
    const here = iterations(data);
    const there = iterations(data.map((cost) => cost - here.dualCost));
    expect(Math.abs(there.dualCost)).toBeLessThan(1e-9);
    expect(there.iterations).toBeLessThan(1.1 * here.iterations + 5);
  });

  it('ends at the same solution by way of larger ε, sooner where ε is small', () => {
    const small = linearProblem(pointCloud(x, y), { ...weights, epsilon: 0.006 });
    const options = { mode, executor, threshold: 1e-6, maxIterations: 50_000, acceleration: 'none' } as const;
    const direct = solve(small, options);
    const scaled = solve(small, { ...options, epsilonScaling: {} });
    expect([direct.status, scaled.status]).toEqual(['converged', 'converged']);
    expect(scaled.epsilon).toBe(0.006);
    expect(scaled.iterations).toBeLessThan(direct.iterations);
    expect(scaled.cost).toBeCloseTo(direct.cost, 5);
    assertAllClose(scaled.plan(), direct.plan(), { atol: 1e-5 });
  });

  it('needs one iteration from where it ended', () => {
    const options = { mode, executor, threshold: 1e-9, maxIterations: 20_000 } as const;
    const { f, g, errors } = solve(problem, options);
    const again = solve(problem, { ...options, init: { f, g } });
    expect(again.iterations).toBe(1);
    expect(again.g.data).toEqual(g.data);
    expect(Math.abs(again.errors[0] - errors[errors.length - 1])).toBeLessThan(1e-12);
    expect(solve(problem, { ...options, init: { g } }).iterations).toBe(1);
    expect(solve(problem, { ...options, init: { f } }).iterations).toBeLessThanOrEqual(2);
  });

  it('starts from the potentials that it is given, of any type and layout', () => {
    const nearby = linearProblem(pointCloud(x, y), { ...weights, epsilon: 0.051 });
    const options = { mode, executor, threshold: 1e-6, acceleration: 'none' } as const;
    const { f, g } = solve(problem, { ...options, maxIterations: 20_000 });
    const cold = solve(nearby, options);
    const warm = solve(nearby, { ...options, init: { g } });
    expect(warm.iterations).toBeLessThan(cold.iterations / 2);
    expect(solve(nearby, { ...options, init: { g: Array.from(g.data) } }).g.data).toEqual(warm.g.data);
    const backwards = { data: g.data.toReversed(), shape: [m], stride: [-1], offset: m - 1 };
    expect(
      solve(nearby, { ...options, init: { f: Float32Array.from(f.data), g: backwards } }).g.data,
    ).toEqual(warm.g.data);
  });

  it('says what it did', () => {
    const solution = solve(problem, { mode, executor, threshold: 1e-4 });
    expect(solution.mode).toBe(mode);
    expect(solution.executor).toEqual({ name: executor.name, threads: 1 });
    expect(solution.problem).toBe(problem);
    expect(solution.epsilon).toBe(0.05);
    expect(solution.errors).toHaveLength(solution.iterations);
    expect(solution.errors[solution.iterations - 1]).toBeLessThanOrEqual(1e-4);
    expect(solution.errors[solution.iterations - 2]).toBeGreaterThan(1e-4);
    expect(solution.marginalErrors.source).toBeLessThan(1e-14);
    expect(solution.marginalErrors.target).toBeCloseTo(solution.errors[solution.iterations - 1], 13);
    expect(Object.isFrozen(solution)).toBe(true);
  });

  it('stops at the number of iterations, and says so', () => {
    const solution = solve(problem, { mode, executor, threshold: 0, maxIterations: 7 });
    expect(solution.status).toBe('maxIterations');
    expect(solution.iterations).toBe(7);
    expect(solution.marginalErrors.target).toBeCloseTo(solution.errors[6], 13);
  });

  it('has a plan with exact rows even if it is stopped at a larger ε', () => {
    const options = { mode, executor, epsilonScaling: { initial: 5 }, threshold: 1e-6 } as const;
    for (const maxIterations of [1, 2, 5]) {
      const solution = solve(problem, { ...options, maxIterations });
      expect(solution.status).toBe('maxIterations');
      expect(solution.marginalErrors.source).toBeLessThan(1e-12);
      expect(solution.marginalErrors.target).toBeLessThan(2);
    }
  });
});

describe('progress and signals', () => {
  const seen = (options: SolveOptions) => {
    const progress: Progress[] = [];
    const solution = solve(problem, { ...options, onProgress: (step) => progress.push(step) });
    return { progress, solution };
  };

  it('are reported after each iteration, with its numbers', () => {
    const { progress, solution } = seen({ threshold: 1e-5, maxIterations: 500 });
    expect(progress.map(({ iteration }) => iteration)).toEqual(progress.map((_, k) => k + 1));
    expect(Float64Array.from(progress, ({ error }) => error)).toEqual(solution.errors);
    expect(new Set(progress.map((step) => step.threshold))).toEqual(new Set([1e-5]));
    expect(new Set(progress.map((step) => step.maxIterations))).toEqual(new Set([500]));
    expect(new Set(progress.map((step) => step.epsilon))).toEqual(new Set([0.05]));
  });

  it('show the ε of each level', () => {
    const epsilonScaling = { initial: 0.4, factor: 0.5, threshold: 0.1 };
    const { progress } = seen({ epsilonScaling });
    expect([...new Set(progress.map(({ epsilon }) => epsilon))]).toEqual([0.4, 0.2, 0.1, 0.05]);
  });

  it('start at the standard deviation of the costs by default', () => {
    const { progress } = seen({ epsilonScaling: {} });
    expect(progress[0].epsilon / linearProblem(pointCloud(x, y), weights).epsilon).toBeCloseTo(20, 12);
  });

  it.each(engines)('stop the work from within, and it goes on from there: $name', ({ mode, executor }) => {
    const options = { mode, executor, threshold: 1e-10, maxIterations: 5000, acceleration: 'none' } as const;
    const whole = solve(problem, options);
    const stop = new AbortController();
    const { executor: spied, calls } = spyOn(executor);
    const error = rejection(() =>
      solve(problem, {
        ...options,
        executor: spied,
        signal: stop.signal,
        onProgress: ({ iteration }) => {
          if (iteration === 20) stop.abort('enough');
        },
      }),
    );
    expect(error).toBeInstanceOf(AbortedError);
    expect(error.message).toBe(
      'sinkhorn.solve: aborted after 20 iterations; `partial` has the potentials, to go on from as `init`',
    );
    expect(error.cause).toBe('enough');
    expect(calls.unreleased).toBe(0);
    const rest = solve(problem, { ...options, init: error.partial });
    // The last iteration is done again.
    expect(Math.abs(rest.iterations + 19 - whole.iterations)).toBeLessThanOrEqual(1);
    expect(rest.cost).toBeCloseTo(whole.cost, 11);
    expect(deviation(rest.f.data, whole.f.data)).toBeLessThan(1e-9);
  });

  it('stop at once when the signal has fired before', () => {
    const error = rejection(() => solve(problem, { signal: AbortSignal.abort() }));
    expect(error.code).toBe('aborted');
    expect(error.partial.f.shape).toEqual([n]);
    expect(error.partial.g.shape).toEqual([m]);
  });

  it('do no work when the signal has fired before, and keep what there was', () => {
    let reported = 0;
    const g = normals(9, m, 1);
    const options = { init: { g: g.data }, signal: AbortSignal.abort(), onProgress: () => reported++ };
    const error = rejection(() => solve(problem, options));
    expect(reported).toBe(0);
    expect(error.partial.g.data).toEqual(g.data);
  });

  it('let errors of the callback through, and give the memory back', () => {
    const { executor, calls } = spyOn(wasm);
    const onProgress = () => {
      throw new RangeError('mine');
    };
    expect(() => solve(problem, { executor, onProgress })).toThrow(RangeError);
    expect(calls.unreleased).toBe(0);
    solve(problem, { executor }).plan();
    expect(calls.unreleased).toBe(0);
  });

  function rejection(
    attempt: () => unknown,
  ): AbortedError<{ f: NdArray<Float64Array>; g: NdArray<Float64Array> }> {
    try {
      attempt();
    } catch (error) {
      return error as ReturnType<typeof rejection>;
    }
    throw new Error('it was not stopped');
  }
});

describe('options', () => {
  it('have defaults', () => {
    const solution = solve(problem);
    expect(solution.status).toBe('converged');
    expect(solution.errors.at(-1)).toBeLessThanOrEqual(1e-3);
    expect(solution.errors.at(-2)).toBeGreaterThan(1e-3);
    expect(solution.mode).toBe('kernel');
    expect(solution.executor.name).toBe('wasm');
    expect(solve(problem, { threshold: 0 }).iterations).toBe(2000);
  });

  it('pass through sinkhorn, which does the three steps in one', () => {
    const options = {
      ...weights,
      cost: euclidean,
      epsilon: 0.2,
      threshold: 1e-8,
      executor: javascript,
    } as const;
    const short = sinkhorn(x, y, options);
    const long = solve(linearProblem(pointCloud(x, y, options), options), options);
    expect(short.f.data).toEqual(long.f.data);
    expect(short.executor.name).toBe('javascript');
    expect(short.problem.geometry).toMatchObject({ cost: euclidean });
  });

  it('leave the problem as it is, so that it can be solved again to the bit', () => {
    const dense = linearProblem(denseCost(anyCosts(5, n, m)), weights);
    expect(solve(dense).f.data).toEqual(solve(dense).f.data);
    expect(dense.a).toEqual(weights.a);
  });

  const refusals: [string, Record<string, unknown>, typeof DomainError | typeof ShapeError, string][] = [
    [
      'a negative threshold',
      { threshold: -1 },
      DomainError,
      'expected threshold in [0, ∞) (L1 error of the marginals at which to stop), got -1',
    ],
    [
      'a threshold that is no number',
      { threshold: Number.NaN },
      DomainError,
      'expected threshold in [0, ∞) (L1 error of the marginals at which to stop), got NaN',
    ],
    ['no iterations', { maxIterations: 0 }, DomainError, 'expected maxIterations a whole number ≥ 1, got 0'],
    [
      'half an iteration',
      { maxIterations: 2.5 },
      DomainError,
      'expected maxIterations a whole number ≥ 1, got 2.5',
    ],
    ['another mode', { mode: 'exact' }, DomainError, "expected mode 'auto', 'log' or 'kernel', got exact"],
    [
      'a potential of another length',
      { init: { g: [1, 2, 3] } },
      ShapeError,
      `expected init.g of shape [${m}] (a potential to start from), got [3]`,
    ],
    [
      'a matrix for a potential',
      { init: { f: [[1, 2]] } },
      ShapeError,
      `expected init.f of shape [${n}] (a potential to start from), got [1, 2]`,
    ],
    [
      'a potential that is infinite',
      { init: { f: new Float64Array(n).fill(Infinity) } },
      DomainError,
      'expected finite values in init.f (a potential), got Infinity',
    ],
    [
      'levels that do not fall',
      { epsilonScaling: { factor: 1 } },
      DomainError,
      'expected epsilonScaling.factor in (0, 1) (ratio of one ε to the one before), got 1',
    ],
    [
      'a first ε that is none',
      { epsilonScaling: { initial: Number.NaN } },
      DomainError,
      'expected epsilonScaling.initial in [0, ∞) (first ε), got NaN',
    ],
    [
      'a negative error of levels',
      { epsilonScaling: { threshold: -1 } },
      DomainError,
      'expected epsilonScaling.threshold in [0, ∞) (error at which a level is left), got -1',
    ],
  ];

  it.each(refusals)('refuse %s', (_, options, kind, message) => {
    const attempt = () => solve(problem, options);
    expect(attempt).toThrow(kind);
    expect(attempt).toThrow(`sinkhorn.solve: ${message}`);
  });
});
