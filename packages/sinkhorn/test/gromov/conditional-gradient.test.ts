import { fromData, type NdArray } from '@monge/ndarray';
import { permutation } from '@monge/random';
import { denseCost, type Geometry, linearProblem, pointCloud, solveExactly } from '@monge/sinkhorn';
import {
  conditionalGradient,
  type GromovTransport,
  gromovGradient,
  gromovProblem,
  solveGromov,
} from '@monge/sinkhorn/gromov';
import { bestAlignment, bestAssignment, gromovCost } from '@monge/sinkhorn/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviation } from '../support/deviation.js';
import { javascript } from '../support/executors.js';
import { anyCosts, normals, unevenWeights } from '../support/samples.js';
import { costsAmong, reordered, transposed } from '../support/spaces.js';

const cloud = (points: NdArray) => pointCloud(points, points);
const [n, m] = [12, 9];
const [a, b] = [unevenWeights(1, n), unevenWeights(2, m)];
const similarity = (key: number, size: number) => {
  const costs = anyCosts(key, size, size).data;
  return denseCost(
    fromData(
      costs.map((value, at) => 0.5 + value + costs[(at % size) * size + Math.floor(at / size)]),
      [size, size],
    ),
  );
};
const spaces: Record<string, { readonly source: Geometry; readonly target: Geometry }> = {
  'squared distances': { source: cloud(normals(3, n, 2)), target: cloud(normals(4, m, 3)) },
  distances: {
    source: denseCost(costsAmong(normals(3, n, 2), Math.sqrt)),
    target: denseCost(costsAmong(normals(4, m, 3), Math.sqrt)),
  },
  'costs without structure': { source: denseCost(anyCosts(5, n, n)), target: denseCost(anyCosts(6, m, m)) },
};

function marginalErrors({ plan, problem }: GromovTransport): number {
  const { data, shape } = plan();
  const [rows, columns] = [new Float64Array(shape[0]), new Float64Array(shape[1])];
  data.forEach((mass, at) => {
    rows[Math.floor(at / shape[1])] += mass;
    columns[at % shape[1]] += mass;
  });
  return Math.max(deviation(rows, problem.a), deviation(columns, problem.b));
}

describe('laws', () => {
  it.each(Object.entries(spaces))(
    'lowers the cost with every step, to a stationary point: %s',
    (_, { source, target }) => {
      for (const options of [{}, { features: denseCost(anyCosts(7, n, m)), alpha: 0.7 }]) {
        const problem = gromovProblem(source, target, { a, b, ...options });
        const costs: number[] = [];
        const transport = conditionalGradient(problem, { onProgress: ({ cost }) => costs.push(cost) });
        expect(transport.status).toBe('converged');
        expect(costs.every((cost, k) => k === 0 || cost <= costs[k - 1] + 1e-12)).toBe(true);
        expect(transport.cost).toBe(costs.at(-1));
        expect(marginalErrors(transport)).toBeLessThan(1e-12);
        // By the envelope theorem the gradient with respect to F is that of the linear problem: no plan is better for it.
        const gap = stationarityGap(transport);
        expect(Math.abs(gap - transport.gap)).toBeLessThan(1e-9);
      }
    },
  );

  it('ends at a vertex where the cost is concave', () => {
    const { source, target } = spaces['squared distances'];
    const { plan } = conditionalGradient(gromovProblem(source, target, { a, b }));
    expect(plan().data.filter((mass) => mass > 1e-14).length).toBeLessThan(n + m);
  });

  it('finds points that were moved about and renumbered', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), (key) => {
        const u = normals(key, 8, 2);
        const order = permutation(key, 8).data;
        const v = reordered(
          fromData(
            u.data.map((value) => 5 - value),
            [8, 2],
          ),
          order,
        );
        // From where a fifth of the mass is in its place.
        const init = Float64Array.from(
          { length: 64 },
          (_, at) => (0.8 / 8 + (order[at % 8] === Math.floor(at / 8) ? 0.2 : 0)) / 8,
        );
        const transport = conditionalGradient(gromovProblem(cloud(u), cloud(v)), {
          init: fromData(init, [8, 8]),
        });
        expect(transport.cost).toBeLessThan(1e-12);
        expect(
          transport
            .plan()
            .data.every(
              (mass, at) => Math.abs(mass - (order[at % 8] === Math.floor(at / 8) ? 0.125 : 0)) < 1e-14,
            ),
        ).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it('is transposed with the spaces', () => {
    const { source, target } = spaces.distances;
    const forth = conditionalGradient(gromovProblem(source, target, { a, b }));
    const back = conditionalGradient(gromovProblem(target, source, { a: b, b: a }));
    expect(back.cost).toBeCloseTo(forth.cost, 12);
    expect(deviation(transposed(back.plan()), forth.plan().data)).toBeLessThan(1e-12);
  });
});

/** ⟨∇, P − S⟩ with the best S, by definitions alone. */
function stationarityGap({ plan, problem }: GromovTransport): number {
  const { source, target, features, alpha } = problem;
  const [c, d] = [matrixOf(source), matrixOf(target)];
  const fused = features === undefined ? undefined : matrixOf(features);
  const { data } = plan();
  const gradient = data.map((_, at) => {
    const [i, j] = [Math.floor(at / m), at % m];
    let total = 0;
    for (let k = 0; k < n; k++) {
      for (let l = 0; l < m; l++) {
        total += ((c[i * n + k] - d[j * m + l]) ** 2 + (c[k * n + i] - d[l * m + j]) ** 2) * data[k * m + l];
      }
    }
    return alpha * total + (fused === undefined ? 0 : (1 - alpha) * fused[at]);
  });
  const best = solveExactly(linearProblem(denseCost(fromData(gradient, [n, m])), { a, b }));
  return gradient.reduce((total, value, at) => total + value * data[at], 0) - best.cost;
}

function matrixOf({ costRow, shape }: Geometry): Float64Array {
  const out = new Float64Array(shape[0] * shape[1]);
  for (let i = 0; i < shape[0]; i++) costRow(i, out.subarray(i * shape[1], (i + 1) * shape[1]));
  return out;
}

describe('oracles', () => {
  it('finds the best alignment of six points, from one of several starts', () => {
    for (const key of [11, 12, 13, 14]) {
      const costs = [costsAmong(normals(key, 6, 2)), costsAmong(normals(key + 20, 6, 3))];
      const [source, target] = costs;
      const best = bestAlignment({ source: source.data, target: target.data });
      const problem = gromovProblem(denseCost(source), denseCost(target));
      const found = Array.from({ length: 30 }, (_, k) => {
        const order = permutation(k, 6).data;
        const init = Float64Array.from(
          { length: 36 },
          (_value, at) => (order[Math.floor(at / 6)] === at % 6 ? 0.5 : 0.1) / 6,
        );
        return conditionalGradient(problem, { init: fromData(init, [6, 6]) }).cost;
      });
      expect(Math.min(...found)).toBeCloseTo(best.cost / 36, 10);
    }
  });

  it('is the exact transport of the features where they are all that counts', () => {
    const features = denseCost(anyCosts(15, n, m));
    const { source, target } = spaces.distances;
    const { cost, iterations } = conditionalGradient(
      gromovProblem(source, target, { a, b, features, alpha: 0 }),
    );
    expect(cost).toBeCloseTo(solveExactly(linearProblem(features, { a, b })).cost, 12);
    expect(iterations).toBe(2);
  });

  it('is the limit of entropic plans', () => {
    const { source, target } = spaces['squared distances'];
    const exact = conditionalGradient(gromovProblem(source, target, { a, b }));
    const problem = gromovProblem(source, target, { a, b, epsilon: 0.02 });
    const near = solveGromov(problem, { init: exact, linear: { maxIterations: 50_000 } });
    expect(near.gromovCost).toBeCloseTo(exact.cost, 2);
  });

  it('of the Kullback–Leibler loss counts what its definition does', () => {
    const [source, target] = [similarity(8, n), similarity(9, m)];
    const transport = conditionalGradient(gromovProblem(source, target, { a, b, loss: 'kl' }), {
      threshold: 1e-4,
    });
    const loss = (c: number, d: number) => c * Math.log(c / d) - c + d;
    const spacesOfCosts = { source: matrixOf(source), target: matrixOf(target), loss };
    expect(transport.cost).toBeCloseTo(gromovCost(spacesOfCosts, transport.plan().data), 12);
  });
});

describe('the enumeration of alignments', () => {
  it('is that of assignments where all that differs is how far points are from the first', () => {
    const [u, v] = [normals(51, 1, 5).data, normals(52, 1, 5).data];
    const diagonal = (values: Float64Array) =>
      Float64Array.from({ length: 25 }, (_, at) => (at % 6 === 0 ? values[at / 6] : 0));
    const { target, cost } = bestAlignment({ source: diagonal(u), target: diagonal(v) });
    const expected = bestAssignment(
      Float64Array.from({ length: 25 }, (_, at) => (u[Math.floor(at / 5)] - v[at % 5]) ** 2),
    );
    expect(target).toEqual(expected.target);
    expect(cost).toBeCloseTo(expected.cost, 12);
  });

  it('refuses spaces that are too large, or not square', () => {
    expect(() => bestAlignment({ source: new Float64Array(81), target: new Float64Array(81) })).toThrow(
      /n ≤ 8/,
    );
    expect(() => bestAlignment({ source: [0], target: [0, 1, 1, 0] })).toThrow(/as many points/);
    expect(() => gromovCost({ source: [0, 1], target: [0] }, [1])).toThrow(
      /square number of costs in source/,
    );
  });
});

describe('edges', () => {
  const { source, target } = spaces.distances;
  const problem = gromovProblem(source, target, { a, b });

  it('is the same on the plain executor, and from rows', () => {
    const transport = conditionalGradient(problem);
    expect(conditionalGradient(problem, { executor: javascript }).cost).toBeCloseTo(transport.cost, 12);
    expect(conditionalGradient(problem, { init: transport }).iterations).toBe(1);
    expect(Float64Array.from([...transport.rows()].flatMap((row) => [...row]))).toEqual(
      transport.plan().data,
    );
  });

  it('takes weights of zero, and the mass as it is', () => {
    const p = a.map((weight, i) => (i < 4 ? 0 : 3 * weight));
    const total = p.reduce((sum, weight) => sum + weight, 0);
    const transport = conditionalGradient(
      gromovProblem(source, target, { a: p, b: b.map((weight) => total * weight) }),
    );
    expect(transport.status).toBe('converged');
    expect(marginalErrors(transport)).toBeLessThan(1e-12);
  });

  it('tells of a solve that runs out of iterations, and can be stopped', () => {
    const stopped = conditionalGradient(problem, { maxIterations: 2 });
    expect(stopped.status).toBe('maxIterations');
    expect(stopped.gap).toBeGreaterThan(0);
    expect(marginalErrors(stopped)).toBeLessThan(1e-12);
    const controller = new AbortController();
    const stop = () =>
      conditionalGradient(problem, { signal: controller.signal, onProgress: () => controller.abort() });
    expect(stop).toThrow(
      expect.objectContaining({ code: 'aborted', partial: expect.objectContaining({ shape: [n, m] }) }),
    );
  });

  it('has derivatives', () => {
    expect(gromovGradient(conditionalGradient(problem)).epsilon()).toBe(0);
  });
});

describe('errors', () => {
  const { source, target } = spaces.distances;

  it('refuses unbalanced problems, and plans that are not feasible', () => {
    expect(() => conditionalGradient(gromovProblem(source, target, { tauA: 0.5 }))).toThrow(
      /tauA = tauB = 1/,
    );
    const problem = gromovProblem(source, target, { a, b });
    const init = fromData(new Float64Array(n * m).fill(1 / (n * m)), [n, m]);
    expect(() => conditionalGradient(problem, { init })).toThrow(/marginals are off by/);
    expect(() => conditionalGradient(problem, { threshold: Number.NaN })).toThrow(/threshold/);
    expect(() => conditionalGradient(problem, { maxIterations: 0 })).toThrow(/maxIterations/);
  });
});
