import {
  AbortedError,
  add,
  DomainError,
  flip,
  fromData,
  multiply,
  ShapeError,
  subtract,
} from '@monge/ndarray';
import { assertAllClose } from '@monge/ndarray/testing';
import {
  denseCost,
  euclidean,
  type Mode,
  pNorm,
  pointCloud,
  sinkhornDivergence,
  solveDivergence,
  squaredEuclidean,
  transportOnLine,
} from '@monge/sinkhorn';
import { gaussianTransport, weights } from '@monge/sinkhorn/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import document from '../fixtures/sinkhorn-divergence.json' with { type: 'json' };
import { centred } from '../support/deviation.js';
import { distances, meanDistance } from '../support/distances.js';
import { engines, modes } from '../support/executors.js';
import { normals, unevenWeights } from '../support/samples.js';

const TIGHT = { threshold: 1e-11, maxIterations: 50_000 };

const [n, m] = [19, 26];
const [a, b] = [unevenWeights(1, n), unevenWeights(2, m)];
const [x, y] = [normals(3, n, 2), normals(4, m, 2, 0.8, 0.6)];

const costs = { squaredEuclidean, euclidean, 'city-block': pNorm(1) };

describe.each(Object.entries(costs))('the divergence for the %s cost', (_, cost) => {
  const options = { cost, epsilon: 0.3, ...TIGHT };
  const between = sinkhornDivergence(x, y, { a, b, ...options });

  it('is zero for a measure and itself, also when one point is written as two', () => {
    const { divergence, f, g } = sinkhornDivergence(x, x, { a, b: a, ...options });
    expect(Math.abs(divergence)).toBeLessThan(1e-12);
    assertAllClose(subtract(f, f.get(0)), new Float64Array(n), { atol: 1e-10 });
    assertAllClose(subtract(g, g.get(0)), new Float64Array(n), { atol: 1e-10 });

    const twice = fromData(Float64Array.of(...x.data, x.get(0, 0), x.get(0, 1)), [n + 1, 2]);
    const halves = Float64Array.of(...a, a[0] / 4);
    halves[0] *= 0.75;
    const split = sinkhornDivergence(x, twice, { a, b: halves, ...options });
    expect(Math.abs(split.divergence)).toBeLessThan(1e-12);
  });

  it('is symmetric, and so are its potentials', () => {
    const reversed = sinkhornDivergence(y, x, { a: b, b: a, ...options });
    expect(between.divergence).toBeGreaterThan(0.01);
    assertAllClose(reversed.divergence, between.divergence, { rtol: 1e-9 });
    const [forward, backward] = [centred(between, a), centred({ f: reversed.g, g: reversed.f }, a)];
    assertAllClose(backward.f, forward.f, { atol: 1e-8 });
    assertAllClose(backward.g, forward.g, { atol: 1e-8 });
  });

  it('does not change when all points move together or change places', () => {
    const moved = sinkhornDivergence(add(x, [[5, -3]]), add(y, [[5, -3]]), { a, b, ...options });
    assertAllClose(moved.divergence, between.divergence, { rtol: 1e-8 });

    const backwards = flip(x, 0);
    const permuted = sinkhornDivergence(backwards, y, { a: a.toReversed(), b, ...options });
    assertAllClose(permuted.divergence, between.divergence, { rtol: 1e-9 });
  });

  it('scales with the cost and ε', () => {
    const unit = sinkhornDivergence(x, y, {
      a,
      b,
      ...options,
      cost: (u, v) => 7 * cost.between(u, v),
      epsilon: 2.1,
    });
    assertAllClose(unit.divergence, 7 * between.divergence, { rtol: 1e-9 });
  });

  it('scales with the mass', () => {
    const heavy = { a: multiply(a, 5), b: multiply(b, 5) };
    const { divergence, f } = sinkhornDivergence(x, y, { ...heavy, ...options });
    assertAllClose(divergence, 5 * between.divergence, { rtol: 1e-9 });
    assertAllClose(subtract(f, f.get(0)), subtract(between.f, between.f.get(0)), { atol: 1e-8 });
  });

  it('has the debiased potential as its derivative with respect to the weights', () => {
    const step = 1e-5;
    for (const [i, j] of [
      [0, 7],
      [11, 3],
    ] as const) {
      const value = (h: number) => {
        const shifted = a.slice();
        shifted[i] += h;
        shifted[j] -= h;
        return sinkhornDivergence(x, y, { a: shifted, b, ...options }).divergence;
      };
      const slope = (value(step) - value(-step)) / (2 * step);
      assertAllClose(between.f.get(i) - between.f.get(j), slope, { rtol: 1e-5, atol: 1e-6 });
    }
  });
});

const measure = fc.integer({ min: 1, max: 7 }).chain((count) =>
  fc.record({
    points: fc
      .array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 2 * count, maxLength: 2 * count })
      .map((data) => fromData(Float64Array.from(data), [count, 2])),
    weights: weights({ length: count }),
  }),
);

it('leaves a mass of 1e-26 to float32 as it leaves a mass of 1', () => {
  const single = (key: number, count: number) =>
    fromData(Float32Array.from(normals(key, count, 2).data), [count, 2]);
  const [x, y] = [single(1, 40), single(2, 30)];
  const of = (mass: number) =>
    sinkhornDivergence(x, y, {
      a: new Float64Array(40).fill(mass / 40),
      b: new Float64Array(30).fill(mass / 30),
      epsilon: 0.3,
      threshold: 1e-4,
    });
  const [unit, tiny] = [of(1), of(1e-26)];
  expect(tiny.status).toBe('converged');
  expect(tiny.divergence / 1e-26).toBeCloseTo(unit.divergence, 4);
});

describe('laws of the divergence', () => {
  it('is not negative, whatever the measures', () => {
    fc.assert(
      fc.property(
        measure,
        measure,
        fc.double({ min: 0.02, max: 50, noNaN: true }),
        (source, target, epsilon) => {
          const { divergence } = sinkhornDivergence(source.points, target.points, {
            a: source.weights,
            b: target.weights,
            epsilon,
            threshold: 1e-8,
            maxIterations: 20_000,
          });
          expect(divergence).toBeGreaterThan(-1e-9);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('is convex in a measure: on segments of weights it lies below its chords', () => {
    const share = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(weights({ length: 5 }), weights({ length: 5 }), share, measure, (p, q, t, target) => {
        const points = normals(9, 5, 2);
        const at = (source: Float64Array) =>
          sinkhornDivergence(points, target.points, { a: source, b: target.weights, epsilon: 0.4, ...TIGHT })
            .divergence;
        const between = at(p.map((value, i) => (1 - t) * value + t * q[i]));
        expect(between).toBeLessThanOrEqual((1 - t) * at(p) + t * at(q) + 1e-9);
      }),
      { numRuns: 40 },
    );
  });
});

describe('the limits of the divergence', () => {
  it('is |m_a − m_b|² for the squared distance as ε grows', () => {
    const { divergence } = sinkhornDivergence(x, y, { a, b, epsilon: 1e6, threshold: 1e-14 });
    const gap = [0, 1].map((k) => meanOf(x.data, a, k) - meanOf(y.data, b, k));
    assertAllClose(divergence, gap[0] ** 2 + gap[1] ** 2, { rtol: 1e-4 });
  });

  it('is half the energy distance for the distance as ε grows', () => {
    const { divergence } = sinkhornDivergence(x, y, {
      a,
      b,
      cost: euclidean,
      epsilon: 1e6,
      threshold: 1e-14,
    });
    const energy =
      2 * meanDistance(x.data, a, y.data, b) -
      meanDistance(x.data, a, x.data, a) -
      meanDistance(y.data, b, y.data, b);
    assertAllClose(divergence, energy / 2, { rtol: 1e-4 });
  });

  it('is the exact cost as ε falls', () => {
    const [u, v] = [normals(5, 30, 1).data, normals(6, 40, 1, 1, 0.5).data];
    const given = { a: unevenWeights(7, 30), b: unevenWeights(8, 40) };
    const exact = transportOnLine(u, v, given).cost;
    const errors = [0.1, 0.01, 0.001].map((epsilon) => {
      const { divergence, status } = sinkhornDivergence(u, v, {
        ...given,
        epsilon,
        threshold: 1e-6,
        maxIterations: 20_000,
        epsilonScaling: {},
      });
      expect(status).toBe('converged');
      return Math.abs(divergence - exact);
    });
    expect(errors[1]).toBeLessThan(errors[0]);
    expect(errors[2]).toBeLessThan(2e-3);
  });
});

describe('closed forms of the divergence', () => {
  it('is the squared distance of two points, for every ε', () => {
    for (const epsilon of [1e-4, 1, 1e5]) {
      const { divergence, status } = sinkhornDivergence([[1, 2]], [[4, 6]], { epsilon });
      expect(status).toBe('converged');
      assertAllClose(divergence, 25, { rtol: 1e-9 });
    }
  });

  it('is |t|² between a measure and its translate by t', () => {
    const { divergence } = sinkhornDivergence(x, add(x, [[3, -4]]), { a, b: a, epsilon: 0.7, ...TIGHT });
    assertAllClose(divergence, 25, { rtol: 1e-9 });
  });

  it('is that of Gaussians, on a grid that resolves them', () => {
    const [source, target] = [
      { mean: [0], covariance: [[1]] },
      { mean: [1.5], covariance: [[0.36]] },
    ];
    const epsilon = 0.8;
    const cost = (p: typeof source, q: typeof source) => gaussianTransport(p, q, epsilon).regularisedCost;
    const expected = cost(source, target) - cost(source, source) / 2 - cost(target, target) / 2;
    const grid = Float64Array.from({ length: 160 }, (_, i) => -8 + 0.1 * i);
    const density = (mean: number, variance: number) => {
      const values = grid.map((t) => Math.exp(-((t - mean) ** 2) / (2 * variance)));
      const total = values.reduce((s, value) => s + value);
      return values.map((value) => value / total);
    };
    const given = { a: density(0, 1), b: density(1.5, 0.36), epsilon, ...TIGHT };
    assertAllClose(sinkhornDivergence(grid, grid, given).divergence, expected, { rtol: 1e-8 });
  });
});

describe.each(engines)('$name', ({ mode, executor }) => {
  const { versions } = document;

  it.each(document.problems)(`is that of OTT-JAX ${versions.ott}: $name`, (given) => {
    for (const { cost, epsilon, ...expected } of given.ott) {
      const found = sinkhornDivergence(given.x, given.y, {
        a: given.a,
        b: given.b,
        cost: costs[cost as keyof typeof costs],
        epsilon,
        mode,
        executor,
        ...TIGHT,
      });
      assertAllClose(found.divergence, expected.divergence, { rtol: 1e-9 });
      const potentials = centred(found, Float64Array.from(given.a));
      assertAllClose(potentials.f, expected.f, { atol: 1e-8 });
      assertAllClose(potentials.g, expected.g, { atol: 1e-8 });
    }
  });

  it.each(document.problems)(`is twice that of GeomLoss ${versions.geomloss}: $name`, (given) => {
    const { blur, divergence } = given.geomloss;
    const options = { a: given.a, b: given.b, epsilon: 2 * blur ** 2, mode, executor, ...TIGHT };
    assertAllClose(sinkhornDivergence(given.x, given.y, options).divergence, divergence, { rtol: 1e-9 });
  });

  it('is the same of three matrices as of points', () => {
    const given = { a, b, epsilon: 0.3, mode, executor, ...TIGHT };
    const matrix = (p: typeof x, q: typeof x) =>
      denseCost(fromData(distances(p.data, q.data), [p.shape[0], q.shape[0]]));
    const geometries = { xy: matrix(x, y), xx: matrix(x, x), yy: matrix(y, y) };
    const found = solveDivergence(geometries, given);
    const expected = sinkhornDivergence(x, y, { ...given, cost: euclidean });
    assertAllClose(found.divergence, expected.divergence, { rtol: 1e-9 });
    assertAllClose(centred(found, a).g, centred(expected, a).g, { atol: 1e-8 });
  });
});

describe('edges of the divergence', () => {
  it('takes ε from the problem between the two clouds, for all three', () => {
    const { epsilon, xy, xx, yy } = sinkhornDivergence(x, y, { a, b });
    expect(epsilon).toBe(xy.epsilon);
    expect([xx.epsilon, yy.epsilon]).toEqual([epsilon, epsilon]);
  });

  it.each(modes)(
    'needs a handful of iterations more than transport alone, of 1000 points, in %s mode',
    (mode: Mode) => {
      const [u, v] = [normals(11, 1000, 3), normals(12, 1100, 3, 1)];
      const given = { a: unevenWeights(13, 1000), b: unevenWeights(14, 1100), epsilon: 0.2, mode };
      const { status, divergence, xx, yy } = sinkhornDivergence(u, v, given);
      expect(status).toBe('converged');
      expect(Math.max(xx.iterations, yy.iterations)).toBeLessThanOrEqual(6);
      assertAllClose(divergence, sinkhornDivergence(u, v, { ...given, threshold: 1e-6 }).divergence, {
        rtol: 1e-4,
      });
    },
  );

  it('works in float32 for two float32 clouds', () => {
    const [u, v] = [x, y].map(({ data, shape }) => fromData(Float32Array.from(data), shape));
    const { divergence } = sinkhornDivergence(u, v, { a, b, epsilon: 0.3, threshold: 1e-5 });
    assertAllClose(divergence, sinkhornDivergence(x, y, { a, b, epsilon: 0.3, ...TIGHT }).divergence, {
      rtol: 1e-5,
    });
  });

  it('ignores points of no weight, however far away', () => {
    const far = fromData(Float64Array.of(...x.data, 1e6, -1e6), [n + 1, 2]);
    const { divergence, status } = sinkhornDivergence(far, y, {
      a: Float64Array.of(...a, 0),
      b,
      epsilon: 0.3,
      ...TIGHT,
    });
    expect(status).toBe('converged');
    assertAllClose(divergence, sinkhornDivergence(x, y, { a, b, epsilon: 0.3, ...TIGHT }).divergence, {
      rtol: 1e-9,
    });
  });

  it('has the worst status of its problems', () => {
    expect(sinkhornDivergence(x, y, { epsilon: 0.01, threshold: 1e-12, maxIterations: 3 }).status).toBe(
      'maxIterations',
    );
  });

  it('starts from potentials that are given, or from an initialiser', () => {
    const { xy } = sinkhornDivergence(x, y, { a, b, epsilon: 0.3, ...TIGHT });
    const again = sinkhornDivergence(x, y, { a, b, epsilon: 0.3, threshold: 1e-9, init: { g: xy.g } });
    expect(again.xy.iterations).toBe(1);
    const initialised = sinkhornDivergence(x, y, { a, b, epsilon: 0.3, ...TIGHT, initialiser: 'auto' });
    assertAllClose(initialised.xy.dualCost, xy.dualCost, { rtol: 1e-9 });
  });

  it('reports the progress of all three problems, and stops at a signal', () => {
    let calls = 0;
    const { xy, xx, yy } = sinkhornDivergence(x, y, { onProgress: () => calls++ });
    expect(calls).toBe(xy.iterations + xx.iterations + yy.iterations);
    const controller = new AbortController();
    const onProgress = () => controller.abort();
    expect(() => sinkhornDivergence(x, y, { onProgress, signal: controller.signal })).toThrow(AbortedError);
  });
});

describe('errors of the divergence', () => {
  it('refuses matrices that do not fit each other, or are not symmetric', () => {
    const [xy, xx, yy] = [
      [[4], [1]],
      [
        [0, 1],
        [1, 0],
      ],
      [[0]],
    ].map(denseCost);
    expect(() => solveDivergence({ xy, xx: yy, yy })).toThrow(ShapeError);
    expect(() => solveDivergence({ xy, xx, yy: xx })).toThrow(/expected yy of shape \[1, 1\]/);
    expect(() =>
      solveDivergence({
        xy,
        xx: denseCost([
          [0, 1],
          [2, 0],
        ]),
        yy,
      }),
    ).toThrow(/expected symmetric costs, got 2 at \[1, 0\]/);
  });

  it('refuses costs that are not symmetric, and clouds of different dimensions', () => {
    const uphill = (u: Float64Array, v: Float64Array) => Math.max(0, v[0] - u[0]);
    expect(() => sinkhornDivergence(x, y, { cost: uphill })).toThrow(DomainError);
    expect(() => sinkhornDivergence(x, [1, 2, 3])).toThrow(ShapeError);
    expect(() =>
      solveDivergence({ xy: pointCloud(x, y), xx: pointCloud(x, x), yy: pointCloud(y, add(y, 1)) }),
    ).toThrow(/expected the same points as sources and targets, got others at row 0/);
  });
});

function meanOf(data: Float64Array, mass: Float64Array, k: number): number {
  return mass.reduce((total, weight, i) => total + weight * data[2 * i + k], 0);
}
