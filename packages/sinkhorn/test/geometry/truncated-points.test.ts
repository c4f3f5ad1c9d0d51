import { DomainError, fromData, UnsupportedError } from '@monge/ndarray';
import {
  type CostInput,
  denseCost,
  euclidean,
  type Geometry,
  gradient,
  greatCircle,
  grid,
  linearProblem,
  pNorm,
  pointCloud,
  potentials,
  type Solution,
  solve,
  squaredEuclidean,
  type TruncationOptions,
  transportVjp,
  truncatedCost,
} from '@monge/sinkhorn';
import { describe, expect, it } from 'vitest';
import { deviation } from '../support/deviation.js';
import { derivativeAtZero, inner, moved } from '../support/directional-derivative.js';
import { normals, unevenWeights } from '../support/samples.js';

const [n, m] = [40, 33];
const [x, y] = [normals(1, n, 2), normals(2, m, 2, 0.2)];
const [a, b] = [unevenWeights(1, n), unevenWeights(2, m)];
const steep = (u: Float64Array, v: Float64Array) => Math.max(u[0] - v[0], 0) ** 2 + Math.abs(u[1] - v[1]);
const costs: Record<string, CostInput> = { squaredEuclidean, euclidean, steep };

function solved(geometry: Geometry, options: Parameters<typeof linearProblem>[1] = {}): Solution {
  return solve(linearProblem(geometry, { a, b, epsilon: 0.4, ...options }), {
    threshold: 1e-12,
    maxIterations: 20_000,
  });
}

describe('costs truncated between points are functions of points', () => {
  const rules: readonly TruncationOptions[] = [
    { largest: 5 },
    { neighbours: 18 },
    { largest: 2, neighbours: 16 },
  ];

  it.each(Object.entries(costs))(
    'which are the potentials and the map at the points of the problem: %s',
    (_, cost) => {
      for (const rule of rules) {
        for (const taus of [{}, { tauA: 0.9, tauB: 0.8 }]) {
          const solution = solved(truncatedCost(pointCloud(x, y, { cost }), rule), taus);
          const { f, g } = potentials(solution);
          expect(deviation(f(x).data, solution.f.data)).toBeLessThan(1e-10);
          expect(deviation(g(y).data, solution.g.data)).toBeLessThan(1e-10);
          expect(deviation(solution.transport(x).data, solution.transport().data)).toBeLessThan(1e-12);
          const back = solution.transport(undefined, { from: 'target' });
          expect(deviation(solution.transport(y, { from: 'target' }).data, back.data)).toBeLessThan(1e-12);
        }
      }
    },
  );

  it('of which the sums are over the targets that the rule gives a new point, by definition', () => {
    const solution = solved(truncatedCost(pointCloud(x, y), { largest: 1.5, neighbours: 3 }), { tauB: 0.9 });
    const points = normals(7, 25, 2);
    const cost = (u: typeof x, i: number, v: typeof x, j: number) =>
      (u.get(i, 0) - v.get(j, 0)) ** 2 + (u.get(i, 1) - v.get(j, 1)) ** 2;
    const third = (values: number[]) => values.sort((one, other) => one - other)[2];
    const range = (length: number) => Array.from({ length }, (_, k) => k);
    const reach = range(m).map((j) => third(range(n).map((i) => cost(x, i, y, j))));
    const f = potentials(solution).f(points);
    const map = solution.transport(points);
    for (let k = 0; k < 25; k++) {
      const row = range(m).map((j) => cost(points, k, y, j));
      const limit = Math.max(1.5, third([...row]));
      const masses = row.map((value, j) =>
        value <= limit || value <= reach[j] ? b[j] * Math.exp((solution.g.get(j) - value) / 0.4) : 0,
      );
      const total = masses.reduce((sum, mass) => sum + mass, 0);
      expect(f.get(k)).toBeCloseTo(-0.4 * Math.log(total), 10);
      const sum = masses.reduce((sum, mass, j) => sum + mass * y.get(j, 1), 0);
      expect(map.get(k, 1)).toBeCloseTo(sum / total, 10);
    }
  });

  it('are those of the whole costs where nothing was truncated', () => {
    const [all, whole] = [
      solved(truncatedCost(pointCloud(x, y), { largest: 1e9 })),
      solved(pointCloud(x, y)),
    ];
    const points = normals(8, 12, 2, 2);
    expect(deviation(all.transport(points).data, whole.transport(points).data)).toBeLessThan(1e-9);
  });

  it.each([
    ['squared distances', squaredEuclidean],
    ['city blocks', pNorm(1)],
  ])('are functions of the points of a grid too, of which many are equally far: %s', (_, cost) => {
    const axes = [
      [0, 0.1, 0.2, 0.3],
      [0, 0.7, 0.8],
      [0.1, 0.4, 0.3],
    ];
    for (const rule of [
      { neighbours: 5 },
      { largest: cost.between(Float64Array.of(0.1), Float64Array.of(0.3)) * 3 },
    ]) {
      const solution = solve(
        linearProblem(truncatedCost(grid(axes, { cost }), rule), {
          b: unevenWeights(3, 36),
          epsilon: 0.05,
          tauB: 0.9,
        }),
        {
          threshold: 1e-12,
        },
      );
      const points = axes[0].flatMap((u) => axes[1].flatMap((v) => axes[2].map((w) => [u, v, w])));
      expect(deviation(potentials(solution).f(points).data, solution.f.data)).toBeLessThan(1e-10);
      expect(deviation(solution.transport(points).data, solution.transport().data)).toBeLessThan(1e-12);
    }
  });

  it.each([
    ['squared distances', squaredEuclidean],
    ['city blocks', pNorm(1)],
  ])('are to the bit those of the points of a grid, wherever it is truncated: %s', (_, cost) => {
    const axes = [
      [0, 0.1, 0.3],
      [0, 0.7, 0.8],
      [0.1, 0.2, 0.4],
    ];
    const pixels = grid(axes, { cost });
    const [own, anew] = [new Float64Array(27), new Float64Array(27)];
    for (const largest of new Set(truncatedCost(pixels, { largest: 9 }).cost)) {
      const geometry = truncatedCost(pixels, { largest });
      const newCosts = geometry.truncated!.newCosts(geometry.truncated!.cloud().x, 1);
      for (let i = 0; i < 27; i++) {
        geometry.costRow(i, own);
        newCosts(i, anew);
        expect(anew).toEqual(own);
      }
    }
  });

  it('are truncated again with them', () => {
    const once = truncatedCost(pointCloud(x, y), { largest: 6 });
    const twice = truncatedCost(once, { neighbours: 16 });
    expect(twice.cost.length).toBeLessThan(once.cost.length);
    const solution = solved(twice);
    expect(deviation(potentials(solution).f(x).data, solution.f.data)).toBeLessThan(1e-10);
    expect(deviation(solution.transport(x).data, solution.transport().data)).toBeLessThan(1e-12);
  });

  it('in float32 see new points as they see their own', () => {
    const single = (points: typeof x) => fromData(Float32Array.from(points.data), points.shape);
    const solution = solved(truncatedCost(pointCloud(single(x), single(y)), { neighbours: 18 }));
    expect(deviation(solution.transport(x).data, solution.transport().data)).toBeLessThan(1e-12);
  });
});

describe('gradients by the points of truncated costs', () => {
  const cases: Record<string, { readonly cost: CostInput; readonly scale: number }> = {
    squaredEuclidean: { cost: squaredEuclidean, scale: 1 },
    euclidean: { cost: euclidean, scale: 1 },
    'p-norm': { cost: pNorm(3), scale: 1 },
    'great circle': { cost: greatCircle({ radius: 3 }), scale: 20 },
  };

  it.each(Object.entries(cases))(
    'hold the support, which small steps do not change: %s',
    (_, { cost, scale }) => {
      const scaled = (points: typeof x) =>
        fromData(
          points.data.map((value) => scale * value),
          points.shape,
        );
      const [sources, targets] = [scaled(x), scaled(y)];
      const at = (u: typeof x, v: typeof y) =>
        solved(truncatedCost(pointCloud(u, v, { cost }), { neighbours: 10 }));
      const solution = at(sources, targets);
      const found = gradient(solution);
      const cotangent = normals(9, n, 2);
      const ofMap = transportVjp(solution, cotangent);
      const along = normals(11, 1, 2 * m).data;
      const target = (t: number) => at(sources, fromData(moved(targets.data, along, t), [m, 2]));
      const [step, precision] = [scale * 1e-5, 5];
      expect(inner(found.y().data, along)).toBeCloseTo(
        derivativeAtZero((t) => target(t).dualCost, step),
        precision,
      );
      expect(inner(ofMap.y().data, along)).toBeCloseTo(
        derivativeAtZero((t) => inner(target(t).transport().data, cotangent.data), step),
        precision,
      );
    },
  );
});

describe('what truncated costs cannot tell', () => {
  // Two pairs that no moves connect, and a third target without mass.
  const apart = truncatedCost(pointCloud([0, 10], [1, 11, 100]), { largest: 2 });
  const given = { a: [0.5, 0.5], b: [0.5, 0.5, 0], epsilon: 1 };

  it('are potentials and maps where there are no targets', () => {
    const solution = solve(linearProblem(apart, given));
    expect(solution.transport([0.5]).get(0, 0)).toBe(1);
    for (const refused of [() => solution.transport([0.5, 5]), () => potentials(solution).f([0.5, 5])]) {
      expect(refused).toThrow(DomainError);
      expect(refused).toThrow(
        'expected points that may move to some of the targets with mass, got none for point 1; truncate less',
      );
    }
    // One that is in reach of nothing but what has no mass.
    expect(() => solution.transport([100])).toThrow('got none for point 0');
    expect(() => solution.transport(undefined, { from: 'target' })).toThrow(
      'solution.transport: expected points that may move to some of the sources with mass, got none for point 2',
    );
  });

  it('are potentials and maps between parts that no moves connect, unless a marginal gives way', () => {
    const parts = truncatedCost(pointCloud([0, 3], [0.5, 3.5]), { largest: 3 });
    const solution = solve(linearProblem(parts, { epsilon: 1 }));
    expect(solution.transport([0]).get(0, 0)).toBe(0.5);
    for (const refused of [() => solution.transport([0, 2]), () => potentials(solution).f([0, 2])]) {
      expect(refused).toThrow(DomainError);
      expect(refused).toThrow(/got targets 0 and 1, which are not, for point 1; truncate less/);
    }
    const givesWay = solve(linearProblem(parts, { epsilon: 1, tauA: 0.9 }));
    expect(givesWay.transport([2]).get(0, 0)).toBeGreaterThan(0.5);
  });

  it('are the points of costs that were no costs of points', () => {
    const solution = solve(linearProblem(truncatedCost(denseCost([[0, 1]]), { largest: 2 }), { epsilon: 1 }));
    expect(() => solution.transport()).toThrow(UnsupportedError);
    expect(() => potentials(solution)).toThrow(UnsupportedError);
    expect(() => gradient(solution).x()).toThrow(UnsupportedError);
    expect(() => transportVjp(solution, [[1]])).toThrow(UnsupportedError);
  });
});
