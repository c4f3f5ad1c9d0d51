import { fromData } from '@monge/ndarray';
import { uniform } from '@monge/random';
import {
  denseCost,
  linearProblem,
  pNorm,
  pointCloud,
  sinkhorn,
  solve,
  transportOnLine,
} from '@monge/sinkhorn';
import { bestAssignment, type Gaussian, gaussianTransport, weights } from '@monge/sinkhorn/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { engines } from './support/executors.js';
import { normals, unevenWeights } from './support/samples.js';

describe('Gaussians, of which Sinkhorn on a fine grid is exact to the quadrature', () => {
  const line: [Gaussian, Gaussian] = [
    { mean: [0.3], covariance: [[1.2]] },
    { mean: [-0.7], covariance: [[0.4]] },
  ];
  const plane: [Gaussian, Gaussian] = [
    {
      mean: [0.5, -0.2],
      covariance: [
        [1, 0.4],
        [0.4, 0.7],
      ],
    },
    {
      mean: [-0.3, 0.6],
      covariance: [
        [0.5, -0.2],
        [-0.2, 0.9],
      ],
    },
  ];

  /** Nodes of a regular grid out to `reach` standard deviations, [count^d, d], and the density there, summing to 1. */
  function quadrature({ mean, covariance }: Gaussian, count: number, reach: number) {
    const [m, s] = [mean as number[], covariance as number[][]];
    const d = m.length;
    const nodes = Float64Array.from({ length: count ** d * d }, (_, at) => {
      const k = at % d;
      const step = Math.floor(Math.floor(at / d) / count ** k) % count;
      return m[k] + reach * Math.sqrt(s[k][k]) * ((2 * step) / (count - 1) - 1);
    });
    const density = Float64Array.from({ length: count ** d }, (_, i) => {
      const u = m.map((center, k) => nodes[i * d + k] - center);
      if (d === 1) return Math.exp((-0.5 * (u[0] * u[0])) / s[0][0]);
      const determinant = s[0][0] * s[1][1] - s[0][1] ** 2;
      const square = (s[1][1] * u[0] ** 2 - 2 * s[0][1] * u[0] * u[1] + s[0][0] * u[1] ** 2) / determinant;
      return Math.exp(-0.5 * square);
    });
    const total = density.reduce((sum, value) => sum + value, 0);
    return { nodes: fromData(nodes, [count ** d, d]), weights: density.map((value) => value / total) };
  }

  /** The largest difference between a function of a point and its values at nodes of more than a thousandth of the highest density. */
  function worst(
    { nodes, weights: density }: ReturnType<typeof quadrature>,
    expected: (point: number[]) => ArrayLike<number>,
    actual: Float64Array,
  ): number {
    const [count, d] = nodes.shape;
    const width = actual.length / count;
    const highest = density.reduce((most, value) => Math.max(most, value), 0);
    let largest = 0;
    for (let i = 0; i < count; i++) {
      if (density[i] < 1e-3 * highest) continue;
      const values = expected(Array.from(nodes.data.subarray(i * d, (i + 1) * d)));
      for (let k = 0; k < width; k++)
        largest = Math.max(largest, Math.abs(values[k] - actual[i * width + k]));
    }
    return largest;
  }

  function compare([a, b]: [Gaussian, Gaussian], count: number, epsilon: number): Record<string, number> {
    const exact = gaussianTransport(a, b, epsilon);
    const [x, y] = [quadrature(a, count, 8.5), quadrature(b, count, 8.5)];
    const solution = sinkhorn(x.nodes, y.nodes, {
      a: x.weights,
      b: y.weights,
      epsilon,
      threshold: 1e-12,
    });
    expect(solution.status).toBe('converged');
    const mean = solution.f.data.reduce((sum, value, i) => sum + value * x.weights[i], 0);
    return {
      cost: Math.abs(solution.cost - exact.cost),
      regularisedCost: Math.abs(solution.regularisedCost - exact.regularisedCost),
      f: worst(x, (point) => [exact.f(point) + mean], solution.f.data),
      g: worst(y, (point) => [exact.g(point) - mean], solution.g.data),
      map: worst(x, (point) => exact.map(point).data, solution.transport().data),
      back: worst(
        y,
        (point) => gaussianTransport(b, a, epsilon).map(point).data,
        solution.transport(undefined, { from: 'target' }).data,
      ),
    };
  }

  function beyond(bound: number, distances: Record<string, number>): Record<string, number> {
    return Object.fromEntries(Object.entries(distances).filter(([, distance]) => !(distance < bound)));
  }

  it.each([0.3, 1, 5])('on the line, ε = %d', (epsilon) => {
    expect(beyond(1e-8, compare(line, 100, epsilon))).toEqual({});
  });

  it('in the plane', () => {
    expect(beyond(1e-8, compare(plane, 34, 2))).toEqual({});
  });
});

describe.each(engines)('exact transport as ε goes to zero, $name', ({ mode, executor }) => {
  const accurately = { mode, executor, threshold: 1e-9, maxIterations: 20_000 } as const;

  it('costs no less on the line than the exact plan, and no more than ε times its information', () => {
    const points = (length: number) =>
      fc.array(fc.integer({ min: -9, max: 9 }), { minLength: length, maxLength: length });
    const problems = fc
      .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), fc.constantFrom(1, 1.5, 2, 3))
      .chain(([n, m, p]) =>
        fc.record({
          x: points(n),
          y: points(m),
          a: weights({ length: n, zeros: true }),
          b: weights({ length: m, zeros: true }),
          p: fc.constant(p),
        }),
      );
    fc.assert(
      fc.property(problems, ({ x, y, a, b, p }) => {
        const epsilon = 0.5;
        const exact = transportOnLine(x, y, { a, b, cost: (difference) => Math.abs(difference) ** p });
        const { cost, status } = sinkhorn(x, y, { ...accurately, a, b, epsilon, cost: pNorm(p) });
        expect(status).toBe('converged');
        const information = exact.support.mass.reduce(
          (sum, mass, e) =>
            sum + mass * Math.log(mass / (a[exact.support.source[e]] * b[exact.support.target[e]])),
          0,
        );
        // What is misplaced within the threshold costs no more than this.
        const slack = 1e-9 * 18 ** p;
        expect(cost).toBeGreaterThan(exact.cost - slack);
        expect(cost).toBeLessThan(exact.cost + epsilon * information + slack);
      }),
      { numRuns: 30 },
    );
  });

  it('approaches the best assignment exponentially fast', () => {
    const n = 6;
    const costs = uniform(11, [n, n]).data;
    const exact = bestAssignment(costs);
    const excess = [0.04, 0.02, 0.01].map((epsilon) => {
      const solution = solve(linearProblem(denseCost(fromData(costs, [n, n])), { epsilon }), accurately);
      expect(solution.status).toBe('converged');
      return solution.cost - exact.cost / n;
    });
    // Of excess ≈ c exp(−gap/ε), each halving of ε doubles the fall of the logarithm.
    const [first, second, third] = excess.map(Math.log);
    expect((second - third) / (first - second)).toBeCloseTo(2, 0);
    expect(excess[2]).toBeLessThan(1e-3);
    const { target } = solve(
      linearProblem(denseCost(fromData(costs, [n, n])), { epsilon: 0.01 }),
      accurately,
    ).topK(1);
    expect(Array.from(target)).toEqual(Array.from(exact.target));
  });
});

describe('limits', () => {
  it('exceeds the exact cost by ε/2 on a fine line, to first order', () => {
    const n = 400;
    const x = Float64Array.from({ length: n }, (_, i) => (i + 0.5) / n);
    const y = x.map((u) => u + u * u);
    const a = unevenWeights(1, n).map((w, i) => (1 + Math.sin(9 * x[i])) * (1 + 1e-6 * w));
    const mass = a.reduce((sum, w) => sum + w, 0);
    const normalised = a.map((w) => w / mass);
    const exact = transportOnLine(x, y, { a: normalised });
    const ratio = (epsilon: number) =>
      (sinkhorn(x, y, { a: normalised, epsilon, threshold: 1e-8 }).cost - exact.cost) / (epsilon / 2);
    expect(ratio(4e-4)).toBeCloseTo(1, 1);
  });

  it.each(engines)('is the product of the weights at large ε, $name', ({ mode, executor }) => {
    const [n, m] = [31, 47];
    const [a, b] = [unevenWeights(1, n), unevenWeights(2, m)];
    const geometry = pointCloud(normals(3, n, 2), normals(4, m, 2, 5));
    const solution = solve(linearProblem(geometry, { a, b, epsilon: 1e8 }), {
      mode,
      executor,
      threshold: 1e-12,
    });
    expect(solution.status).toBe('converged');
    let farthest = 0;
    solution.plan().data.forEach((entry, at) => {
      const product = a[Math.floor(at / m)] * b[at % m];
      farthest = Math.max(farthest, Math.abs(entry / product - 1));
    });
    expect(farthest).toBeLessThan(1e-5);
  });
});
