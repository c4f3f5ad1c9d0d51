import {
  add,
  array,
  DomainError,
  dot,
  eye,
  fromData,
  matmul,
  multiply,
  type NdArray,
  ShapeError,
  subtract,
  sum,
  transpose,
} from '@monge/ndarray';
import { trace } from '@monge/ndarray/linalg';
import { assertAllClose } from '@monge/ndarray/testing';
import {
  fitGaussian,
  type Gaussian,
  gaussian,
  gaussianDivergence,
  sinkhorn,
  sinkhornDivergence,
  solveGaussian,
  squaredBuresWasserstein,
} from '@monge/sinkhorn';
import { gaussianTransport } from '@monge/sinkhorn/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import document from '../fixtures/gaussians.json' with { type: 'json' };
import { normals, unevenWeights } from '../support/samples.js';

/** Gaussians in d dimensions of the given rank: full by default. */
function anyGaussian(key: number, d: number, rank = d): Gaussian {
  const factor = normals(key, d, rank);
  const mean = fromData(normals(key + 1000, 1, d).data, [d]);
  return gaussian({ mean, covariance: matmul(factor, transpose(factor)) });
}

const keys = fc.integer({ min: 1, max: 10_000 });
const dimensions = fc.integer({ min: 1, max: 5 });
const epsilons = fc.double({ min: 1e-3, max: 50, noNaN: true });

/** A matrix applied to many vectors, [k, d]. */
const apply = (matrix: NdArray<Float64Array>, vectors: NdArray<Float64Array>) =>
  matmul(vectors, transpose(matrix));

describe('laws of transport between Gaussians', () => {
  it('is symmetric, and reversing it transposes the plan', () => {
    fc.assert(
      fc.property(keys, keys, dimensions, epsilons, (p, q, d, epsilon) => {
        const [a, b] = [anyGaussian(p, d), anyGaussian(q, d)];
        for (const options of [{ epsilon }, { epsilon: 0 }]) {
          const [there, back] = [solveGaussian(a, b, options), solveGaussian(b, a, options)];
          assertAllClose(back.cost, there.cost, { rtol: 1e-9, atol: 1e-9 });
          assertAllClose(back.regularisedCost, there.regularisedCost, { rtol: 1e-9, atol: 1e-9 });
          assertAllClose(transpose(back.crossCovariance), there.crossCovariance, { rtol: 1e-7, atol: 1e-7 });
        }
      }),
      { numRuns: 40 },
    );
  });

  it('moves a onto b without regularisation: M A M = B', () => {
    fc.assert(
      fc.property(keys, keys, dimensions, (p, q, d) => {
        const [a, b] = [anyGaussian(p, d), anyGaussian(q, d)];
        const { transport } = solveGaussian(a, b);
        // The rows of the map's matrix are the images of the axes.
        const matrix = subtract(transport(add(eye(d), a.mean)), b.mean);
        assertAllClose(matrix, transpose(matrix), { atol: 1e-7, rtol: 1e-7 });
        assertAllClose(apply(matrix, transpose(apply(matrix, a.covariance))), b.covariance, {
          atol: 1e-7,
          rtol: 1e-7,
        });
        assertAllClose(transport(fromData(a.mean.data, [1, d])), fromData(b.mean.data, [1, d]), {
          atol: 1e-12,
        });
      }),
      { numRuns: 40 },
    );
  });

  it('has potentials that no pair violates, tight where mass moves', () => {
    fc.assert(
      fc.property(keys, keys, dimensions, (p, q, d) => {
        const [a, b] = [anyGaussian(p, d), anyGaussian(q, d)];
        const { f, g, transport } = solveGaussian(a, b);
        const [x, y] = [normals(p + 5, 20, d, 0, 2), normals(q + 6, 20, d, 0, 2)];
        const distances = sum(multiply(subtract(x, y), subtract(x, y)), { axis: 1 });
        for (const slack of subtract(distances, add(f(x), g(y))).data) expect(slack).toBeGreaterThan(-1e-6);
        const moved = transport(x);
        const lengths = sum(multiply(subtract(x, moved), subtract(x, moved)), { axis: 1 });
        assertAllClose(add(f(x), g(moved)), lengths, { rtol: 1e-6, atol: 1e-6 });
      }),
      { numRuns: 40 },
    );
  });

  it('costs more, and moves less far apart, the larger ε is', () => {
    const [a, b] = [anyGaussian(1, 3), anyGaussian(2, 3)];
    const solutions = [0, 0.1, 1, 10, 100].map((epsilon) => solveGaussian(a, b, { epsilon }));
    for (let k = 1; k < solutions.length; k++) {
      expect(solutions[k].regularisedCost).toBeGreaterThan(solutions[k - 1].regularisedCost);
      expect(solutions[k].cost).toBeGreaterThan(solutions[k - 1].cost);
    }
  });

  it('is a metric where ε = 0', () => {
    fc.assert(
      fc.property(keys, keys, keys, dimensions, (p, q, r, d) => {
        const [a, b, c] = [anyGaussian(p, d), anyGaussian(q, d, Math.ceil(d / 2)), anyGaussian(r, d)];
        const distance = (s: Gaussian, t: Gaussian) => Math.sqrt(squaredBuresWasserstein(s, t));
        expect(distance(a, c)).toBeLessThanOrEqual(distance(a, b) + distance(b, c) + 1e-9);
        expect(squaredBuresWasserstein(b, b)).toBeLessThan(1e-12 * (1 + trace(b.covariance).get()));
      }),
      { numRuns: 60 },
    );
  });
});

describe('oracles of transport between Gaussians', () => {
  it('is the closed form computed by inverses, to 1e-8', () => {
    fc.assert(
      fc.property(
        keys,
        keys,
        dimensions,
        fc.double({ min: 0.05, max: 50, noNaN: true }),
        (p, q, d, epsilon) => {
          const ridge = multiply(eye(d), 0.1);
          const [a, b] = [p, q].map((key) => {
            const { mean, covariance } = anyGaussian(key, d);
            return gaussian({ mean, covariance: add(covariance, ridge) });
          });
          const found = solveGaussian(a, b, { epsilon });
          const expected = gaussianTransport(a, b, epsilon);
          const close = { rtol: 1e-8, atol: 1e-8 };
          assertAllClose(found.cost, expected.cost, close);
          assertAllClose(found.regularisedCost, expected.regularisedCost, close);
          assertAllClose(found.crossCovariance, expected.crossCovariance, close);
          const points = normals(7, 4, d);
          const rows = [0, 1, 2, 3].map((i) => points.data.slice(i * d, (i + 1) * d));
          assertAllClose(
            found.f(points),
            rows.map((x) => expected.f(x)),
            close,
          );
          assertAllClose(
            found.g(points),
            rows.map((y) => expected.g(y)),
            close,
          );
          assertAllClose(
            found.transport(points),
            rows.map((x) => [...expected.map(x).data]),
            close,
          );
        },
      ),
      { numRuns: 40 },
    );
  });

  it.each(document.pairs)(`is that of POT ${document.versions.POT}: $squaredDistance`, (given) => {
    const [a, b] = [gaussian(given.a), gaussian(given.b)];
    assertAllClose(squaredBuresWasserstein(a, b), given.squaredDistance, { rtol: 1e-8 });
    assertAllClose(solveGaussian(a, b).cost, given.squaredDistance, { rtol: 1e-8 });
    const points = normals(3, 6, a.dimension);
    const images = add(
      apply(fromData(Float64Array.from(given.map.flat()), [a.dimension, a.dimension]), points),
      given.offset,
    );
    assertAllClose(solveGaussian(a, b).transport(points), images, { rtol: 1e-7, atol: 1e-7 });
  });

  it('is what Sinkhorn finds on samples, up to their noise, weights uneven', () => {
    const [n, m, epsilon] = [1200, 1000, 1];
    const [x, y] = [normals(1, n, 2), multiply(normals(2, m, 2, 0.5), [[1.5, 0.7]])];
    const [a, b] = [unevenWeights(3, n), unevenWeights(4, m)];
    const fitted = [fitGaussian(x, { weights: a }), fitGaussian(y, { weights: b })] as const;
    const found = sinkhorn(x, y, { a, b, epsilon, threshold: 1e-6 });
    const expected = solveGaussian(...fitted, { epsilon });
    assertAllClose(found.regularisedCost, expected.regularisedCost, { rtol: 0.02 });
    const { divergence } = sinkhornDivergence(x, y, { a, b, epsilon, threshold: 1e-6 });
    assertAllClose(divergence, gaussianDivergence(...fitted, { epsilon }), { rtol: 0.1 });
    const offset = subtract(found.transport(), expected.transport(x));
    expect(Math.sqrt(dot(a, sum(multiply(offset, offset), { axis: 1 })))).toBeLessThan(0.15);
  });
});

describe('singular covariances', () => {
  const line = gaussian({
    mean: [0, 0],
    covariance: [
      [1, 0],
      [0, 0],
    ],
  });
  const plane = gaussian({
    mean: [1, 0],
    covariance: [
      [2, 1],
      [1, 2],
    ],
  });
  const point = gaussian({
    mean: [2, 5],
    covariance: [
      [0, 0],
      [0, 0],
    ],
  });

  it('of a segment: the best correlation along it, and the mean of what is left', () => {
    // E |x − y|² = 1 + tr A + tr B − 2 (2·1)^½
    assertAllClose(squaredBuresWasserstein(line, plane), 1 + 1 + 4 - 2 * Math.SQRT2, { rtol: 1e-12 });
    assertAllClose(solveGaussian(line, plane).transport([[1, 0]]), [[1 + Math.SQRT2, Math.SQRT1_2]], {
      rtol: 1e-12,
    });
    assertAllClose(solveGaussian(plane, line).transport([[2, 3]]), [[Math.SQRT1_2, 0]], { atol: 1e-12 });
  });

  it('of a point: everything goes there', () => {
    for (const epsilon of [0, 0.5, 1e4]) {
      const { cost, regularisedCost, transport } = solveGaussian(plane, point, { epsilon });
      assertAllClose(cost, 1 + 25 + 4, { rtol: 1e-12 });
      assertAllClose(regularisedCost, 30, { rtol: 1e-12 });
      assertAllClose(transport([[3, 4]]), [[2, 5]], { rtol: 1e-12 });
    }
    expect(solveGaussian(point, point).cost).toBe(0);
  });

  it('of fewer samples than dimensions: the entropic limit is the exact one', () => {
    const [a, b] = [anyGaussian(5, 6, 2), anyGaussian(6, 6, 3)];
    const exact = solveGaussian(a, b);
    const nearly = solveGaussian(a, b, { epsilon: 1e-7 });
    assertAllClose(nearly.cost, exact.cost, { rtol: 1e-5 });
    assertAllClose(nearly.crossCovariance, exact.crossCovariance, { atol: 1e-5 });
    assertAllClose(exact.cost, squaredBuresWasserstein(a, b), { rtol: 1e-10 });
  });
});

describe('covariances of any size', () => {
  const [a, b] = [anyGaussian(1, 3), anyGaussian(3, 3)];
  const sized = ({ covariance }: Gaussian, size: number) =>
    gaussian({ mean: [0, 0, 0], covariance: multiply(covariance, size) });

  it.each([1e-200, 1e-20, 1e100, 1e160])('times %d are transported at costs times as much', (size) => {
    for (const epsilon of [0, 0.5]) {
      const expected = solveGaussian(sized(a, 1), sized(b, 1), { epsilon });
      const found = solveGaussian(sized(a, size), sized(b, size), { epsilon: epsilon * size });
      assertAllClose(found.cost / size, expected.cost, { rtol: 1e-10 });
      assertAllClose(found.regularisedCost / size, expected.regularisedCost, { rtol: 1e-10 });
    }
  });

  it('are taken as float32 rounds them, singular ones too', () => {
    const factor = normals(1, 6, 2);
    const exact = matmul(factor, transpose(factor));
    const rounded = array(exact, { dtype: 'float32' });
    const { covariance } = gaussian({ mean: new Float32Array(6), covariance: rounded });
    assertAllClose(covariance, exact, { rtol: 1e-6, atol: 1e-6 });
  });
});

describe('the divergence of Gaussians', () => {
  it('goes from W₂² to the squared distance of the means', () => {
    const [a, b] = [anyGaussian(8, 3), anyGaussian(9, 3, 2)];
    assertAllClose(gaussianDivergence(a, b), squaredBuresWasserstein(a, b), { rtol: 1e-10 });
    const gap = subtract(a.mean, b.mean);
    assertAllClose(gaussianDivergence(a, b, { epsilon: 1e8 }), dot(gap, gap), { rtol: 1e-5 });
    expect(Math.abs(gaussianDivergence(a, a, { epsilon: 0.7 }))).toBeLessThan(1e-12);
    expect(
      gaussianDivergence(a, gaussian({ ...a, covariance: multiply(a.covariance, 2) }), { epsilon: 3 }),
    ).toBeGreaterThan(0);
  });
});

describe('fits', () => {
  it('have the mean and covariance of weighted points', () => {
    const points = normals(11, 30, 2, 4);
    const weights = unevenWeights(12, 30);
    const { mean, covariance } = fitGaussian(points, { weights: multiply(weights, 7) });
    const expected = sum(multiply(points, fromData(weights, [30, 1])), { axis: 0 });
    assertAllClose(mean, expected, { rtol: 1e-12 });
    const u = subtract(points, expected);
    assertAllClose(covariance, matmul(transpose(u), multiply(u, fromData(weights, [30, 1]))), {
      rtol: 1e-10,
    });
  });

  it('of one point, or of points on the line, are what they should be', () => {
    expect(fitGaussian([[3, 4]]).covariance.data).toEqual(new Float64Array(4));
    assertAllClose(fitGaussian([1, 3]).covariance, [[1]]);
  });
});

describe('errors of Gaussians', () => {
  it.each([
    [
      {
        mean: [0],
        covariance: [
          [1, 0],
          [0, 1],
        ],
      },
      ShapeError,
    ],
    [{ mean: [], covariance: [] }, ShapeError],
    [
      {
        mean: [0, 0],
        covariance: [
          [1, 0.5],
          [0, 1],
        ],
      },
      DomainError,
    ],
    [
      {
        mean: [0, 0],
        covariance: [
          [1, 2],
          [2, 1],
        ],
      },
      DomainError,
    ],
    [{ mean: [Number.NaN], covariance: [[1]] }, DomainError],
    [{ mean: [0], covariance: [[Number.POSITIVE_INFINITY]] }, DomainError],
  ])('refuse %j', (given, error) => {
    expect(() => gaussian(given)).toThrow(error);
  });

  it('refuse other dimensions, ε < 0, and weights that are none', () => {
    const [a, b] = [anyGaussian(1, 2), anyGaussian(1, 3)];
    expect(() => solveGaussian(a, b)).toThrow(ShapeError);
    expect(() => squaredBuresWasserstein(a, b)).toThrow(ShapeError);
    expect(() => solveGaussian(a, a, { epsilon: -1 })).toThrow(DomainError);
    expect(() => gaussianDivergence(a, a, { epsilon: -1 })).toThrow(
      'sinkhorn.gaussianDivergence: expected epsilon',
    );
    expect(() => gaussianDivergence(a, b)).toThrow('sinkhorn.gaussianDivergence: expected Gaussians of one');
    expect(() => solveGaussian(a, a).transport([1, 2, 3])).toThrow(/expected points of shape \[k, 2\]/);
    // @ts-expect-error: no such side
    expect(() => solveGaussian(a, a).transport([[1, 2]], { from: 'sources' })).toThrow(DomainError);
    expect(() => fitGaussian([1, 2], { weights: [0, 0] })).toThrow(DomainError);
    expect(() => fitGaussian([1, 2], { weights: [1] })).toThrow(ShapeError);
  });
});
