import { fromData } from '@monge/ndarray';
import {
  dualSortInitialiser,
  linearProblem,
  pointCloud,
  potentials,
  type Solution,
  sinkhorn,
  sinkhornDivergence,
  solve,
  staircaseInitialiser,
} from '@monge/sinkhorn';
import { softSort } from '@monge/sinkhorn/sorting';
import { describe, expect, it } from 'vitest';
import { accelerations } from './support/accelerations.js';
import { deviation } from './support/deviation.js';
import { modes, wasm } from './support/executors.js';
import { normals, unevenWeights } from './support/samples.js';
import { softSort as softSortPoints } from './support/soft-sort.js';
import { spyOn } from './support/spy.js';

/** The L1 distance of the column sums of the plan, made whole, from b. */
function targetError({ plan, problem }: Solution): number {
  const { b } = problem;
  const sums = new Float64Array(b.length);
  plan().data.forEach((entry, at) => {
    sums[at % b.length] += entry;
  });
  return sums.reduce((total, value, j) => total + Math.abs(value - b[j]), 0);
}

/** What went wrong in others, each by name. */
describe('no defect of POT, OTT-JAX or GeomLoss is one of ours:', () => {
  it.each(accelerations)(
    'POT `sinkhorn_stabilized`: scalings that are absorbed start from 1, not 1/n, with n = 1000, $name',
    ({ acceleration }) => {
      // From 1/n they are absorbed again at once, each time, and the plan has a mass of 1/(n m).
      const [x, y] = [normals(1, 1000, 2), normals(2, 1000, 2, 1, 0.7)];
      const { executor, calls } = spyOn(wasm);
      const solution = sinkhorn(x, y, {
        epsilon: 0.05,
        mode: 'kernel',
        threshold: 1e-5,
        executor,
        acceleration,
      });
      expect(solution.status).toBe('converged');
      expect(calls.fills).toBeGreaterThan(2);
      expect(calls.fills).toBeLessThan(solution.iterations / 2);
      expect(solution.mass).toBeCloseTo(1, 7);
      expect(targetError(solution)).toBeLessThan(2e-5);
    },
  );

  it('OTT `to_dual_potentials`: target weights are counted once at new points, however uneven', () => {
    const [n, m] = [60, 80];
    const [x, y] = [normals(3, n, 2), normals(4, m, 2, 1)];
    const options = { a: unevenWeights(5, n), b: unevenWeights(6, m), epsilon: 0.3, threshold: 1e-12 };
    const solution = sinkhorn(x, y, options);
    expect(deviation(potentials(solution).f(x).data, solution.f.data)).toBeLessThan(1e-9);
    // The entropic map is the barycentric one at the points of the problem.
    expect(deviation(solution.transport(x).data, solution.transport().data)).toBeLessThan(1e-9);
    const divergence = sinkhornDivergence(x, y, options);
    const [there, own] = [divergence.xy.transport().data, divergence.xx.transport().data];
    const debiased = x.data.map((value, k) => value + there[k] - own[k]);
    expect(deviation(divergence.transport(x).data, debiased)).toBeLessThan(1e-8);
  });

  it('OTT `soft_sort` with `SortingInitializer`: values need not come in order, nor in a unit of their own', () => {
    const { x, y } = softSortPoints(200);
    const iterations = (
      points: Float64Array,
      unit: number,
      initialiser: 'zero' | 'dualSort' | 'staircase',
    ) => {
      const cloud = pointCloud(
        points.map((value) => unit * value),
        y.map((value) => unit * value),
      );
      const problem = linearProblem(cloud, { epsilon: 1e-3 * unit * unit });
      const made = { zero: () => ({}), dualSort: dualSortInitialiser(), staircase: staircaseInitialiser };
      const solution = solve(problem, { acceleration: 'none', initialiser: made[initialiser] });
      expect(solution.status).toBe('converged');
      return solution.iterations;
    };
    const inOrder = x.toSorted();
    for (const initialiser of ['dualSort', 'staircase'] as const) {
      expect(iterations(x, 1, initialiser)).toBe(iterations(inOrder, 1, initialiser));
      expect(iterations(x, 1 / 1024, initialiser)).toBe(iterations(x, 1, initialiser));
      expect(iterations(x, 1, initialiser)).toBeLessThan(iterations(x, 1, 'zero') / 2);
    }
    expect(
      deviation(softSort(x, { epsilon: 1e-3 }).data, softSort(inOrder, { epsilon: 1e-3 }).data),
    ).toBeLessThan(1e-9);
  });

  it.each(accelerations)(
    'OTT `solution_error`: the errors are of one norm, the one that is said, after every iteration, $name',
    ({ acceleration }) => {
      const [x, y] = [normals(7, 30, 2), normals(8, 40, 2)];
      const weights = { a: unevenWeights(1, 30), b: unevenWeights(2, 40) };
      const problem = linearProblem(pointCloud(x, y), { ...weights, epsilon: 0.1 });
      for (const mode of modes) {
        const { errors } = solve(problem, { acceleration, mode, threshold: 0, maxIterations: 12 });
        expect(errors.every((error) => error >= 0 && error < 2)).toBe(true);
        const same = errors.filter((error, k) => {
          const found = targetError(
            solve(problem, { acceleration, mode, threshold: 0, maxIterations: k + 1 }),
          );
          const isFound = (reported: number) => Math.abs(found - reported) < 1e-12;
          // A step that lowered the dual is not the one that a run ends with.
          expect(errors.subarray(0, k + 1).some(isFound)).toBe(true);
          return isFound(error);
        });
        expect(same.length).toBeGreaterThanOrEqual(acceleration === 'none' ? 12 : 9);
      }
    },
  );

  it('POT `ot.solve`: potentials to start from are honoured, and there is a status', () => {
    const problem = linearProblem(pointCloud(normals(1, 40, 2), normals(2, 50, 2)), { epsilon: 0.05 });
    for (const { acceleration } of accelerations) {
      for (const mode of modes) {
        const options = { acceleration, mode, threshold: 1e-8, maxIterations: 20_000 } as const;
        const { f, g, status, iterations } = solve(problem, options);
        expect(status).toBe('converged');
        expect(iterations).toBeGreaterThan(10);
        expect(solve(problem, { ...options, init: { f, g } }).iterations).toBe(1);
        expect(solve(problem, { ...options, init: { g } }).iterations).toBe(1);
        expect(solve(problem, { ...options, init: { f } }).iterations).toBeLessThanOrEqual(2);
      }
    }
    expect(solve(problem, { threshold: 1e-12, maxIterations: 3 }).status).toBe('maxIterations');
  });

  it('POT `empirical_sinkhorn_divergence` and `sinkhorn_epsilon_scaling`: the threshold is the caller’s', () => {
    const [x, y] = [normals(1, 40, 2), normals(2, 50, 2)];
    for (const threshold of [1e-3, 1e-9]) {
      const options = { epsilon: 0.1, threshold, maxIterations: 20_000 } as const;
      const { xy, xx, yy } = sinkhornDivergence(x, y, options);
      const scaled = sinkhorn(x, y, { ...options, epsilonScaling: { threshold: 0.5 } });
      for (const solution of [xy, xx, yy, scaled]) {
        expect(solution.status).toBe('converged');
        expect(targetError(solution)).toBeLessThan(threshold + 1e-12);
      }
      // The last but one is not good enough yet: nothing is done for nothing.
      expect(scaled.errors.at(-2)).toBeGreaterThan(threshold);
    }
  });

  it('GeomLoss re-enables automatic differentiation: a solve leaves nothing behind for the next', () => {
    const [x, y] = [normals(1, 40, 2), normals(2, 50, 2)];
    const solved = () => sinkhorn(x, y, { epsilon: 0.1 }).g.data;
    const before = solved();
    sinkhorn(
      x,
      fromData(
        y.data.map((value) => 10 * value),
        y.shape,
      ),
      { epsilon: 1e-3, maxIterations: 20 },
    );
    sinkhornDivergence(x, y, { epsilon: 0.01 });
    expect(solved()).toEqual(before);
  });
});
