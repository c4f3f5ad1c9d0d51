import { fromData, UnsupportedError } from '@monge/ndarray';
import {
  cosine,
  denseCost,
  entropicGaussianInitialiser,
  euclidean,
  gaussianInitialiser,
  linearProblem,
  pNorm,
  pointCloud,
  solve,
} from '@monge/sinkhorn';
import { type Gaussian, gaussianTransport } from '@monge/sinkhorn/testing';
import { describe, expect, it } from 'vitest';
import { deviation } from '../support/deviation.js';
import { normals, unevenWeights } from '../support/samples.js';

const a: Gaussian = {
  mean: [0.5, -1],
  covariance: [
    [1, 0.4],
    [0.4, 0.6],
  ],
};
const b: Gaussian = {
  mean: [-0.3, 0.2],
  covariance: [
    [0.5, -0.2],
    [-0.2, 0.9],
  ],
};

/** A Gaussian in the plane as weights of a regular grid that resolves it. */
function onGrid({ mean, covariance }: Gaussian, spacing: number) {
  const [m, c] = [mean as number[], covariance as number[][]];
  const determinant = c[0][0] * c[1][1] - c[0][1] ** 2;
  const half = Math.round(9 / spacing);
  const points: number[] = [];
  const weights: number[] = [];
  for (let i = -half; i <= half; i++) {
    for (let j = -half; j <= half; j++) {
      const [u, v] = [i * spacing, j * spacing];
      const square = (c[1][1] * u * u - 2 * c[0][1] * u * v + c[0][0] * v * v) / determinant;
      if (square > 60) continue;
      points.push(m[0] + u, m[1] + v);
      weights.push(Math.exp(-square / 2));
    }
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return {
    points: fromData(Float64Array.from(points), [weights.length, 2]),
    weights: weights.map((weight) => weight / total),
  };
}

/** How far two potentials are apart, up to a constant. */
function distance(g: Float64Array, other: Float64Array): number {
  const shift = g[0] - other[0];
  return deviation(
    g,
    other.map((value) => value + shift),
  );
}

function potentialOn({ data }: { readonly data: Float64Array }, g: (y: number[]) => number): Float64Array {
  return Float64Array.from({ length: data.length / 2 }, (_, j) => g([data[2 * j], data[2 * j + 1]]));
}

describe('entropicGaussianInitialiser', () => {
  it.each([0.05, 0.5, 5, 50])('is the closed form for Gaussian measures, at ε = %d', (epsilon) => {
    const [source, target] = [onGrid(a, 0.25), onGrid(b, 0.25)];
    const weights = { a: source.weights, b: target.weights };
    const problem = linearProblem(pointCloud(source.points, target.points), { ...weights, epsilon });
    const { g } = entropicGaussianInitialiser(problem);
    expect(distance(g, potentialOn(target.points, gaussianTransport(a, b, epsilon).g))).toBeLessThan(1e-8);
  });

  it('solves problems between Gaussian measures in one iteration', () => {
    const [source, target] = [onGrid(a, 0.25), onGrid(b, 0.25)];
    const weights = { a: source.weights, b: target.weights };
    const problem = linearProblem(pointCloud(source.points, target.points), { ...weights, epsilon: 0.5 });
    const { iterations, status } = solve(problem, { initialiser: 'entropicGaussian', threshold: 1e-7 });
    expect([iterations, status]).toEqual([1, 'converged']);
  });

  it('tends to the unregularised closed form as ε → 0', () => {
    const problem = (epsilon: number) =>
      linearProblem(pointCloud(normals(1, 200, 3), normals(2, 150, 3, 1, 2)), { epsilon });
    const { g } = gaussianInitialiser(problem(1));
    expect(distance(entropicGaussianInitialiser(problem(1e-9)).g, g)).toBeLessThan(1e-7);
    expect(distance(entropicGaussianInitialiser(problem(1)).g, g)).toBeGreaterThan(1e-2);
  });

  it('needs no more than 5 iterations between samples of Gaussians at ε = 0.2 standard deviations of the costs', () => {
    const clouds = pointCloud(normals(11, 1000, 2), normals(12, 1000, 2, 1, 0.7));
    const epsilon = 4 * linearProblem(clouds).epsilon;
    const problem = linearProblem(clouds, { epsilon });
    for (const acceleration of ['none', 'nesterov'] as const) {
      const { iterations, status } = solve(problem, { initialiser: 'entropicGaussian', acceleration });
      expect(status).toBe('converged');
      expect(iterations).toBeLessThanOrEqual(5);
    }
  });
});

describe.each([
  ['gaussianInitialiser', gaussianInitialiser],
  ['entropicGaussianInitialiser', entropicGaussianInitialiser],
])('%s', (name, initialiser) => {
  it('goes with the unit of length: lengths times s and ε times s² give potentials times s²', () => {
    const [x, y] = [normals(3, 60, 2), normals(4, 50, 2, 3)];
    const [wide, far] = [x, y].map(({ data, shape }) =>
      fromData(
        data.map((v) => 10 * v),
        shape,
      ),
    );
    const { g } = initialiser(linearProblem(pointCloud(x, y), { epsilon: 0.3 }));
    const scaled = initialiser(linearProblem(pointCloud(wide, far), { epsilon: 30 }));
    expect(
      deviation(
        scaled.g.map((v) => v / 100),
        g,
      ),
    ).toBeLessThan(1e-11);
  });

  it('does not change, but for a constant, when all points are moved', () => {
    const [x, y] = [normals(3, 60, 2), normals(4, 50, 2, 3)];
    const [x7, y7] = [x, y].map(({ data, shape }) =>
      fromData(
        data.map((v) => v + 7),
        shape,
      ),
    );
    const { g } = initialiser(linearProblem(pointCloud(x, y), { epsilon: 0.3 }));
    expect(distance(initialiser(linearProblem(pointCloud(x7, y7), { epsilon: 0.3 })).g, g)).toBeLessThan(
      1e-10,
    );
  });

  it('moves a translated cloud as a whole: the means count twice', () => {
    const x = normals(5, 80, 2);
    const y = fromData(
      x.data.map((value, at) => value + (at % 2 === 0 ? 2 : -1)),
      x.shape,
    );
    const { g } = initialiser(linearProblem(pointCloud(x, y), { epsilon: 1e-9 }));
    // The optimal g is 2 (m_b − m_a)·y.
    const exact = Float64Array.from({ length: 80 }, (_, j) => 4 * y.data[2 * j] - 2 * y.data[2 * j + 1]);
    expect(distance(g, exact)).toBeLessThan(1e-7);
  });

  it.each([
    ['fewer points than dimensions', normals(6, 3, 5), normals(7, 4, 5, 1)],
    ['points on a line', fromData(line(8), [40, 2]), normals(9, 30, 2)],
    ['points that coincide', fromData(new Float64Array(20).fill(3), [10, 2]), normals(10, 30, 2)],
  ])('has finite potentials and loses nothing for %s', (_, x, y) => {
    for (const [source, target] of [
      [x, y],
      [y, x],
    ] as const) {
      const problem = linearProblem(pointCloud(source, target), { epsilon: 0.5 });
      const { g } = initialiser(problem);
      expect(g.every(Number.isFinite)).toBe(true);
      const options = { acceleration: 'none', maxIterations: 20_000 } as const;
      expect(solve(problem, { ...options, init: { g } }).iterations).toBeLessThanOrEqual(
        solve(problem, options).iterations,
      );
    }
  });

  it('takes uneven weights, float32 points and multiples of the squared distance', () => {
    const [x, y] = [normals(11, 300, 2), normals(12, 200, 2, 2, 0.5)];
    const weights = { a: unevenWeights(13, 300), b: unevenWeights(14, 200), epsilon: 0.5 };
    const { g } = initialiser(linearProblem(pointCloud(x, y), weights));
    const single = pointCloud(
      fromData(Float32Array.from(x.data), [300, 2]),
      fromData(Float32Array.from(y.data), [200, 2]),
    );
    expect(deviation(initialiser(linearProblem(single, weights)).g, g)).toBeLessThan(1e-5);
    expect(initialiser(linearProblem(pointCloud(x, y, { cost: pNorm(2) }), weights)).g).toEqual(g);
    const directions = linearProblem(pointCloud(x, y, { cost: cosine }), weights);
    expect(solve(directions, { initialiser, acceleration: 'none' }).status).toBe('converged');
  });

  it('refuses other costs, and marginals that may give way', () => {
    const distances = linearProblem(pointCloud([0, 1], [1, 2], { cost: euclidean }), { epsilon: 1 });
    expect(() => initialiser(distances)).toThrow(UnsupportedError);
    expect(() => initialiser(distances)).toThrow(`sinkhorn.${name}: expected point clouds under the squared`);
    expect(() => initialiser(distances)).toThrow(/got the Euclidean cost/);
    expect(() => initialiser(linearProblem(denseCost([[0, 1]]), { epsilon: 1 }))).toThrow(
      /got a matrix of costs/,
    );
    const unbalanced = linearProblem(pointCloud([0, 1], [1, 2]), { epsilon: 1, tauB: 0.9 });
    expect(() => initialiser(unbalanced)).toThrow(/expected a balanced problem/);
  });
});

describe('gaussianInitialiser', () => {
  it('takes points of hundreds of coordinates', () => {
    const dimension = 400;
    const many = pointCloud(normals(5, 6, dimension), normals(6, 4, dimension));
    const { g } = gaussianInitialiser(linearProblem(many));
    expect(g.every(Number.isFinite)).toBe(true);
  });
});

/** Points (t, 2t). */
function line(key: number): Float64Array {
  return Float64Array.from(normals(key, 40, 1).data).reduce((all, t, i) => {
    all.set([t, 2 * t], 2 * i);
    return all;
  }, new Float64Array(80));
}
