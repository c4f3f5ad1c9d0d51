import {
  add,
  DomainError,
  dot,
  flip,
  fromData,
  multiply,
  type NdArray,
  ShapeError,
  subtract,
} from '@monge/ndarray';
import { assertAllClose } from '@monge/ndarray/testing';
import {
  energyDistance,
  euclidean,
  fitGaussian,
  maxSlicedWasserstein,
  slicedWasserstein,
  squaredEuclidean,
  squaredMmd,
  transportOnLine,
} from '@monge/sinkhorn';

import { describe, expect, it } from 'vitest';
import document from '../fixtures/distances.json' with { type: 'json' };
import losses from '../fixtures/sinkhorn-divergence.json' with { type: 'json' };
import { executors } from '../support/executors.js';
import { normals, unevenWeights } from '../support/samples.js';

const [n, m] = [17, 24];
const [a, b] = [unevenWeights(1, n), unevenWeights(2, m)];
const [x, y] = [normals(3, n, 3), normals(4, m, 3, 0.5, 0.8)];
const key = 7;

type Cloud = NdArray<Float64Array>;
type Distance = (x: Cloud, y: Cloud, weights: { a: Float64Array; b: Float64Array }) => number;

const distances: Record<string, Distance> = {
  'sliced Wasserstein distance': (p, q, weights) => slicedWasserstein(p, q, { key, ...weights }),
  'max-sliced Wasserstein distance': (p, q, weights) => maxSlicedWasserstein(p, q, { key, ...weights }),
  'energy distance': energyDistance,
  'Gaussian MMD': (p, q, weights) => squaredMmd(p, q, { bandwidth: 0.7, ...weights }),
  'Laplacian MMD': (p, q, weights) => squaredMmd(p, q, { kernel: 'laplacian', bandwidth: 0.7, ...weights }),
};

describe.each(Object.entries(distances))('the %s', (_, distance) => {
  const between = distance(x, y, { a, b });

  it('is symmetric, and positive', () => {
    expect(between).toBeGreaterThan(1e-3);
    assertAllClose(distance(y, x, { a: b, b: a }), between, { rtol: 1e-12 });
  });

  it('is zero for a measure and itself, in another order and with a point written as two', () => {
    const twice = fromData(Float64Array.of(...flip(x, 0).data, ...x.data.slice(0, 3)), [n + 1, 3]);
    const halves = Float64Array.of(...a, a[0] / 4);
    halves[0] *= 0.75;
    assertAllClose(distance(x, twice, { a, b: halves }), 0, { atol: 1e-7 });
  });

  it('does not see a translation of both, the order of points, their layout or the total of weights', () => {
    const moved = (points: Cloud) => add(points, [[4, -2, 1]]);
    assertAllClose(distance(moved(x), moved(y), { a, b }), between, { rtol: 1e-9 });
    const reordered = { a: a.toReversed(), b: b.map((weight) => 5 * weight) };
    assertAllClose(distance(flip(x, 0), y, reordered), between, { rtol: 1e-11 });
  });

  it('does not see points of no weight', () => {
    const more = fromData(Float64Array.of(...x.data, 1e3, 0, 0), [n + 1, 3]);
    assertAllClose(distance(more, y, { a: Float64Array.of(...a, 0), b }), between, { rtol: 1e-12 });
  });
});

describe('the sliced distances', () => {
  it.each(document.sliced)(`are those of POT ${document.versions.POT}: p = $p`, (given) => {
    const { p, directions } = given;
    const options = { a: given.a, b: given.b, p, directions };
    assertAllClose(slicedWasserstein(given.x, given.y, options), given.mean, { rtol: 1e-9 });
    assertAllClose(maxSlicedWasserstein(given.x, given.y, options), given.largest, { rtol: 1e-9 });
  });

  it('are the Wasserstein distance on the line, in every direction', () => {
    const [u, v] = [normals(5, 300, 1).data, normals(6, 200, 1, 1).data];
    const weights = { a: unevenWeights(7, 300), b: unevenWeights(8, 200) };
    for (const p of [1, 2, 3.5]) {
      const { cost } = transportOnLine(u, v, { ...weights, cost: (difference) => Math.abs(difference) ** p });
      assertAllClose(slicedWasserstein(u, v, { ...weights, p, key, directions: 2 }), cost ** (1 / p), {
        rtol: 1e-10,
      });
      assertAllClose(maxSlicedWasserstein(u, v, { ...weights, p, key, directions: 2 }), cost ** (1 / p), {
        rtol: 1e-10,
      });
    }
  });

  it('of a translate are |t|²/d on average and |t|² at most', () => {
    const moved = add(x, [[3, 0, -4]]);
    const options = { a, b: a, key, directions: 4000 };
    // The square of a coordinate of a random unit vector in space deviates by (4/45)^½: five standard errors.
    const tolerance = 5 * 25 * Math.sqrt(4 / 45 / 4000);
    expect(Math.abs(slicedWasserstein(x, moved, options) ** 2 - 25 / 3)).toBeLessThan(tolerance);
    const largest = maxSlicedWasserstein(x, moved, options);
    expect(largest).toBeLessThanOrEqual(5 + 1e-12);
    expect(largest).toBeGreaterThan(4.99);
  });

  it('of large samples of Gaussians are those of the Gaussians that fit them', () => {
    const [p, q] = [normals(9, 4000, 2), multiply(normals(10, 3000, 2, 1), [[2, 0.5]])];
    const [s, t] = [fitGaussian(p), fitGaussian(q)];
    const directions = Array.from({ length: 16 }, (_, k) => [
      Math.cos((k * Math.PI) / 16),
      Math.sin((k * Math.PI) / 16),
    ]);
    const spread = ({ covariance }: typeof s, u: number[]) =>
      Math.sqrt(
        u[0] ** 2 * covariance.get(0, 0) +
          2 * u[0] * u[1] * covariance.get(0, 1) +
          u[1] ** 2 * covariance.get(1, 1),
      );
    const expected = directions.map(
      (u) => dot(u, subtract(s.mean, t.mean)) ** 2 + (spread(s, u) - spread(t, u)) ** 2,
    );
    const mean = expected.reduce((total, value) => total + value) / 16;
    assertAllClose(slicedWasserstein(p, q, { directions }) ** 2, mean, { rtol: 0.01 });
  });

  it('scale with the points, and their directions have no length', () => {
    const options = {
      a,
      b,
      directions: [
        [1, 2, 3],
        [0, -1, 5],
      ],
    };
    const between = slicedWasserstein(x, y, options);
    assertAllClose(slicedWasserstein(multiply(x, 3), multiply(y, 3), options), 3 * between, { rtol: 1e-12 });
    const longer = multiply(options.directions, [[10], [-0.1]]);
    assertAllClose(slicedWasserstein(x, y, { ...options, directions: longer }), between, { rtol: 1e-12 });
  });

  it('repeat with their key, and change with it', () => {
    expect(slicedWasserstein(x, y, { key: 1 })).toBe(slicedWasserstein(x, y, { key: 1 }));
    expect(slicedWasserstein(x, y, { key: 1 })).not.toBe(slicedWasserstein(x, y, { key: 2 }));
  });
});

/** Σ_ij s_i t_j h(|p_i − q_j|), by its definition. */
function mean(p: Cloud, s: Float64Array, q: Cloud, t: Float64Array, h: (distance: number) => number): number {
  let total = 0;
  for (let i = 0; i < s.length; i++) {
    for (let j = 0; j < t.length; j++) {
      total += s[i] * t[j] * h(Math.hypot(...[0, 1, 2].map((k) => p.get(i, k) - q.get(j, k))));
    }
  }
  return total;
}

describe.each(executors)('by pairs, on $name', (executor) => {
  it.each(document.energy)(
    `the energy distance is the square of SciPy ${document.versions.scipy}'s: $root`,
    (given) => {
      const found = energyDistance(given.x, given.y, { a: given.a, b: given.b, executor });
      assertAllClose(found, given.root ** 2, { rtol: 1e-10 });
    },
  );

  it('the energy distance of points is by hand', () => {
    assertAllClose(energyDistance([[1, 2]], [[4, 6]], { executor }), 10, { rtol: 1e-12 });
    const weights = { a: [0.75, 0.25], b: [1] };
    // 2 · 1 − 2 · ¾ · ¼ · 2
    assertAllClose(energyDistance([0, 2], [1], { ...weights, executor }), 1.25, { rtol: 1e-12 });
  });

  it('the energy distance for the squared distance is twice |m_a − m_b|²', () => {
    const gap = subtract(fitGaussian(x, { weights: a }).mean, fitGaussian(y, { weights: b }).mean);
    const found = energyDistance(x, y, { a, b, cost: squaredEuclidean, executor });
    assertAllClose(found, 2 * dot(gap, gap), { rtol: 1e-10 });
    const byFunction = energyDistance(x, y, { a, b, cost: (u, v) => euclidean.between(u, v), executor });
    assertAllClose(byFunction, energyDistance(x, y, { a, b, executor }), { rtol: 1e-11 });
  });

  it.each(losses.problems)(
    `the Gaussian MMD is twice GeomLoss ${losses.versions.geomloss}'s loss: $name`,
    (given) => {
      const { blur, squaredMmd: expected } = given.geomloss;
      const found = squaredMmd(given.x, given.y, { a: given.a, b: given.b, bandwidth: blur, executor });
      assertAllClose(found, expected, { rtol: 1e-9 });
    },
  );

  const kernels = {
    gaussian: (distance: number) => Math.exp(-(distance ** 2) / (2 * 0.6 ** 2)),
    laplacian: (distance: number) => Math.exp(-distance / 0.6),
  };

  it.each(['gaussian', 'laplacian'] as const)(
    'the %s MMD is its definition, biased and unbiased',
    (kernel) => {
      const k = kernels[kernel];
      const options = { a, b, kernel, bandwidth: 0.6, executor };
      const [xx, yy, xy] = [mean(x, a, x, a, k), mean(y, b, y, b, k), mean(x, a, y, b, k)];
      assertAllClose(squaredMmd(x, y, options), xx + yy - 2 * xy, { rtol: 1e-10 });
      const [p, q] = [dot(a, a), dot(b, b)];
      const unbiased = (xx - p) / (1 - p) + (yy - q) / (1 - q) - 2 * xy;
      assertAllClose(squaredMmd(x, y, { ...options, estimator: 'unbiased' }), unbiased, { rtol: 1e-10 });
    },
  );
});

describe('edges of distances', () => {
  it.each([1e-70, 1e-20, 1e-9, 1e60])('scale with points of the size of %d', (size) => {
    const [small, other] = [multiply(x, size), multiply(y, size)];
    for (const distance of [distances['sliced Wasserstein distance'], energyDistance]) {
      assertAllClose(distance(small, other, { a, b }) / size, distance(x, y, { a, b }), { rtol: 1e-11 });
    }
    for (const kernel of ['gaussian', 'laplacian'] as const) {
      const found = squaredMmd(small, other, { a, b, kernel, bandwidth: size });
      assertAllClose(found, squaredMmd(x, y, { a, b, kernel, bandwidth: 1 }), { rtol: 1e-10 });
    }
  });

  it('neither overflow nor vanish for large exponents', () => {
    for (const size of [1e-5, 1, 1e5]) {
      const options = {
        p: 500,
        directions: [
          [1, 0],
          [0, 2],
        ],
      };
      const [u, v] = [[[0, 0]], [[3 * size, 4 * size]]];
      assertAllClose(slicedWasserstein(u, v, options), 4 * size * 0.5 ** (1 / 500), { rtol: 1e-12 });
      assertAllClose(maxSlicedWasserstein(u, v, options), 4 * size, { rtol: 1e-12 });
    }
  });

  it('take directions of more coordinates than a call has arguments', () => {
    const d = 200_000;
    const [origin, ones] = [
      fromData(new Float64Array(d), [1, d]),
      fromData(new Float64Array(d).fill(1), [1, d]),
    ];
    assertAllClose(slicedWasserstein(origin, ones, { directions: ones }), Math.sqrt(d), { rtol: 1e-11 });
  });

  it('see all differences with bandwidths whose squares vanish, and none with those whose squares are infinite', () => {
    for (const kernel of ['gaussian', 'laplacian'] as const) {
      const mmd = (bandwidth: number) => squaredMmd([0, 1], [2, 3, 4], { kernel, bandwidth });
      assertAllClose(mmd(1e-200), 1 / 2 + 1 / 3, { rtol: 1e-12 });
      assertAllClose(mmd(1e200), 0, { atol: 1e-12 });
    }
  });
});

describe('the MMD as an estimate', () => {
  it('is right on average where the two measures are one, if unbiased, and too large if not', () => {
    const estimates = (estimator: 'biased' | 'unbiased') =>
      Array.from({ length: 200 }, (_, k) =>
        squaredMmd(normals(2 * k, 20, 2), normals(2 * k + 1, 30, 2), { bandwidth: 1, estimator }),
      );
    const unbiased = estimates('unbiased');
    const average = unbiased.reduce((total, value) => total + value) / 200;
    const deviation = Math.sqrt(
      unbiased.reduce((total, value) => total + (value - average) ** 2, 0) / 199 / 200,
    );
    // Six standard errors: less than one false alarm in 10⁸ keys.
    expect(Math.abs(average)).toBeLessThan(6 * deviation);
    expect(Math.min(...unbiased)).toBeLessThan(0);
    expect(Math.min(...estimates('biased'))).toBeGreaterThan(0);
  });
});

describe('errors of distances', () => {
  it('refuse clouds and weights that do not fit', () => {
    for (const distance of Object.values(distances)) {
      expect(() => distance(x, normals(1, 5, 2), { a, b })).toThrow(ShapeError);
      expect(() => distance(x, y, { a: b, b: a })).toThrow(ShapeError);
      expect(() => distance(x, y, { a: multiply(a, -1).data, b })).toThrow(DomainError);
      expect(() => distance(multiply(x, Number.NaN), y, { a, b })).toThrow(DomainError);
    }
  });

  it('refuse slices without a key or directions, and such that are none', () => {
    expect(() => slicedWasserstein(x, y, {})).toThrow(/expected a key/);
    expect(() => slicedWasserstein(x, y, { directions: [[0, 0, 0]] })).toThrow(DomainError);
    expect(() => slicedWasserstein(x, y, { directions: [[1, 0]] })).toThrow(ShapeError);
    expect(() => slicedWasserstein(x, y, { key, directions: 0 })).toThrow(DomainError);
    expect(() => maxSlicedWasserstein(x, y, { key, p: 0.5 })).toThrow(DomainError);
  });

  it('refuse bandwidths ≤ 0, and one point where pairs are counted', () => {
    expect(() => squaredMmd(x, y, { bandwidth: 0 })).toThrow(DomainError);
    expect(() => squaredMmd([1], [2, 3], { bandwidth: 1, estimator: 'unbiased' })).toThrow(DomainError);
    expect(squaredMmd([1], [1], { bandwidth: 1 })).toBe(0);
  });
});
