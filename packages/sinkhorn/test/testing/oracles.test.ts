import { add, eye, fromData, matmul, multiply, type NdArray, transpose } from '@monge/ndarray';
import { assertAllClose } from '@monge/ndarray/testing';
import { normal } from '@monge/random';
import {
  bestAssignment,
  type Gaussian,
  gaussianTransport,
  roundToMarginals,
  weights,
} from '@monge/sinkhorn/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const marginals = (plan: Float64Array, rows: number, columns: number) => {
  const [a, b] = [new Float64Array(rows), new Float64Array(columns)];
  plan.forEach((mass, at) => {
    a[Math.floor(at / columns)] += mass;
    b[at % columns] += mass;
  });
  return { a, b };
};
const distance = (x: Float64Array, y: Float64Array) =>
  x.reduce((sum, value, i) => sum + Math.abs(value - y[i]), 0);

describe('bestAssignment', () => {
  it('sorts, where costs are squared differences', () => {
    const values = fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(values, values, (x, y) => {
        const costs = x.flatMap((u) => y.map((v) => (u - v) ** 2));
        const [xs, ys] = [x, y].map((all) => all.toSorted((u, v) => u - v));
        expect(bestAssignment(costs).cost).toBe(xs.reduce((sum, u, i) => sum + (u - ys[i]) ** 2, 0));
      }),
      { numRuns: 20 },
    );
  });

  it('finds a permutation', () => {
    const { target, cost } = bestAssignment([7, 2, 1, 9, 4, 2, 9, 6, 8, 3, 3, 2, 7, 9, 8, 5]);
    expect(target).toEqual(Int32Array.of(2, 1, 3, 0));
    expect(cost).toBe(1 + 2 + 2 + 7);
  });

  it('is empty for nothing', () => {
    expect(bestAssignment([])).toEqual({ target: new Int32Array(0), cost: 0 });
  });

  it('refuses what it cannot do', () => {
    expect(() => bestAssignment([1, 2, 3])).toThrow(
      'sinkhorn.bestAssignment: expected n² costs (a square matrix, row by row), got 3',
    );
    expect(() => bestAssignment(new Float64Array(81))).toThrow(
      'sinkhorn.bestAssignment: expected n ≤ 8 (all n! assignments are tried), got 9',
    );
  });
});

describe('roundToMarginals', () => {
  const length = fc.integer({ min: 1, max: 6 });
  const plans = fc.tuple(length, length).chain(([rows, columns]) =>
    fc.record({
      a: weights({ length: rows, zeros: true }),
      b: weights({ length: columns, zeros: true }),
      plan: weights({ length: rows * columns, zeros: true, mass: 0.9 }),
    }),
  );

  it('meets both marginals, and moves at most twice their errors', () => {
    fc.assert(
      fc.property(plans, ({ a, b, plan }) => {
        const before = plan.slice();
        const rounded = roundToMarginals(plan, a, b);
        expect(plan).toEqual(before);
        expect(rounded.every((mass) => mass >= 0)).toBe(true);
        const reached = marginals(rounded, a.length, b.length);
        expect(distance(reached.a, a)).toBeLessThan(1e-14);
        expect(distance(reached.b, b)).toBeLessThan(1e-14);
        const given = marginals(plan, a.length, b.length);
        expect(distance(rounded, plan)).toBeLessThan(
          2 * (distance(given.a, a) + distance(given.b, b)) + 1e-14,
        );
      }),
    );
  });

  it('leaves a plan alone that meets them', () => {
    expect(roundToMarginals([0.25, 0, 0.25, 0.5], [0.25, 0.75], [0.5, 0.5])).toEqual(
      Float64Array.of(0.25, 0, 0.25, 0.5),
    );
  });
});

describe('gaussianTransport', () => {
  /** A covariance of condition number in the hundreds. */
  function anyGaussian(key: number, d: number): Gaussian & { covariance: NdArray<Float64Array> } {
    const factor = fromData(normal(key, [d, d]).data, [d, d]);
    const covariance = add(matmul(factor, transpose(factor)), multiply(eye(d), 0.05));
    return { mean: normal(key + 1, d).data, covariance };
  }

  /** The matrix of an affine map, column by column. */
  function matrixOf(map: (x: Float64Array) => NdArray<Float64Array>, d: number): NdArray<Float64Array> {
    const origin = map(new Float64Array(d));
    const data = new Float64Array(d * d);
    for (let k = 0; k < d; k++) {
      const unit = new Float64Array(d);
      unit[k] = 1;
      const image = map(unit);
      for (let i = 0; i < d; i++) data[i * d + k] = image.data[i] - origin.data[i];
    }
    return fromData(data, [d, d]);
  }

  it.each([1, 2, 3, 5])('is the fixed point of the Sinkhorn iteration on Gaussians, d = %d', (d) => {
    const [a, b] = [anyGaussian(10 * d, d), anyGaussian(10 * d + 5, d)];
    for (const epsilon of [0.1, 1, 10]) {
      const forward = matrixOf(gaussianTransport(a, b, epsilon).map, d);
      const backward = matrixOf(gaussianTransport(b, a, epsilon).map, d);
      // M = (2/ε) (B⁻¹ + (2/ε) N)⁻¹, multiplied out, and the same with a and b exchanged.
      const step = (m: NdArray<Float64Array>, n: NdArray<Float64Array>, covariance: NdArray<Float64Array>) =>
        matmul(m, add(eye(d), multiply(matmul(n, covariance), 2 / epsilon)));
      assertAllClose(step(forward, backward, b.covariance), multiply(b.covariance, 2 / epsilon), {
        rtol: 1e-9,
        atol: 1e-9,
      });
      assertAllClose(step(backward, forward, a.covariance), multiply(a.covariance, 2 / epsilon), {
        rtol: 1e-9,
        atol: 1e-9,
      });
    }
  });

  it.each([1, 2, 3, 5])('is symmetric, and tends to the limits of ε, d = %d', (d) => {
    const [a, b] = [anyGaussian(20 * d, d), anyGaussian(20 * d + 5, d)];
    const [there, back] = [gaussianTransport(a, b, 0.7), gaussianTransport(b, a, 0.7)];
    expect(back.cost).toBeCloseTo(there.cost, 10);
    expect(back.regularisedCost).toBeCloseTo(there.regularisedCost, 10);
    assertAllClose(transpose(back.crossCovariance), there.crossCovariance, { atol: 1e-10 });
    expect(there.regularisedCost).toBeGreaterThan(there.cost);
    // Independent at large ε, where the regularised cost is the cost of the product too.
    const large = gaussianTransport(a, b, 1e6);
    const product =
      large.cost + 2 * [...Array(d).keys()].reduce((sum, k) => sum + large.crossCovariance.get(k, k), 0);
    expect(large.cost).toBeCloseTo(product, 3);
    expect(large.regularisedCost).toBeCloseTo(product, 3);
  });

  it('is the formula of the Bures distance at small ε, on the line and for covariances that commute', () => {
    const a = {
      mean: [1, 0],
      covariance: [
        [4, 0],
        [0, 9],
      ],
    };
    const b = {
      mean: [0, 2],
      covariance: [
        [1, 0],
        [0, 25],
      ],
    };
    expect(gaussianTransport(a, b, 1e-7).cost).toBeCloseTo(1 + 4 + 1 + 4, 6);
  });

  it('is the textbook formula on the line', () => {
    // E xy = c maximises c + (ε/4) log(s² t² − c²), so that c² + (ε/2) c = s² t².
    const [s2, t2, epsilon] = [1.7, 0.6, 0.9];
    const c = -epsilon / 4 + Math.sqrt((epsilon / 4) ** 2 + s2 * t2);
    const information = -0.5 * Math.log(1 - (c * c) / (s2 * t2));
    const { cost, regularisedCost, crossCovariance } = gaussianTransport(
      { mean: [2], covariance: [[s2]] },
      { mean: [-1], covariance: [[t2]] },
      epsilon,
    );
    expect(crossCovariance.get(0, 0)).toBeCloseTo(c, 12);
    expect(cost).toBeCloseTo(9 + s2 + t2 - 2 * c, 12);
    expect(regularisedCost).toBeCloseTo(cost + epsilon * information, 12);
  });

  it('refuses what does not fit', () => {
    const a = { mean: [0], covariance: [[1]] };
    expect(() =>
      gaussianTransport(
        a,
        {
          mean: [0, 1],
          covariance: [
            [1, 0],
            [0, 1],
          ],
        },
        1,
      ),
    ).toThrow('sinkhorn.gaussianTransport: expected b of dimension 1 (that of a), got 2');
    expect(() => gaussianTransport({ mean: [0, 1], covariance: [[1]] }, a, 1)).toThrow(
      'sinkhorn.gaussianTransport: expected a.mean of shape [d] and a.covariance of shape [d, d], got [2] and [1, 1]',
    );
    expect(() => gaussianTransport(a, a, 0)).toThrow(
      'sinkhorn.gaussianTransport: expected epsilon in (0, ∞) (strength of the regularisation), got 0',
    );
  });
});
