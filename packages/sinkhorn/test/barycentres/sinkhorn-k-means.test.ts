import { DomainError, fromData, ShapeError } from '@monge/ndarray';
import { assertAllClose } from '@monge/ndarray/testing';
import { sinkhornKMeans } from '@monge/sinkhorn/barycentres';
import { describe, expect, it } from 'vitest';
import { deviation } from '../support/deviation.js';
import { derivativeAtZero, inner, moved } from '../support/directional-derivative.js';
import { normals, unevenWeights } from '../support/samples.js';

const sum = (values: ArrayLike<number>) => Array.from(values).reduce((total, value) => total + value, 0);

/** Three groups of 400, 350 and 250 points. */
const sizes = [400, 350, 250];
const centres = [
  [0, 0],
  [10, 0],
  [0, 10],
];
const points = fromData(
  Float64Array.from(
    sizes.flatMap((size, k) =>
      Array.from(normals(k + 1, size, 2).data, (value, at) => value + centres[k][at % 2]),
    ),
  ),
  [1000, 2],
);
const accurate = { threshold: 1e-11, maxIterations: 20_000 };

describe('Sinkhorn k-means', () => {
  it('has clusters of the sizes asked for', () => {
    const clusters = sinkhornKMeans(points, {
      clusters: 3,
      sizes: [2, 3, 5],
      epsilon: 2,
      transport: { ...accurate, acceleration: 'nesterov' },
    });
    const columns = clusters.solution.apply(new Float64Array(1000).fill(1), { transpose: true });
    assertAllClose(columns, [0.2, 0.3, 0.5], { atol: 1e-9 });
    assertAllClose(clusters.sizes, [0.2, 0.3, 0.5], { atol: 1e-15 });
    const shares = clusters.probabilities();
    const first = shares.data.filter((_, at) => at % 3 === 0);
    expect(sum(first) / 1000).toBeCloseTo(0.2, 9);
    for (let i = 0; i < 1000; i += 97) expect(sum(shares.data.subarray(3 * i, 3 * i + 3))).toBeCloseTo(1, 12);
  });

  it('finds groups and, where sizes are free, how large they are', () => {
    for (const asked of [sizes, 'free'] as const) {
      const clusters = sinkhornKMeans(points, { centroids: centres, sizes: asked, epsilon: 0.5 });
      expect(clusters.status).toBe('converged');
      assertAllClose(clusters.sizes, [0.4, 0.35, 0.25], { atol: 2e-3 });
      const members = clusters.members().data;
      expect(Array.from(sizes, (_, k) => sum(members.map((member) => Number(member === k))))).toEqual(sizes);
      centres.forEach((centre, k) => {
        expect(
          Math.hypot(clusters.centroids.get(k, 0) - centre[0], clusters.centroids.get(k, 1) - centre[1]),
        ).toBeLessThan(0.2);
      });
      expect(
        Array.from(
          clusters.members([
            [9, 1],
            [-1, 12],
          ]).data,
        ),
      ).toEqual([1, 2]);
    }
  });

  it('is the mean for one cluster, and for ε far above the distances', () => {
    const mean = [0, 1].map((k) => sum(points.data.filter((_, at) => at % 2 === k)) / 1000);
    const one = sinkhornKMeans(points, { clusters: 1, epsilon: 1 });
    assertAllClose(one.centroids, [mean], { atol: 1e-10 });
    const many = sinkhornKMeans(points, { clusters: 4, epsilon: 1e4, threshold: 1e-3, maxIterations: 50 });
    assertAllClose(many.centroids, [mean, mean, mean, mean], { atol: 1e-2 });
  });

  it('has the gradient of its objective, by the envelope theorem', () => {
    const cloud = normals(20, 25, 2, 0, 2);
    const weights = unevenWeights(21, 25);
    const shares = unevenWeights(22, 3);
    const options = {
      centroids: [
        [1, 0],
        [-1, 0],
        [0, 2],
      ],
      threshold: 1e-8,
      maxIterations: 5000,
      transport: accurate,
    };
    const value = (x: Float64Array, a: Float64Array, s: Float64Array, epsilon: number) =>
      sinkhornKMeans(fromData(x, [25, 2]), { ...options, weights: a, sizes: s, epsilon }).regularisedCost;
    const { gradient } = sinkhornKMeans(cloud, { ...options, weights, sizes: shares, epsilon: 0.7 });
    const { x, a, b, epsilon } = gradient();
    const along = normals(23, 25, 2).data;
    const byPoints = derivativeAtZero((t) => value(moved(cloud.data, along, t), weights, shares, 0.7), 1e-2);
    expect(inner(x().data, along)).toBeCloseTo(byPoints, 5);
    const others = unevenWeights(24, 25).map((w, i) => w - weights[i]);
    const byWeights = derivativeAtZero(
      (t) => value(cloud.data, moved(weights, others, t), shares, 0.7),
      1e-2,
    );
    expect(inner(a.data, others)).toBeCloseTo(byWeights, 5);
    const exchanged = Float64Array.of(1, -2, 1).map((change) => change / 100);
    const bySizes = derivativeAtZero(
      (t) => value(cloud.data, weights, moved(shares, exchanged, t), 0.7),
      1e-1,
    );
    expect(inner(b.data, exchanged)).toBeCloseTo(bySizes, 6);
    const byEpsilon = derivativeAtZero((t) => value(cloud.data, weights, shares, 0.7 + t), 1e-2);
    expect(epsilon()).toBeCloseTo(byEpsilon, 5);
  });

  it('says the same of the points as of the same points given anew', () => {
    const clusters = sinkhornKMeans(points, { clusters: 3, epsilon: 1 });
    expect(deviation(clusters.probabilities(points).data, clusters.probabilities().data)).toBe(0);
  });

  it('refuses what does not fit', () => {
    expect(() => sinkhornKMeans(points)).toThrow('sinkhorn.sinkhornKMeans: expected clusters a whole number');
    expect(() => sinkhornKMeans(points, { clusters: 2.5 })).toThrow(DomainError);
    const { probabilities, members } = sinkhornKMeans(points, { clusters: 2, epsilon: 1 });
    const wrong = [[1, 2, 3, 4, 5]];
    expect(() => probabilities(wrong)).toThrow(/expected points of shape \[n, \d\].*got \[1, 5\]/);
    expect(() => members([1, 2])).toThrow(ShapeError);
    expect(() => sinkhornKMeans(points, { clusters: 2, epsilon: 0 })).toThrow('how soft');
    expect(() => sinkhornKMeans(points, { clusters: 2, sizes: [1, 2, 3] })).toThrow(ShapeError);
    expect(() => sinkhornKMeans(points, { clusters: 2, weights: [1, 2] })).toThrow(ShapeError);
  });
});
