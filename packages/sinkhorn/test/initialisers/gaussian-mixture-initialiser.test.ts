import { DomainError, fromData, UnsupportedError } from '@monge/ndarray';
import { normal } from '@monge/random';
import {
  denseCost,
  entropicGaussianInitialiser,
  euclidean,
  gaussianMixtureInitialiser,
  linearProblem,
  pointCloud,
  solve,
} from '@monge/sinkhorn';
import { describe, expect, it } from 'vitest';
import { deviation } from '../support/deviation.js';
import { normals, unevenWeights } from '../support/samples.js';

const [x, y] = [normals(1, 300, 2), normals(2, 250, 2, 1.5, 0.5)];
const weights = { a: unevenWeights(3, 300), b: unevenWeights(4, 250) };

/** How far two potentials are apart, up to a constant. */
function distance(g: Float64Array, other: Float64Array): number {
  const shift = g[0] - other[0];
  return deviation(
    g,
    other.map((value) => value + shift),
  );
}

/** Four clusters of Gaussians, [500, 2], of which the shares are as 1 to 2 to 3 to 4, each moved by a multiple of `moves`. */
function clusters(key: number, move: number, stretch: readonly number[]) {
  const centres = [-30, 30, 90, 150];
  const moves = [4, -6, 5, -3];
  const clusterOf = (i: number) => [0, 1, 1, 2, 2, 2, 3, 3, 3, 3][i % 10];
  const data = normal(key, [500, 2]).data.map((value, at) => {
    const k = clusterOf(at >> 1);
    return stretch[at % 2] * value + move * moves[k] + (at % 2 === 0 ? centres[k] : 0);
  });
  return fromData(data, [500, 2]);
}

describe('gaussianMixtureInitialiser', () => {
  it('is the entropic Gaussian one with one component, but for the variance that is added', () => {
    for (const epsilon of [0.05, 1, 20]) {
      const problem = linearProblem(pointCloud(x, y), { ...weights, epsilon });
      const { g } = gaussianMixtureInitialiser({ components: 1 })(problem);
      expect(distance(g, entropicGaussianInitialiser(problem).g)).toBeLessThan(1e-4);
    }
  });

  it('takes three times fewer iterations than none, and than one Gaussian, where clusters move as wholes', () => {
    const problem = linearProblem(pointCloud(clusters(1, 0, [1, 2]), clusters(2, 1, [2, 1])), {
      epsilon: 0.5,
    });
    const options = { acceleration: 'none', threshold: 1e-2, maxIterations: 5000 } as const;
    const initialiser = gaussianMixtureInitialiser({ components: 4 });
    const started = solve(problem, { ...options, initialiser });
    expect(started.status).toBe('converged');
    expect(started.iterations).toBeLessThan(solve(problem, options).iterations / 3);
    const gaussian = solve(problem, { ...options, initialiser: entropicGaussianInitialiser });
    expect(started.iterations).toBeLessThan(gaussian.iterations / 3);
  });

  it('goes with the unit of length, and does not change when all points are moved', () => {
    const { g } = gaussianMixtureInitialiser()(linearProblem(pointCloud(x, y), { ...weights, epsilon: 0.5 }));
    const mapped = (map: (v: number) => number, epsilon: number) =>
      gaussianMixtureInitialiser()(
        linearProblem(pointCloud(fromData(x.data.map(map), x.shape), fromData(y.data.map(map), y.shape)), {
          ...weights,
          epsilon,
        }),
      ).g;
    const wide = mapped((v) => 4 * v, 8).map((v) => v / 16);
    expect(distance(wide, g)).toBeLessThan(1e-6);
    expect(
      distance(
        mapped((v) => v + 64, 0.5),
        g,
      ),
    ).toBeLessThan(1e-6);
  });

  it('is a function of its key, by name too', () => {
    const problem = linearProblem(pointCloud(x, y), { ...weights, epsilon: 0.5 });
    const { g } = gaussianMixtureInitialiser({ key: 5 })(problem);
    expect(gaussianMixtureInitialiser({ key: 5 })(problem).g).toEqual(g);
    expect(gaussianMixtureInitialiser({ key: 6 })(problem).g).not.toEqual(g);
    const named = solve(problem, { initialiser: 'gaussianMixture' });
    expect(named.status).toBe('converged');
    expect(named.errors).toEqual(solve(problem, { initialiser: gaussianMixtureInitialiser() }).errors);
  });

  it('takes float32 points, single ones, and points that coincide', () => {
    const float32 = (points: typeof x) => fromData(Float32Array.from(points.data), points.shape);
    const single = linearProblem(pointCloud(float32(x), float32(y)), { ...weights, epsilon: 0.5 });
    expect(solve(single, { initialiser: 'gaussianMixture' }).status).toBe('converged');
    for (const cloud of [
      [[1, 2]],
      [
        [1, 2],
        [1, 2],
      ],
    ]) {
      const problem = linearProblem(pointCloud(cloud, y), { epsilon: 1 });
      expect(gaussianMixtureInitialiser()(problem).g.every(Number.isFinite)).toBe(true);
      const back = linearProblem(pointCloud(y, cloud), { epsilon: 1 });
      expect(gaussianMixtureInitialiser()(back).g.every(Number.isFinite)).toBe(true);
    }
  });

  it('refuses what has no closed form', () => {
    const initialise = gaussianMixtureInitialiser();
    expect(() => initialise(linearProblem(denseCost([[0, 1]])))).toThrow(UnsupportedError);
    expect(() => initialise(linearProblem(pointCloud(x, y, { cost: euclidean })))).toThrow(UnsupportedError);
    expect(() => initialise(linearProblem(pointCloud(x, y), { tauA: 0.5 }))).toThrow(UnsupportedError);
    for (const components of [0, 2.5, Number.NaN]) {
      expect(() => gaussianMixtureInitialiser({ components })).toThrow(DomainError);
      expect(() => gaussianMixtureInitialiser({ components })).toThrow(
        'sinkhorn.gaussianMixtureInitialiser: expected components a whole number',
      );
    }
  });
});
