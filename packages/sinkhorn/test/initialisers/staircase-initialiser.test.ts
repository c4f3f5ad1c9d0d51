import { DomainError, UnsupportedError } from '@monge/ndarray';
import { normal, uniform } from '@monge/random';
import {
  type CostInput,
  denseCost,
  euclidean,
  type LinearProblem,
  linearProblem,
  pNorm,
  pointCloud,
  solve,
  squaredEuclidean,
  staircaseInitialiser,
} from '@monge/sinkhorn';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { centred, deviation } from '../support/deviation.js';
import { normals, unevenWeights } from '../support/samples.js';
import { softSort } from '../support/soft-sort.js';

const costs: readonly [string, CostInput, (difference: number) => number][] = [
  ['|x − y|²', squaredEuclidean, (z) => z * z],
  ['|x − y|', euclidean, Math.abs],
  ['|x − y|^1.5', pNorm(1.5), (z) => Math.abs(z) ** 1.5],
  ['a lopsided one', (x, y) => Math.max(x[0] - y[0], 3 * (y[0] - x[0])), (z) => Math.max(z, -3 * z)],
];

/** The largest f_i + g_j − C_ij, and ⟨a, f⟩ + ⟨b, g⟩. */
function dual(
  { a, b }: LinearProblem,
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  h: (z: number) => number,
  f: Float64Array,
  g: Float64Array,
) {
  let excess = -Infinity;
  for (let i = 0; i < f.length; i++) {
    for (let j = 0; j < g.length; j++) excess = Math.max(excess, f[i] + g[j] - h(x[i] - y[j]));
  }
  const value = f.reduce((sum, v, i) => sum + a[i] * v, 0) + g.reduce((sum, v, j) => sum + b[j] * v, 0);
  return { excess, value };
}

/** What moving mass in order costs: h of the difference of the quantiles, over all levels. */
function costInOrder(
  x: ArrayLike<number>,
  a: ArrayLike<number>,
  y: ArrayLike<number>,
  b: ArrayLike<number>,
  h: (z: number) => number,
): number {
  const [quantilesX, quantilesY] = [quantiles(x, a), quantiles(y, b)];
  const levels = [...quantilesX, ...quantilesY].map(({ level }) => level).sort((s, t) => s - t);
  let cost = 0;
  for (let k = 0; k < levels.length; k++) {
    const below = levels[k - 1] ?? 0;
    const between = (below + levels[k]) / 2;
    const at = (all: typeof quantilesX) => (all.find(({ level }) => level > between) ?? all.at(-1)!).point;
    if (levels[k] > below) cost += (levels[k] - below) * h(at(quantilesX) - at(quantilesY));
  }
  return cost;
}

function quantiles(points: ArrayLike<number>, weights: ArrayLike<number>) {
  const order = Array.from(points, (_, i) => i).sort((i, j) => points[i] - points[j]);
  let level = 0;
  return order.map((i) => {
    level += weights[i];
    return { point: points[i], level };
  });
}

/** Few values, so that points coincide and masses are used up together; some weights are zero. */
const side = fc.integer({ min: 1, max: 12 }).chain((count) =>
  fc.record({
    points: fc.array(fc.integer({ min: -6, max: 6 }), { minLength: count, maxLength: count }),
    weights: fc
      .array(fc.integer({ min: 0, max: 3 }), { minLength: count, maxLength: count })
      .filter((weights) => weights.some((weight) => weight > 0)),
  }),
);

describe('staircaseInitialiser', () => {
  describe.each(costs)('for %s', (_, cost, h) => {
    it('gives feasible potentials whose dual value is the exact cost', () => {
      fc.assert(
        fc.property(side, side, (source, target) => {
          const mass = (weights: number[]) => weights.reduce((sum, weight) => sum + weight, 0);
          const a = source.weights.map((weight) => weight / mass(source.weights));
          const b = target.weights.map((weight) => weight / mass(target.weights));
          const problem = linearProblem(pointCloud(source.points, target.points, { cost }), {
            a,
            b,
            epsilon: 1,
          });
          const { f, g } = staircaseInitialiser(problem);
          const { excess, value } = dual(problem, source.points, target.points, h, f, g);
          expect(excess).toBeLessThan(1e-9);
          expect(value).toBeCloseTo(costInOrder(source.points, a, target.points, b, h), 9);
        }),
      );
    });

    it('is dual optimal for n = 1200 and m = 900 uneven weights', () => {
      const [x, y] = [normal(1, 1200).data, uniform(2, 900, { high: 4 }).data];
      const [a, b] = [unevenWeights(3, 1200), unevenWeights(4, 900)];
      const problem = linearProblem(pointCloud(x, y, { cost }), { a, b, epsilon: 1 });
      const { f, g } = staircaseInitialiser(problem);
      const { excess, value } = dual(problem, x, y, h, f, g);
      expect(excess).toBeLessThan(1e-9);
      expect(value).toBeCloseTo(costInOrder(x, a, y, b, h), 9);
    });
  });

  it('does not change when all points are moved, and goes with the points when they are numbered otherwise', () => {
    const [x, y] = [normal(5, 40).data, normal(6, 30).data];
    const { f, g } = staircaseInitialiser(linearProblem(pointCloud(x, y), { epsilon: 1 }));
    const moved = pointCloud(
      x.map((v) => v + 8),
      y.map((v) => v + 8),
    );
    expect(deviation(staircaseInitialiser(linearProblem(moved, { epsilon: 1 })).g, g)).toBeLessThan(1e-12);
    const turned = staircaseInitialiser(
      linearProblem(pointCloud(x.toReversed(), y.toReversed()), { epsilon: 1 }),
    );
    expect(turned.g.toReversed()).toEqual(g);
    expect(turned.f.toReversed()).toEqual(f);
  });

  it('takes the middle where potentials may lie in an interval, as entropic ones of two points do', () => {
    const problem = linearProblem(pointCloud([2, 0.5], [1, 4]), { epsilon: 0.7 });
    const limit = centred(solve(problem, { threshold: 1e-13 }), problem.a);
    const { f, g } = staircaseInitialiser(problem);
    const start = centred({ f: { data: f }, g: { data: g } }, problem.a);
    expect(deviation(start.f, limit.f)).toBeLessThan(1e-9);
    expect(start.g[1] - start.g[0]).toBeCloseTo(limit.g[1] - limit.g[0], 9);
  });

  it.each([1e-3, 1e-4])(
    'needs no more than 30 iterations for a soft sort of 200 values at ε = %d',
    (epsilon) => {
      const { x, y } = softSort(200);
      const problem = linearProblem(pointCloud(x, y), { epsilon });
      const options = { acceleration: 'none', maxIterations: 10_000 } as const;
      const { status, iterations } = solve(problem, { ...options, initialiser: 'staircase' });
      expect(status).toBe('converged');
      expect(iterations).toBeLessThanOrEqual(30);
      expect(solve(problem, options).iterations).toBeGreaterThan(10 * iterations);
    },
  );

  it('takes float32 points, and single ones', () => {
    const { g } = staircaseInitialiser(
      linearProblem(pointCloud(Float32Array.of(2), Float32Array.of(0, 1, 5)), { epsilon: 1 }),
    );
    expect([...g]).toEqual([4, 1, 9]);
  });

  it('refuses points that are not on the line, a matrix of costs, and marginals that may give way', () => {
    const plane = linearProblem(pointCloud([[0, 1]], [[1, 1]]), { epsilon: 1 });
    expect(() => staircaseInitialiser(plane)).toThrow(UnsupportedError);
    expect(() => staircaseInitialiser(plane)).toThrow(
      /expected points on the line.*got points of 2 coordinates/,
    );
    const matrix = linearProblem(denseCost([[0, 1]]), { epsilon: 1 });
    expect(() => staircaseInitialiser(matrix)).toThrow(/expected the geometry of point clouds/);
    const unbalanced = linearProblem(pointCloud([0, 1], [1, 2]), { epsilon: 1, tauA: 0.9 });
    expect(() => staircaseInitialiser(unbalanced)).toThrow(/expected a balanced problem.*tauA 0.9/);
  });

  it('takes costs that are convex for so, however much smaller than the potentials they are', () => {
    const [x, y] = [normals(1, 1001, 1).data, normals(2, 1301, 1).data];
    for (const cost of [pNorm(3), pNorm(1.2), squaredEuclidean]) {
      for (const targets of [x.map((value) => 2 * value), y]) {
        expect(() => staircaseInitialiser(linearProblem(pointCloud(x, targets, { cost })))).not.toThrow();
      }
    }
  });

  it('refuses costs for which moves had better cross', () => {
    const cost = (x: Float64Array, y: Float64Array) => Math.sqrt(Math.abs(x[0] - y[0]));
    for (const y of [
      [1, 2],
      [1, 1.5, 1.75],
    ]) {
      const concave = linearProblem(pointCloud([0, 1], y, { cost }), { epsilon: 1 });
      expect(() => staircaseInitialiser(concave)).toThrow(DomainError);
    }
  });
});
