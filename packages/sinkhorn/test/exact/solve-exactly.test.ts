import { fromData } from '@monge/ndarray';
import { assertAllClose } from '@monge/ndarray/testing';
import { dirichlet, normal, uniform } from '@monge/random';
import {
  assignment,
  cosine,
  denseCost,
  euclidean,
  greatCircle,
  linearProblem,
  pNorm,
  pointCloud,
  sinkhorn,
  solveExactly,
  transportOnLine,
} from '@monge/sinkhorn';
import { bestAssignment, type TransportInput, transportInputs } from '@monge/sinkhorn/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectOptimal } from '../support/expect-optimal.js';
import { anyCosts, normals, unevenWeights } from '../support/samples.js';

const problemOf = ({ costs, rows, columns, a, b }: TransportInput) =>
  linearProblem(denseCost(fromData(costs, [rows, columns])), { a, b, epsilon: 1 });

/** Problems with many ties: whole costs, and masses in eighths. */
const problemsOfParcels = fc
  .tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 8 }))
  .chain(([n, m]) => {
    const owners = (length: number) => fc.array(fc.nat(length - 1), { minLength: 8, maxLength: 8 });
    return fc.record({
      n: fc.constant(n),
      m: fc.constant(m),
      costs: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: n * m, maxLength: n * m }),
      from: owners(n),
      to: owners(m),
    });
  });

const eighths = (owners: number[], length: number) =>
  Float64Array.from({ length }, (_, i) => owners.filter((owner) => owner === i).length / 8);

describe('laws', () => {
  it('finds a feasible plan and potentials that prove that it is optimal', () => {
    fc.assert(
      fc.property(transportInputs({ maxLength: 12 }), (input) => {
        const problem = problemOf(input);
        const solution = solveExactly(problem);
        expect(solution.status).toBe('optimal');
        expect(solution.problem).toBe(problem);
        expectOptimal(solution, problem);
      }),
      { numRuns: 300 },
    );
  });

  it('moves with the points when they are permuted', () => {
    fc.assert(
      fc.property(transportInputs({ maxLength: 9 }), fc.nat(), (input, seed) => {
        const { costs, rows, columns, a, b } = input;
        const shuffled = (length: number) =>
          Array.from({ length }, (_, i) => i).sort((i, j) => Math.sin(seed + 7 * i) - Math.sin(seed + 7 * j));
        const [p, q] = [shuffled(rows), shuffled(columns)];
        const permuted = {
          ...input,
          costs: Float64Array.from(p.flatMap((i) => q.map((j) => costs[i * columns + j]))),
          a: Float64Array.from(p, (i) => a[i]),
          b: Float64Array.from(q, (j) => b[j]),
        };
        const scale = Math.max(...costs.map(Math.abs));
        const { cost } = solveExactly(problemOf(input));
        const [again, back] = [solveExactly(problemOf(permuted)), solveExactly(problemOf(transposed(input)))];
        expect(Math.abs(again.cost - cost)).toBeLessThanOrEqual(1e-12 * scale);
        expect(Math.abs(back.cost - cost)).toBeLessThanOrEqual(1e-12 * scale);
      }),
    );
  });

  it('costs what the best assignment of equal parcels costs', () => {
    fc.assert(
      fc.property(problemsOfParcels, ({ n, m, costs, from, to }) => {
        const [a, b] = [eighths(from, n), eighths(to, m)];
        const problem = linearProblem(denseCost(fromData(Float64Array.from(costs), [n, m])), { a, b });
        const solution = solveExactly(problem);
        expectOptimal(solution, problem);
        const best = bestAssignment(from.flatMap((i) => to.map((j) => costs[i * m + j])));
        expect(solution.cost).toBe(best.cost / 8);
        // No crumbs: every move is of whole parcels.
        expect(solution.support.mass.every((mass) => Number.isInteger(8 * mass))).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it('agrees with the other two exact solvers where they overlap', () => {
    const points = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(points, points, fc.constantFrom(1, 1.5, 2), (x, y, p) => {
        const geometry = pointCloud(x, y, { cost: pNorm(p) });
        const { cost } = solveExactly(linearProblem(geometry, { epsilon: 1 }));
        expect(assignment(geometry).cost / 6).toBeCloseTo(cost, 10);
        expect(transportOnLine(x, y, { cost: (difference) => Math.abs(difference) ** p }).cost).toBeCloseTo(
          cost,
          10,
        );
      }),
    );
  });
});

function transposed({ costs, rows, columns, a, b, epsilon }: TransportInput): TransportInput {
  const back = costs.map((_, at) => costs[(at % rows) * columns + Math.floor(at / rows)]);
  return { costs: back, rows: columns, columns: rows, a: b, b: a, epsilon };
}

describe('oracles', () => {
  it('is what Sinkhorn comes to as ε goes to zero, exponentially fast', () => {
    const [x, y] = [normals(1, 7, 2), normals(2, 9, 2, 1)];
    const [a, b] = [unevenWeights(3, 7), unevenWeights(4, 9)];
    const exact = solveExactly(linearProblem(pointCloud(x, y), { a, b }));
    const excess = [0.4, 0.1, 0.025].map((epsilon) => {
      const options = { threshold: 1e-12, maxIterations: 100_000, epsilonScaling: {} };
      const solution = sinkhorn(x, y, { a, b, epsilon, ...options });
      expect(solution.status).toBe('converged');
      return solution.cost - exact.cost;
    });
    expect(excess[0]).toBeGreaterThan(4 * excess[1]);
    expect(excess[1]).toBeGreaterThan(4 * excess[2]);
    expect(excess[2]).toBeGreaterThan(-1e-11);
    expect(excess[2]).toBeLessThan(1e-3);
  });

  it.each([
    ['points of the plane', pointCloud(normals(1, 1100, 2), normals(2, 1000, 2, 0.5, 2))],
    [
      'points far from the origin, with distances',
      pointCloud(normals(3, 300, 3, 1e6), normals(4, 400, 3, 1e6), { cost: euclidean }),
    ],
    ['directions', pointCloud(normals(5, 200, 4), normals(6, 150, 4, 0.3), { cost: cosine })],
    [
      'places on a sphere',
      pointCloud(normals(7, 150, 2, 0, 20), normals(8, 200, 2, 10, 20), { cost: greatCircle() }),
    ],
    ['costs without structure', denseCost(anyCosts(9, 400, 600))],
    [
      'a function of two points, in float32',
      pointCloud(Float32Array.from(normals(1, 90, 1).data), Float32Array.from(normals(2, 80, 1).data), {
        cost: (u, v) => Math.log1p(Math.abs(u[0] - v[0])),
      }),
    ],
  ])('is optimal between %s', (_, geometry) => {
    const [n, m] = geometry.shape;
    const problem = linearProblem(geometry, { a: unevenWeights(10, n), b: unevenWeights(11, m) });
    const solution = solveExactly(problem);
    expect(solution.status).toBe('optimal');
    // Chords lose half the digits of short arcs, and the definition of a cost is what the potentials are held to.
    expectOptimal(solution, problem);
  });
});

describe('edges', () => {
  it.each([
    ['costs that are all the same', 40, 40, 40, () => 3],
    ['costs that are all zero', 30, 50, 150, () => 0],
    [
      'points on a lattice, most of them several times',
      144,
      144,
      144,
      (i: number, j: number) => Math.abs((i % 5) - (j % 7)) + Math.abs((i % 3) - (j % 4)),
    ],
    ['costs of 0 and 1', 120, 90, 360, (i: number, j: number) => (i * j) % 2],
    ['negative costs, far from zero', 60, 60, 60, (i: number, j: number) => -1e9 + ((i * 7 + j * 3) % 11)],
  ])('ends on equal weights and %s', (_, n, m, parcels, cost) => {
    const costs = Float64Array.from({ length: n * m }, (_unused, at) => cost(Math.floor(at / m), at % m));
    const problem = linearProblem(denseCost(fromData(costs, [n, m])), { epsilon: 1 });
    const solution = solveExactly(problem);
    expect(solution.status).toBe('optimal');
    expectOptimal(solution, problem);
    // No crumbs: whole parcels move, and where n = m they make a permutation.
    const inParcels = solution.support.mass.map((mass) => mass * parcels);
    assertAllClose(inParcels, inParcels.map(Math.round), { atol: 1e-9 });
    expect(Math.min(...inParcels)).toBeGreaterThan(0.5);
  });

  it('takes weights from 1e-12 to 1, and keeps the digits of the small ones', () => {
    const [n, m] = [60, 50];
    const spread = (key: number, length: number) => uniform(key, length).data.map((u) => 10 ** (-12 * u));
    const [a, b] = [spread(1, n), spread(2, m)];
    const total = (weights: Float64Array) => weights.reduce((sum, weight) => sum + weight, 0);
    const scaled = b.map((weight) => (weight * total(a)) / total(b));
    const problem = linearProblem(denseCost(anyCosts(3, n, m)), { a, b: scaled });
    const solution = solveExactly(problem);
    expect(solution.status).toBe('optimal');
    expectOptimal(solution, problem);
    const lightest = a.indexOf(Math.min(...a));
    const sent = solution.plan().data.subarray(lightest * m, (lightest + 1) * m);
    expect(total(sent) / a[lightest]).toBeCloseTo(1, 3);
  });

  it('leaves points without mass out, and gives them potentials', () => {
    const costs = fromData(Float64Array.of(5, -100, 1, -100, -100, -100, 2, -100, 7), [3, 3]);
    const problem = linearProblem(denseCost(costs), { a: [0.5, 0, 0.5], b: [0.5, 0, 0.5] });
    const solution = solveExactly(problem);
    expect(solution.cost).toBe(1.5);
    expectOptimal(solution, problem);
  });

  it.each([
    [1, 1],
    [1, 5],
    [5, 1],
    [3, 4000],
    [4000, 3],
  ])('solves %d × %d', (n, m) => {
    const problem = linearProblem(denseCost(anyCosts(1, n, m)), {
      a: unevenWeights(2, n),
      b: unevenWeights(3, m),
    });
    const solution = solveExactly(problem);
    expect(solution.status).toBe('optimal');
    expectOptimal(solution, problem);
  });

  it('moves masses other than one', () => {
    const problem = linearProblem(pointCloud([0, 1], [2, 5]), { a: [3e5, 1e5], b: [2e5, 2e5] });
    expect(solveExactly(problem).cost).toBe(2e5 * 4 + 1e5 * 25 + 1e5 * 16);
  });

  it('says so when the pivots are used up: a feasible plan, and a bound', () => {
    const problem = linearProblem(denseCost(anyCosts(1, 50, 60)), { a: unevenWeights(2, 50) });
    const [none, some, all] = [0, 20, Infinity].map((maxIterations) =>
      solveExactly(problem, { maxIterations }),
    );
    expect([none.status, some.status, all.status]).toEqual(['maxIterations', 'maxIterations', 'optimal']);
    expect([none.iterations, some.iterations]).toEqual([0, 20]);
    expect(none.cost).toBeGreaterThan(some.cost);
    expect(some.cost).toBeGreaterThan(all.cost);
    for (const { dualCost, plan } of [none, some]) {
      expect(dualCost).toBeLessThan(all.cost);
      const { data } = plan();
      problem.a.forEach((weight, i) => {
        const sent = data.subarray(60 * i, 60 * (i + 1)).reduce((sum, mass) => sum + mass, 0);
        expect(sent).toBeCloseTo(weight, 14);
      });
    }
    expect(solveExactly(problem, { maxIterations: all.iterations }).status).toBe('optimal');
  });

  it('reports its progress, and stops when asked to', () => {
    const problem = linearProblem(denseCost(anyCosts(1, 50, 60)), {
      b: dirichlet(2, [], { concentration: new Float64Array(60).fill(1) }).data,
    });
    const seen: number[] = [];
    solveExactly(problem, { onProgress: ({ iteration }) => seen.push(iteration) });
    expect(seen.slice(0, 2)).toEqual([110, 220]);
    const controller = new AbortController();
    const onProgress = () => controller.abort('enough');
    const aborted = () => solveExactly(problem, { onProgress, signal: controller.signal });
    expect(aborted).toThrow('sinkhorn.solveExactly: aborted after 110 pivots');
    expect(aborted).toThrow('sinkhorn.solveExactly: aborted after 0 pivots');
  });
});

describe('forbidden moves', () => {
  it.each([1e6, 1e9, 1e12, 1e20])('at a cost of %d do not blur the others', (forbidden) => {
    for (let key = 0; key < 10; key++) {
      const n = 9 + key;
      const { data } = uniform(key, [n, n]);
      // Fewer than three in ten, and none on the diagonal.
      const costs = data.map((value, k) => (value < 0.3 && k % (n + 1) !== 0 ? forbidden : 1e-3 * value));
      const problem = linearProblem(denseCost(fromData(costs, [n, n])), { epsilon: 1 });
      const { status, cost } = solveExactly(problem);
      expect(status).toBe('optimal');
      assertAllClose(cost, assignment(problem.geometry).cost / n, { rtol: 1e-12 });
    }
  });
});

describe('errors', () => {
  it('refuses masses that differ, and problems whose marginals may give way', () => {
    const geometry = pointCloud([0, 1], [2, 5]);
    expect(() => solveExactly(linearProblem(geometry, { a: [1, 1], b: [1, 2] }))).toThrow(
      'expected a and b of the same total',
    );
    expect(() => solveExactly(linearProblem(geometry, { tauA: 0.5 }))).toThrow(
      'sinkhorn.solveExactly: expected a problem whose plan is to meet both marginals (tauA = tauB = 1), got tauA = 0.5 and tauB = 1; use solve',
    );
  });

  it('refuses a number of pivots that is none', () => {
    const problem = linearProblem(pointCloud(normal(1, 3).data, normal(2, 3).data));
    expect(() => solveExactly(problem, { maxIterations: Number.NaN })).toThrow(
      'sinkhorn.solveExactly: expected maxIterations in [0, ∞] (pivots of the simplex), got NaN',
    );
  });
});
