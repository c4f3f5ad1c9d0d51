import { fromData } from '@monge/ndarray';
import { uniform } from '@monge/random';
import {
  denseCost,
  euclidean,
  type Geometry,
  greatCircle,
  linearProblem,
  type Mode,
  pointCloud,
  type Solution,
  type SolveOptions,
  solve,
} from '@monge/sinkhorn';
import { describe, expect, it } from 'vitest';
import { centred, deviation } from './support/deviation.js';
import { executors, wasm } from './support/executors.js';
import { anyCosts, normals, unevenWeights } from './support/samples.js';
import { spyOn } from './support/spy.js';

/** How far log and kernel may be apart: potentials as fractions of max(1, |f|), costs likewise. */
const TOLERANCE = 1e-10;

/** Geometries on which costs are of size one, by name. */
function geometries(n: number, m: number): Record<string, Geometry> {
  return {
    'squared Euclidean': pointCloud(normals(1, n, 2), normals(2, m, 2, 1, 0.7)),
    Euclidean: pointCloud(normals(3, n, 3), normals(4, m, 3, 1, 0.7), { cost: euclidean }),
    'great circle': pointCloud(places(5, n), places(6, m), { cost: greatCircle({ radius: 1 }) }),
    dense: denseCost(anyCosts(7, n, m)),
  };
}

function places(key: number, count: number) {
  const { data } = uniform(key, [count, 2], { low: -1 });
  return fromData(
    data.map((u, at) => (at % 2 === 0 ? 180 * u : 60 * u)),
    [count, 2],
  );
}

/** An uneven problem with ε a multiple of the standard deviation of the costs. */
function unevenProblem(geometry: Geometry, ratio: number) {
  const [n, m] = geometry.shape;
  const weights = { a: unevenWeights(8, n), b: unevenWeights(9, m) };
  const deviationOfCosts = 20 * linearProblem(geometry, weights).epsilon;
  return linearProblem(geometry, { ...weights, epsilon: ratio * deviationOfCosts });
}

function difference(first: Solution, second: Solution): number {
  const x = centred(first, first.problem.a);
  const y = centred(second, second.problem.a);
  return Math.max(
    deviation(x.f, y.f),
    deviation(x.g, y.g),
    deviation([first.cost], [second.cost]),
    deviation([first.regularisedCost], [second.regularisedCost]),
    deviation([first.dualCost], [second.dualCost]),
  );
}

const exactly: SolveOptions = { threshold: 1e-12, maxIterations: 10_000 };

describe.each(executors)('log and kernel on $name agree', (executor) => {
  const [n, m] = [53, 67];
  it.each(Object.entries(geometries(n, m)))('on %s costs, from large ε to small', (_, geometry) => {
    const ratios = executor === wasm ? [10, 1, 0.1, 0.01, 0.003, 0.001] : [1, 0.1, 0.01];
    for (const ratio of ratios) {
      const problem = unevenProblem(geometry, ratio);
      const log = solve(problem, { ...exactly, mode: 'log', executor });
      const kernel = solve(problem, { ...exactly, mode: 'kernel', executor });
      expect([log.status, kernel.status]).toEqual(['converged', 'converged']);
      expect([log.mode, kernel.mode]).toEqual(['log', 'kernel']);
      expect(difference(kernel, log)).toBeLessThan(TOLERANCE);
    }
  });

  it.each(['none', 'nesterov'] as const)(
    'iteration by iteration in float64, acceleration %s',
    (acceleration) => {
      const problem = unevenProblem(pointCloud(normals(1, n, 2), normals(2, m, 2, 1)), 0.02);
      const errors = (mode: Mode) =>
        solve(problem, { mode, executor, acceleration, threshold: 0, maxIterations: 100 }).errors;
      const [log, kernel] = [errors('log'), errors('kernel')];
      expect(log).toHaveLength(100);
      expect(deviation(kernel, log)).toBeLessThan(TOLERANCE);
    },
  );
});

describe('log and kernel agree where plain Sinkhorn takes thousands of iterations', () => {
  it.each(Object.entries(geometries(53, 67)))('on %s costs', (_, geometry) => {
    const problem = unevenProblem(geometry, 0.01);
    const plain = { ...exactly, acceleration: 'none', maxIterations: 50_000 } as const;
    const log = solve(problem, { ...plain, mode: 'log' });
    const kernel = solve(problem, { ...plain, mode: 'kernel' });
    expect([log.status, kernel.status]).toEqual(['converged', 'converged']);
    expect(log.iterations).toBeGreaterThan(1000);
    // Rounding decides on which side of the threshold the last step is.
    expect(Math.abs(kernel.iterations - log.iterations)).toBeLessThanOrEqual(2);
    expect(difference(kernel, log)).toBeLessThan(TOLERANCE);
  });
});

describe('log and kernel agree on more than a thousand points', () => {
  const [n, m] = [1003, 211];
  it.each(Object.entries(geometries(n, m)))('on %s costs', (_, geometry) => {
    for (const ratio of [1, 0.03]) {
      const problem = unevenProblem(geometry, ratio);
      const log = solve(problem, { ...exactly, mode: 'log' });
      const kernel = solve(problem, { ...exactly, mode: 'kernel' });
      expect([log.status, kernel.status]).toEqual(['converged', 'converged']);
      expect(difference(kernel, log)).toBeLessThan(TOLERANCE);
    }
  });
});

describe('the kernel form', () => {
  const [n, m] = [1003, 211];
  const problem = unevenProblem(pointCloud(normals(1, n, 2), normals(2, m, 2, 1, 0.7)), 0.02);

  /** POT's `sinkhorn_stabilized` starts again from 1/n after absorbing, and from 1000 points on ends with a mass of 1/(n m). */
  it.each(['none', 'nesterov'] as const)(
    'keeps its mass when scalings are absorbed, acceleration %s',
    (acceleration) => {
      const { executor, calls } = spyOn(wasm);
      const solution = solve(problem, {
        ...exactly,
        threshold: 1e-9,
        mode: 'kernel',
        executor,
        acceleration,
      });
      // One in each precision to begin with, and more.
      expect(calls.fills).toBeGreaterThan(2);
      expect(solution.status).toBe('converged');
      const mass = solution.plan().data.reduce((total, entry) => total + entry, 0);
      expect(mass).toBeCloseTo(1, 9);
    },
  );

  it('starts in float32 where problems are large, and that does not show in the result', () => {
    const { executor, calls } = spyOn(wasm);
    const mixed = solve(problem, { ...exactly, mode: 'kernel', executor });
    expect([...calls.storages].toSorted()).toEqual(['float32', 'float64']);
    expect(mixed.status).toBe('converged');
    expect(mixed.errors.at(-1)).toBeLessThanOrEqual(1e-12);
    expect(Math.max(mixed.marginalErrors.source, mixed.marginalErrors.target)).toBeLessThan(3e-12);
    expect(difference(mixed, solve(problem, { ...exactly, mode: 'log' }))).toBeLessThan(TOLERANCE);
  });

  it('starts where no sum of it underflows, also where all costs are thousands of ε', () => {
    const [x, y] = [normals(1, 40, 2, 30), normals(2, 50, 2, -30)];
    const distant = linearProblem(pointCloud(x, y), {
      a: unevenWeights(8, 40),
      b: unevenWeights(9, 50),
      epsilon: 0.5,
    });
    const { executor, calls } = spyOn(wasm);
    const tightly = { ...exactly, threshold: 1e-11 };
    const kernel = solve(distant, { ...tightly, mode: 'kernel', executor });
    const log = solve(distant, { ...tightly, mode: 'log' });
    expect(calls.softmins).toBe(0);
    expect(kernel.status).toBe('converged');
    expect(kernel.iterations).toBeLessThan(1.1 * log.iterations + 5);
    expect(difference(kernel, log)).toBeLessThan(TOLERANCE);
  });

  it.each([{}, { epsilonScaling: {} }])(
    'takes any unit of mass as it takes another, in float32 too: %o',
    (options) => {
      const single = (key: number, count: number) => {
        const { data, shape } = normals(key, count, 2);
        return fromData(Float32Array.from(data), shape);
      };
      const clouds = pointCloud(single(1, 40), single(2, 50));
      const [a, b] = [unevenWeights(8, 40), unevenWeights(9, 50)];
      const of = (mass: number) => {
        const times = (weights: Float64Array) => weights.map((weight) => mass * weight);
        const { executor, calls } = spyOn(wasm);
        const problem = linearProblem(clouds, { a: times(a), b: times(b), epsilon: 0.02 });
        const { cost, iterations, status } = solve(problem, { mode: 'kernel', executor, ...options });
        return { cost: cost / mass, iterations, status, softmins: calls.softmins };
      };
      const one = of(1);
      expect([one.status, one.softmins]).toEqual(['converged', 0]);
      // Potentials move by a multiple of ε, which rounds differently.
      for (const mass of [1e-60, 1e-26, 1e20, 1e60]) {
        const { cost, iterations, ...rest } = of(mass);
        expect(rest).toEqual({ status: 'converged', softmins: 0 });
        expect(iterations).toBeLessThan(1.2 * one.iterations + 5);
        // Runs end anywhere below an error of 1e-3 of the marginals.
        expect(cost).toBeCloseTo(one.cost, 2);
      }
    },
  );

  it('takes steps in the log domain where its sums underflow, and comes back', () => {
    const [x, y] = [normals(1, 40, 2), normals(2, 50, 2)];
    // The targets in reach have next to no mass; the others are thousands of ε away.
    const b = unevenWeights(9, 30);
    const reached = unevenWeights(10, 20).map((weight) => 1e-290 * weight);
    const far = y.data.map((value, at) => (at < 40 ? value : value + 30));
    const scarce = linearProblem(pointCloud(x, fromData(far, [50, 2])), {
      a: unevenWeights(8, 40),
      b: [...reached, ...b],
      epsilon: 0.5,
    });
    const { executor, calls } = spyOn(wasm);
    const tightly = { ...exactly, threshold: 1e-11 };
    const kernel = solve(scarce, { ...tightly, mode: 'kernel', executor });
    const log = solve(scarce, { ...tightly, mode: 'log' });
    expect(calls.softmins).toBeGreaterThan(0);
    expect(calls.softmins).toBeLessThan(kernel.iterations);
    expect(kernel.status).toBe('converged');
    expect(kernel.iterations).toBeLessThan(1.1 * log.iterations + 5);
    expect(difference(kernel, log)).toBeLessThan(TOLERANCE);
  });
});
