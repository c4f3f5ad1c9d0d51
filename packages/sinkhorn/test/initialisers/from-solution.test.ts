import { fromData, UnsupportedError } from '@monge/ndarray';
import { denseCost, fromSolution, linearProblem, pointCloud, solve } from '@monge/sinkhorn';
import { describe, expect, it } from 'vitest';
import { deviation } from '../support/deviation.js';
import { anyCosts, normals, unevenWeights } from '../support/samples.js';

const [x, y] = [normals(1, 300, 2), normals(2, 200, 2, 1.5, 0.5)];
const weights = { a: unevenWeights(3, 300), b: unevenWeights(4, 200) };
const options = { acceleration: 'none', threshold: 1e-6 } as const;
const first = solve(linearProblem(pointCloud(x, y), { ...weights, epsilon: 0.3 }), options);

function shifted(
  { data, shape }: { readonly data: Float64Array; readonly shape: readonly number[] },
  by: number,
) {
  return fromData(
    data.map((value) => value + by),
    shape,
  );
}

describe('fromSolution', () => {
  it('starts the same problem where it ended', () => {
    const again = solve(first.problem, { ...options, initialiser: fromSolution(first) });
    expect(again.iterations).toBe(1);
    expect(deviation(again.f.data, first.f.data)).toBeLessThan(1e-9);
  });

  it('finds that solution from the sources alone, for targets in another order', () => {
    const order = Int32Array.from({ length: 200 }, (_, j) => 199 - j);
    const turned = fromData(
      Float64Array.from({ length: 400 }, (_, at) => y.data[2 * order[at >> 1] + (at & 1)]),
      [200, 2],
    );
    const problem = linearProblem(pointCloud(x, turned), {
      a: weights.a,
      b: weights.b.toReversed(),
      epsilon: 0.3,
    });
    const { iterations } = solve(problem, { ...options, initialiser: fromSolution(first) });
    expect(iterations).toBe(1);
  });

  it.each([
    ['other weights', () => linearProblem(pointCloud(x, y), { a: weights.a, epsilon: 0.3 })],
    ['a smaller ε', () => linearProblem(pointCloud(x, y), { ...weights, epsilon: 0.25 })],
    [
      'sources that moved',
      () => linearProblem(pointCloud(shifted(x, 0.01), y), { ...weights, epsilon: 0.3 }),
    ],
    [
      'targets that moved',
      () => linearProblem(pointCloud(x, shifted(y, 0.01)), { ...weights, epsilon: 0.3 }),
    ],
    ['more targets', () => linearProblem(pointCloud(x, normals(2, 260, 2, 1.5, 0.5)), { epsilon: 0.3 })],
    [
      'float32',
      () => linearProblem(pointCloud(single(x), single(shifted(y, 0.01))), { ...weights, epsilon: 0.3 }),
    ],
    [
      'marginals that may give way',
      () =>
        linearProblem(pointCloud(x, shifted(y, 0.01)), {
          ...weights,
          epsilon: 0.3,
          tauA: 0.999,
          tauB: 0.999,
        }),
    ],
  ])('saves iterations for %s', (_, make) => {
    const problem = make();
    const threshold = 1e-3;
    const plain = solve(problem, { ...options, threshold });
    const started = solve(problem, { ...options, threshold, initialiser: fromSolution(first) });
    expect(started.status).toBe('converged');
    expect(started.iterations).toBeLessThan(plain.iterations);
  });

  it('takes matrices of costs with as many columns', () => {
    const costs = anyCosts(5, 60, 40);
    const earlier = solve(linearProblem(denseCost(costs), { epsilon: 0.05 }), options);
    const higher = denseCost(
      fromData(
        costs.data.map((value) => 1.01 * value),
        [60, 40],
      ),
    );
    const problem = linearProblem(higher, { epsilon: 0.05 });
    expect(solve(problem, { ...options, initialiser: fromSolution(earlier) }).iterations).toBeLessThan(
      solve(problem, options).iterations,
    );
    const wide = linearProblem(denseCost(anyCosts(6, 60, 50)), { epsilon: 0.05 });
    expect(() => fromSolution(earlier)(wide)).toThrow(UnsupportedError);
    expect(() => fromSolution(earlier)(wide)).toThrow(/got 40 targets then and 50 now/);
  });

  it('refuses points of another dimension', () => {
    const space = linearProblem(pointCloud(normals(7, 5, 3), normals(8, 5, 3)), { epsilon: 1 });
    expect(() => fromSolution(first)(space)).toThrow(/got points of 2 coordinates then and 3 now/);
  });
});

function single({ data, shape }: { readonly data: Float64Array; readonly shape: readonly number[] }) {
  return fromData(Float32Array.from(data), shape);
}
