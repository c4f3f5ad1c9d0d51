import { DomainError, fromData, matmul, multiply, ShapeError, transpose } from '@monge/ndarray';
import { assertAllClose } from '@monge/ndarray/testing';
import {
  type Gaussian,
  gaussian,
  gaussianBarycentre,
  gaussianMixture,
  mixtureProblem,
  solve,
  squaredBuresWasserstein,
  squaredMixtureWasserstein,
} from '@monge/sinkhorn';
import { describe, expect, it } from 'vitest';
import document from '../fixtures/gaussians.json' with { type: 'json' };
import { normals } from '../support/samples.js';

function anyGaussian(key: number, d: number, rank = d): Gaussian {
  const factor = normals(key, d, rank);
  return gaussian({ mean: normals(key + 1, 1, d).data, covariance: matmul(factor, transpose(factor)) });
}

const { POT } = document.versions;

describe('barycentres of Gaussians', () => {
  const gaussians = [anyGaussian(1, 3), anyGaussian(3, 3), anyGaussian(5, 3, 2)];
  const weights = [0.5, 0.2, 0.3];
  const objective = (candidate: Gaussian) =>
    gaussians.reduce((total, one, i) => total + weights[i] * squaredBuresWasserstein(one, candidate), 0);

  it('are no worse than anything near them', () => {
    const { barycentre, status } = gaussianBarycentre(gaussians, { weights });
    expect(status).toBe('converged');
    const least = objective(barycentre);
    for (let key = 10; key < 30; key++) {
      const other = multiply(normals(key, 3, 3), 0.05).data;
      const stretch = fromData(
        other.map((value, at) => value + (at % 4 === 0 ? 1 : 0)),
        [3, 3],
      );
      const covariance = matmul(matmul(stretch, barycentre.covariance), transpose(stretch));
      expect(objective(gaussian({ mean: barycentre.mean, covariance }))).toBeGreaterThan(least);
    }
  });

  it('do not depend on the order, nor on the total of the weights', () => {
    const { barycentre } = gaussianBarycentre(gaussians, { weights });
    const reversed = gaussianBarycentre(gaussians.toReversed(), { weights: [3, 2, 5] }).barycentre;
    assertAllClose(reversed.covariance, barycentre.covariance, { rtol: 1e-8, atol: 1e-8 });
    assertAllClose(reversed.mean, barycentre.mean, { rtol: 1e-12 });
  });

  it.each(document.barycentres)(`are those of POT ${POT}: weights $weights`, (given) => {
    const { barycentre } = gaussianBarycentre(given.gaussians.map(gaussian), { weights: given.weights });
    assertAllClose(barycentre.mean, given.barycentre.mean, { rtol: 1e-10, atol: 1e-10 });
    assertAllClose(barycentre.covariance, given.barycentre.covariance, { rtol: 1e-6, atol: 1e-6 });
  });

  it('average standard deviations where covariances commute, singular ones too', () => {
    const diagonal = (p: number, q: number) =>
      gaussian({
        mean: [0, 0],
        covariance: [
          [p * p, 0],
          [0, q * q],
        ],
      });
    const { barycentre, iterations } = gaussianBarycentre([diagonal(1, 0), diagonal(3, 4)], {
      weights: [1, 3],
    });
    assertAllClose(
      barycentre.covariance,
      [
        [2.5 ** 2, 0],
        [0, 3 ** 2],
      ],
      { rtol: 1e-10, atol: 1e-12 },
    );
    expect(iterations).toBe(2);
  });

  it('of one Gaussian, and of points, are that Gaussian and the mean', () => {
    assertAllClose(gaussianBarycentre([gaussians[0]]).barycentre.covariance, gaussians[0].covariance, {
      rtol: 1e-9,
    });
    const at = (mean: number) => gaussian({ mean: [mean], covariance: [[0]] });
    const { barycentre, status } = gaussianBarycentre([at(1), at(4)], { weights: [2, 1] });
    expect(status).toBe('converged');
    expect([barycentre.mean.get(0), barycentre.covariance.get(0, 0)]).toEqual([2, 0]);
  });

  it('say so when they have not converged', () => {
    expect(gaussianBarycentre(gaussians, { maxIterations: 1 }).status).toBe('maxIterations');
  });
});

const read = ({ components, weights }: (typeof document.mixtures)[0]['p']) =>
  gaussianMixture({ components: components.map(gaussian), weights });

describe('mixtures of Gaussians', () => {
  it.each(document.mixtures)(`are as far apart as POT ${POT} says: $squaredDistance`, (given) => {
    const [p, q] = [read(given.p), read(given.q)];
    assertAllClose(squaredMixtureWasserstein(p, q), given.squaredDistance, { rtol: 1e-8 });
    const entropic = solve(mixtureProblem(p, q, { epsilon: 1e-2 }), {
      threshold: 1e-9,
      maxIterations: 20_000,
    });
    assertAllClose(entropic.plan(), given.plan, { atol: 1e-3 });
  });

  it('are at the distance of their components where each has one, and at none from themselves', () => {
    const [a, b] = [anyGaussian(1, 2), anyGaussian(3, 2)];
    const [p, q] = [a, b].map((component) => gaussianMixture({ components: [component] }));
    assertAllClose(squaredMixtureWasserstein(p, q), squaredBuresWasserstein(a, b), { rtol: 1e-12 });
    const both = gaussianMixture({ components: [a, b], weights: [0.3, 0.7] });
    const reordered = gaussianMixture({ components: [b, a, b], weights: [0.5, 0.3, 0.2] });
    assertAllClose(squaredMixtureWasserstein(both, reordered), 0, { atol: 1e-12 });
  });

  it('refuse nothing, other dimensions and other numbers of weights', () => {
    const [a, b] = [anyGaussian(1, 2), anyGaussian(3, 3)];
    expect(() => gaussianMixture({ components: [] })).toThrow(DomainError);
    expect(() => gaussianBarycentre([])).toThrow(DomainError);
    expect(() => gaussianMixture({ components: [a, b] })).toThrow(ShapeError);
    expect(() => gaussianMixture({ components: [a], weights: [1, 2] })).toThrow(ShapeError);
    expect(() => gaussianMixture({ components: [a], weights: [-1] })).toThrow(DomainError);
    const [p, q] = [a, b].map((component) => gaussianMixture({ components: [component] }));
    expect(() => mixtureProblem(p, q)).toThrow(ShapeError);
  });
});
