import { fromData } from '@monge/ndarray';
import {
  cosine,
  euclidean,
  gradient,
  type LinearProblem,
  linearProblem,
  pointCloud,
  squaredEuclidean,
} from '@monge/sinkhorn';
import { denseCosts, gradients, linearProblems, pointClouds, solveBatch } from '@monge/sinkhorn/batch';
import { describe, expect, it } from 'vitest';
import { deviation } from '../support/deviation.js';
import { normals, unevenWeights } from '../support/samples.js';

const precise = { threshold: 1e-12, maxIterations: 50_000 };

const sizes: readonly [number, number][] = [
  [1, 6],
  [13, 4],
  [50, 51],
  [290, 280],
];

describe('gradients of a batch', () => {
  it.each([
    ['squared Euclidean', squaredEuclidean, {}],
    ['Euclidean', euclidean, {}],
    ['cosine', cosine, {}],
    ['squared Euclidean, where marginals give way', squaredEuclidean, { tauA: 0.8, tauB: 0.95 }],
  ])('are those of its solutions: %s', (_, cost, taus) => {
    const problems = sizes.map(([n, m], k): LinearProblem => {
      const clouds = pointCloud(normals(k, n, 3), normals(k + 9, m, 3, 1, 0.5), { cost });
      return linearProblem(clouds, {
        a: unevenWeights(k, n),
        b: unevenWeights(k + 9, m),
        epsilon: 0.5,
        ...taus,
      });
    });
    const batch = solveBatch(problems, { threshold: 1e-9 });
    const found = gradients(batch);
    const each = batch.solutions.map((solution) => gradient(solution));
    const all = (part: (k: number) => Float64Array) => each.flatMap((_sensitivities, k) => [...part(k)]);
    expect(found.x().shape).toEqual([354, 3]);
    expect(found.y().shape).toEqual([341, 3]);
    expect(
      deviation(
        found.x().data,
        all((k) => each[k].x().data),
      ),
    ).toBeLessThan(1e-12);
    expect(
      deviation(
        found.y().data,
        all((k) => each[k].y().data),
      ),
    ).toBeLessThan(1e-12);
    expect([...found.a.data]).toEqual(all((k) => each[k].a.data));
    expect([...found.b.data]).toEqual(all((k) => each[k].b.data));
    expect([...found.epsilon().data]).toEqual(each.map(({ epsilon }) => epsilon()));
  });

  it('are the central differences of the regularised costs', () => {
    const [x, y] = [normals(1, 24, 2), normals(2, 18, 2, 1)];
    const [count, step] = [3, 1e-5];
    const along = normals(3, 24, 2);
    const stacked = (points: typeof x) => fromData(points.data.slice(), [count, points.shape[0] / count, 2]);
    const costsAt = (shift: number) => {
      const moved = fromData(
        x.data.map((value, at) => value + shift * along.data[at]),
        x.shape,
      );
      const problems = linearProblems(pointClouds(stacked(moved), stacked(y)), { epsilon: 0.7 });
      return solveBatch(problems, precise);
    };
    const { data } = gradients(costsAt(0)).x();
    const [above, below] = [costsAt(step), costsAt(-step)].map(({ regularisedCost }) => regularisedCost.data);
    for (let k = 0; k < count; k++) {
      let slope = 0;
      for (let at = k * 16; at < (k + 1) * 16; at++) slope += data[at] * along.data[at];
      expect(Math.abs(slope - (above[k] - below[k]) / (2 * step))).toBeLessThan(1e-7);
    }
  });

  it('by weights are those of the regularised costs too', () => {
    const [step, epsilon] = [1e-5, 0.4];
    const costs = denseCosts([
      [
        [1, 3, 5],
        [4, 2, 1],
      ],
      [
        [0, 1],
        [2, 7],
      ],
    ]);
    const costsAt = (shift: number) =>
      solveBatch(
        linearProblems(costs, {
          a: [
            [0.5 + shift, 0.5 - shift],
            [0.3 - shift, 0.7 + shift],
          ],
          b: [
            [0.2, 0.3, 0.5],
            [0.9, 0.1],
          ],
          epsilon,
        }),
        precise,
      );
    const { a } = gradients(costsAt(0));
    const [above, below] = [costsAt(step), costsAt(-step)].map(({ regularisedCost }) => regularisedCost.data);
    expect((above[0] - below[0]) / (2 * step)).toBeCloseTo(a.data[0] - a.data[1], 7);
    expect((above[1] - below[1]) / (2 * step)).toBeCloseTo(a.data[3] - a.data[2], 7);
  });

  it('refuse what they cannot stack, or differentiate', () => {
    const [line, plane] = [pointCloud([[0]], [[1]]), pointCloud([[0, 0]], [[1, 1]])];
    const mixed = gradients(solveBatch([line, plane].map((clouds) => linearProblem(clouds, { epsilon: 1 }))));
    expect(() => mixed.x()).toThrow('expected points of one dimension (they are stacked), got 1 and 2');
    const matrices = gradients(solveBatch(linearProblems(denseCosts([[[1, 2]]]), { epsilon: 1 })));
    expect(() => matrices.y()).toThrow('expected the geometry of point clouds');
  });
});
