import { fromData } from '@monge/ndarray';
import { floats } from '@monge/ndarray/testing';
import {
  type Cost,
  type CostInput,
  cosine,
  euclidean,
  greatCircle,
  linearProblem,
  pNorm,
  pointCloud,
  sinkhorn,
  solve,
  squaredEuclidean,
} from '@monge/sinkhorn';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviation } from '../support/deviation.js';
import { executors, modes } from '../support/executors.js';
import { normals } from '../support/samples.js';

const RADIANS = Math.PI / 180;

/** The distance on a sphere by Vincenty's formula, in radians, good everywhere. */
function vincenty(
  [lon1, lat1]: ArrayLike<number> & Iterable<number>,
  [lon2, lat2]: Iterable<number> & ArrayLike<number>,
) {
  const [p, q, delta] = [lat1 * RADIANS, lat2 * RADIANS, (lon2 - lon1) * RADIANS];
  const across = Math.cos(q) * Math.sin(delta);
  const along = Math.cos(p) * Math.sin(q) - Math.sin(p) * Math.cos(q) * Math.cos(delta);
  const dot = Math.sin(p) * Math.sin(q) + Math.cos(p) * Math.cos(q) * Math.cos(delta);
  return Math.atan2(Math.hypot(across, along), dot);
}

/** The same by the haversine formula, good for small distances. */
function haversine([lon1, lat1]: number[], [lon2, lat2]: number[]): number {
  const half = (degrees: number) => Math.sin((degrees * RADIANS) / 2) ** 2;
  return (
    2 *
    Math.asin(
      Math.sqrt(half(lat2 - lat1) + Math.cos(lat1 * RADIANS) * Math.cos(lat2 * RADIANS) * half(lon2 - lon1)),
    )
  );
}

const point = fc.array(floats({ min: -10, max: 10 }), { minLength: 3, maxLength: 3 });
const place = fc.tuple(floats({ min: -180, max: 180 }), floats({ min: -90, max: 90 }));

/** What the solver, and its kernels, take the cost of two points to be. */
const solvedCost = (x: number[], y: number[], cost: CostInput) =>
  sinkhorn([x], [y], { cost, epsilon: 1e3 }).cost;

const formulas: [string, Cost, (x: number[], y: number[]) => number][] = [
  ['squared Euclidean', squaredEuclidean, (x, y) => Math.hypot(...x.map((u, k) => u - y[k])) ** 2],
  ['Euclidean', euclidean, (x, y) => Math.hypot(...x.map((u, k) => u - y[k]))],
  ['p-norm to the p, p = 1', pNorm(1), (x, y) => x.reduce((sum, u, k) => sum + Math.abs(u - y[k]), 0)],
  ['p-norm to the p, p = 2', pNorm(2), (x, y) => Math.hypot(...x.map((u, k) => u - y[k])) ** 2],
  [
    'p-norm to the p, p = 3.5',
    pNorm(3.5),
    (x, y) => x.reduce((sum, u, k) => sum + Math.exp(3.5 * Math.log(Math.abs(u - y[k]))), 0),
  ],
];

describe('costs of points', () => {
  it.each(formulas)('are their formulas: %s', (name, cost, formula) => {
    expect(cost.name).toBe(name);
    expect(Object.isFrozen(cost)).toBe(true);
    fc.assert(
      fc.property(point, point, (x, y) => {
        const expected = formula(x, y);
        expect(
          deviation([cost.between(Float64Array.from(x), Float64Array.from(y))], [expected]),
        ).toBeLessThan(1e-11);
        expect(deviation([solvedCost(x, y, cost)], [expected])).toBeLessThan(1e-11);
      }),
    );
  });

  it('are one minus the cosine of the angle, whatever the lengths', () => {
    const direction = point.filter((x) => Math.hypot(...x) > 1e-3);
    fc.assert(
      fc.property(direction, direction, (x, y) => {
        const angle = Math.acos(
          Math.max(
            -1,
            Math.min(1, x.reduce((sum, u, k) => sum + u * y[k], 0) / (Math.hypot(...x) * Math.hypot(...y))),
          ),
        );
        expect(cosine.between(Float64Array.from(x), Float64Array.from(y))).toBeCloseTo(
          1 - Math.cos(angle),
          9,
        );
        expect(solvedCost(x, y, cosine)).toBeCloseTo(1 - Math.cos(angle), 9);
      }),
    );
  });

  it.each(executors)('reach the kernels of $name as the function gives them, in both forms', (executor) => {
    const [x, y] = [normals(1, 9, 4, 1), normals(2, 7, 4)];
    for (const cost of [squaredEuclidean, euclidean, cosine, pNorm(1), pNorm(3)]) {
      const { between } = cost;
      const geometry = pointCloud(x, y, { cost });
      const asFunction = pointCloud(x, y, { cost: (u, v) => between(u, v) });
      for (const mode of modes) {
        const options = { mode, executor, threshold: 1e-11 } as const;
        const epsilon = 0.3;
        const direct = solve(linearProblem(geometry, { epsilon }), options);
        const stored = solve(linearProblem(asFunction, { epsilon }), options);
        expect(direct.cost).toBeCloseTo(stored.cost, 9);
        expect(direct.regularisedCost).toBeCloseTo(stored.regularisedCost, 9);
      }
    }
  });
});

describe('greatCircle', () => {
  const unit = greatCircle({ radius: 1 });

  it('is the distance by the formulas of Vincenty and of haversines', () => {
    fc.assert(
      fc.property(place, place, (x, y) => {
        const expected = vincenty(x, y);
        expect(unit.between(Float64Array.from(x), Float64Array.from(y))).toBeCloseTo(expected, 12);
        expect(solvedCost(x, y, unit)).toBeCloseTo(expected, 12);
        // Near antipodes the arc sine has lost half of its digits.
        expect(Math.min(haversine(x, y), 2)).toBeCloseTo(Math.min(expected, 2), 12);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps its digits for points that are close', () => {
    for (const metres of [1, 1e-2, 1e-4]) {
      const degrees = metres / 1000 / 6371.0088 / RADIANS;
      const x = [7.43, 46.95];
      const y = [7.43 + degrees, 46.95 - degrees];
      const distance = 6371.0088 * haversine(x, y);
      const actual = greatCircle().between(Float64Array.from(x), Float64Array.from(y));
      // An ulp of the unit vectors is a nanometre.
      expect(Math.abs(actual - distance) * 1e3).toBeLessThan(5e-9);
    }
  });

  it('is half way round for antipodes, and 0 for a point that is given in two ways', () => {
    expect(unit.between(Float64Array.of(30, 40), Float64Array.of(-150, -40))).toBeCloseTo(Math.PI, 14);
    expect(unit.between(Float64Array.of(30, 40), Float64Array.of(-150 + 1e-7, -40))).toBeCloseTo(
      Math.PI - 1e-7 * RADIANS * Math.cos(40 * RADIANS),
      14,
    );
    expect(unit.between(Float64Array.of(10, 90), Float64Array.of(-70, 90))).toBeCloseTo(0, 15);
    expect(unit.between(Float64Array.of(180, 12), Float64Array.of(-180, 12))).toBeCloseTo(0, 15);
    expect(unit.between(Float64Array.of(370, 12), Float64Array.of(10, 12))).toBeCloseTo(0, 14);
  });

  it('is in kilometres by default, and says so', () => {
    const quarter = greatCircle();
    expect(quarter.between(Float64Array.of(0, 0), Float64Array.of(90, 0))).toBeCloseTo(
      (Math.PI / 2) * 6371.0088,
      9,
    );
    expect(quarter.unit).toBe('km');
    expect(unit.unit).toBeUndefined();
  });

  it('refuses a radius that is none', () => {
    for (const radius of [0, -1, Number.NaN, Infinity]) {
      expect(() => greatCircle({ radius })).toThrow(
        `sinkhorn.greatCircle: expected radius in (0, ∞) (radius of the sphere), got ${radius}`,
      );
    }
  });
});

describe('costs refuse what they are not defined for', () => {
  it('exponents below one', () => {
    for (const p of [0.5, 0, -1, Number.NaN, Infinity]) {
      expect(() => pNorm(p)).toThrow(
        `sinkhorn.pNorm: expected p in [1, ∞) (exponent of |x_k − y_k|), got ${p}; costs with p < 1 are not convex`,
      );
    }
  });

  it('a direction at the origin', () => {
    const x = fromData(Float64Array.of(1, 2, 0, 0), [2, 2]);
    expect(() => pointCloud([[1, 1]], x, { cost: cosine })).toThrow(
      'sinkhorn.pointCloud: expected non-zero points in y (the cosine cost compares directions), got the origin at row 1; drop it or ' +
        'choose another cost',
    );
  });

  it('places off the sphere', () => {
    const cost = greatCircle();
    expect(() => pointCloud([[1, 2, 3]], [[1, 2, 3]], { cost })).toThrow(
      'sinkhorn.pointCloud: expected x of shape [n, 2] (longitude and latitude in degrees), got 3 columns',
    );
    expect(() =>
      pointCloud(
        [
          [47, 8],
          [10, 90.5],
        ],
        [[0, 0]],
        { cost },
      ),
    ).toThrow(
      'sinkhorn.pointCloud: expected latitudes in [−90, 90] in the second column of x, got 90.5 at row 1; the order is [longitude, ' +
        'latitude], in degrees',
    );
  });

  it('names of costs, as other libraries have them', () => {
    // @ts-expect-error: what JavaScript may pass
    expect(() => pointCloud([0], [1], { cost: 'sqeuclidean' })).toThrow(
      'sinkhorn.pointCloud: expected cost a cost of @monge/sinkhorn (squaredEuclidean, euclidean, pNorm(p), cosine, greatCircle()) or a ' +
        'function of two points, got "sqeuclidean"',
    );
  });

  it('a function that does not give a number', () => {
    const geometry = pointCloud([0, 1], [2, 3], {
      cost: function logarithm(x, y) {
        return Math.log(x[0] * y[0]);
      },
    });
    expect(() => linearProblem(geometry, {})).toThrow(
      "sinkhorn.pointCloud: expected a finite cost from the function 'logarithm' (cost of two points), got -Infinity for source 0 and target 0; for a " +
        'forbidden move, return a large finite cost',
    );
  });
});
