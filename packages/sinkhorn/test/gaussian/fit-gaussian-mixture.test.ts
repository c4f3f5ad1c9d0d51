import { DomainError, fromData, ShapeError } from '@monge/ndarray';
import { normal } from '@monge/random';
import { fitGaussian, fitGaussianMixture } from '@monge/sinkhorn';
import { describe, expect, it } from 'vitest';
import { deviation } from '../support/deviation.js';
import { normals, unevenWeights } from '../support/samples.js';

/** Points of three Gaussians in the plane, [1200, 2], far apart, by 1 to 2 to 3. */
function threeClusters() {
  const centres = [
    [-6, 0],
    [5, 4],
    [3, -7],
  ];
  const stretch = [
    [1, 0.3],
    [0.4, 1.2],
    [0.7, 0.7],
  ];
  const clusterOf = (i: number) => [0, 1, 1, 2, 2, 2][i % 6];
  const z = normal(1, [1200, 2]).data;
  const data = z.map((value, at) => {
    const k = clusterOf(at >> 1);
    return centres[k][at % 2] + stretch[k][at % 2] * value;
  });
  return { points: fromData(data, [1200, 2]), clusterOf };
}

describe('fitGaussianMixture', () => {
  it('makes the points more likely with every iteration', () => {
    const points = normals(2, 1000, 3);
    const logLikelihoods = [1, 2, 3, 4, 6, 10, 30].map(
      (maxIterations) => fitGaussianMixture(5, points, 6, { maxIterations, threshold: 0 }).logLikelihood,
    );
    for (let k = 1; k < logLikelihoods.length; k++) {
      expect(logLikelihoods[k]).toBeGreaterThan(logLikelihoods[k - 1] - 1e-6);
    }
    expect(logLikelihoods.at(-1)).toBeGreaterThan(logLikelihoods[0] + 1e-2);
  });

  it('has the mean and the covariance of the points, as every maximum has', () => {
    const [points, weights] = [normals(3, 300, 2, 1, 2), unevenWeights(4, 300)];
    const { mixture } = fitGaussianMixture(5, points, 4, { weights });
    const moments = { mean: [0, 0], covariance: [0, 0, 0, 0] };
    for (const [k, { mean }] of mixture.components.entries()) {
      for (let u = 0; u < 2; u++) moments.mean[u] += mixture.weights[k] * mean.get(u);
    }
    for (const [k, { mean, covariance }] of mixture.components.entries()) {
      for (let uv = 0; uv < 4; uv++) {
        const [u, v] = [uv >> 1, uv % 2];
        const between = (mean.get(u) - moments.mean[u]) * (mean.get(v) - moments.mean[v]);
        moments.covariance[uv] += mixture.weights[k] * (covariance.get(u, v) + between);
      }
    }
    const whole = fitGaussian(points, { weights });
    expect(deviation(moments.mean, whole.mean.data)).toBeLessThan(1e-12);
    // But for the variance that is added.
    expect(deviation(moments.covariance, whole.covariance.data)).toBeLessThan(1e-5);
  });

  it('takes a point of twice the weight as two', () => {
    const points = normals(6, 60, 2);
    const doubled = fromData(Float64Array.of(...points.data, ...points.data.subarray(0, 2)), [61, 2]);
    const weights = Float64Array.from({ length: 60 }, (_, i) => (i === 0 ? 2 : 1));
    const tightly = { threshold: 0, maxIterations: 1 };
    const [once, twice] = [
      fitGaussianMixture(7, points, 1, { ...tightly, weights }),
      fitGaussianMixture(7, doubled, 1, tightly),
    ];
    expect(twice.logLikelihood).toBeCloseTo(once.logLikelihood, 12);
    expect(
      deviation(once.mixture.components[0].covariance.data, twice.mixture.components[0].covariance.data),
    ).toBeLessThan(1e-12);
  });

  it('is the Gaussian of the points with one component, but for the variance that is added', () => {
    const points = normals(8, 200, 3, 2, 3);
    const { mixture, iterations, status } = fitGaussianMixture(1, points, 1);
    const { mean, covariance } = fitGaussian(points);
    expect([status, iterations <= 2]).toEqual(['converged', true]);
    expect(deviation(mixture.components[0].mean.data, mean.data)).toBeLessThan(1e-12);
    const floor = (1e-6 * (covariance.get(0, 0) + covariance.get(1, 1) + covariance.get(2, 2))) / 3;
    const excess = mixture.components[0].covariance.data.map((value, k) => value - covariance.data[k]);
    expect(deviation(excess, [floor, 0, 0, 0, floor, 0, 0, 0, floor])).toBeLessThan(1e-12);
  });

  it('finds clusters that are far apart, each with its share, mean and covariance', () => {
    const { points, clusterOf } = threeClusters();
    const { mixture } = fitGaussianMixture(3, points, 3);
    for (const k of [0, 1, 2]) {
      const own = Float64Array.from({ length: 1200 }, (_, i) => (clusterOf(i) === k ? 1 : 0));
      const { mean, covariance } = fitGaussian(points, { weights: own });
      const found = mixture.components.findIndex(
        (component) =>
          Math.hypot(component.mean.get(0) - mean.get(0), component.mean.get(1) - mean.get(1)) < 0.5,
      );
      expect(mixture.weights[found]).toBeCloseTo((k + 1) / 6, 3);
      expect(deviation(mixture.components[found].mean.data, mean.data)).toBeLessThan(0.01);
      expect(deviation(mixture.components[found].covariance.data, covariance.data)).toBeLessThan(0.05);
    }
  });

  it('has the log-likelihood of its density', () => {
    const line = normals(9, 50, 1).data;
    const { mixture, logLikelihood } = fitGaussianMixture(2, line, 3);
    let expected = 0;
    for (const x of line) {
      let density = 0;
      for (const [k, { mean, covariance }] of mixture.components.entries()) {
        const [m, variance] = [mean.get(0), covariance.get(0, 0)];
        density +=
          (mixture.weights[k] * Math.exp(-((x - m) ** 2) / (2 * variance))) /
          Math.sqrt(2 * Math.PI * variance);
      }
      expected += Math.log(density) / 50;
    }
    expect(logLikelihood).toBeCloseTo(expected, 10);
  });

  it('has fewer components where fewer points are distinct, and one that is all but a point for one point', () => {
    const { mixture } = fitGaussianMixture(1, [1, 1, 1, 4, 4], 5);
    expect(mixture.components).toHaveLength(2);
    const same = fitGaussianMixture(
      1,
      [
        [2, 3],
        [2, 3],
      ],
      4,
    );
    expect(same.mixture.components).toHaveLength(1);
    expect(same.mixture.components[0].mean.data).toEqual(Float64Array.of(2, 3));
    expect(same.mixture.components[0].covariance.get(0, 0)).toBeLessThan(1e-29);
    expect(Number.isFinite(same.logLikelihood)).toBe(true);
  });

  it('is a function of its key, and does not look at points without weight', () => {
    const points = normals(9, 100, 2);
    const weights = unevenWeights(4, 100).map((weight, i) => (i % 5 === 0 ? 0 : weight));
    const { mixture } = fitGaussianMixture(5, points, 4, { weights });
    expect(fitGaussianMixture(5, points, 4, { weights }).mixture).toEqual(mixture);
    const far = points.data.map((value, at) => (at % 10 < 2 ? 50 : value));
    const strayed = fitGaussianMixture(5, fromData(far, [100, 2]), 4, { weights }).mixture;
    // They move the first point, from which moments are counted, and with it the last digits.
    expect(deviation(strayed.weights, mixture.weights)).toBeLessThan(1e-9);
  });

  it('says when it stops before it has converged', () => {
    const { status, iterations } = fitGaussianMixture(1, normals(9, 100, 2), 5, {
      maxIterations: 3,
      threshold: 0,
    });
    expect([status, iterations]).toEqual(['maxIterations', 3]);
  });

  it('refuses what makes no mixture', () => {
    for (const components of [0, 1.5, Number.NaN]) {
      expect(() => fitGaussianMixture(1, [1, 2], components)).toThrow(
        `sinkhorn.fitGaussianMixture: expected components a whole number ≥ 1, got ${components}`,
      );
    }
    expect(() => fitGaussianMixture(1, [1, 2], 1, { weights: [1] })).toThrow(ShapeError);
    expect(() => fitGaussianMixture(1, [1, Number.NaN], 1)).toThrow(DomainError);
    expect(() => fitGaussianMixture(1, [1, 2], 1, { threshold: -1 })).toThrow('threshold in [0, ∞)');
    expect(() => fitGaussianMixture(1, [1, 2], 1, { maxIterations: 0 })).toThrow(
      'maxIterations a whole number ≥ 1',
    );
  });
});
