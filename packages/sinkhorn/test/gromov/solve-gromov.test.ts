import { dot, fromData, matmul, multiply, type NdArray, sum } from '@monge/ndarray';
import { permutation } from '@monge/random';
import { denseCost, fitGaussian, type Geometry, linearProblem, pointCloud, solve } from '@monge/sinkhorn';
import {
  conditionalGradient,
  type GromovProblem,
  type GromovProblemOptions,
  gaussianGromovBounds,
  gromovProblem,
  solveGromov,
} from '@monge/sinkhorn/gromov';
import { bestAlignment, gromovCost, pointClouds, weights } from '@monge/sinkhorn/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviation } from '../support/deviation.js';
import { a, b, cloud, m, n, spaces, tight, x, y } from '../support/gromov.js';
import { anyCosts, normals, unevenWeights } from '../support/samples.js';
import { costsAmong, reordered, transposed } from '../support/spaces.js';

const features = anyCosts(5, n, m);
const kinds: Record<string, GromovProblemOptions> = {
  balanced: {},
  fused: { features: denseCost(features), alpha: 0.7 },
  'of the structure alone, beside features': {
    features: pointCloud(normals(8, n, 2, 3), normals(9, m, 2, -2)),
    alpha: 1,
  },
  'fused by clouds': { features: pointCloud(normals(8, n, 2, 3), normals(9, m, 2, -2)), alpha: 0.4 },
  unbalanced: { tauA: 0.9, tauB: 0.8 },
  'unbalanced and fused': { features: denseCost(features), alpha: 0.7, tauA: 0.9, tauB: 0.95 },
  'semi-unbalanced': { tauA: 0.8 },
};
const cases = Object.entries(spaces).flatMap(([space, given]) =>
  Object.entries(kinds).map(([kind, options]) => ({ name: `${kind}, ${space}`, given, options })),
);

/** What the linear problem at a plan costs, by the definition of the loss. */
function gradientAt(problem: GromovProblem, plan: Float64Array): Float64Array {
  const { source, target, features: between, alpha } = problem;
  const [c, d] = [matrixOf(source), matrixOf(target)];
  const fused = between === undefined ? undefined : matrixOf(between);
  const mass = plan.reduce((total, value) => total + value, 0);
  return plan.map((_, at) => {
    const [i, j] = [Math.floor(at / m), at % m];
    let total = 0;
    for (let k = 0; k < n; k++) {
      for (let l = 0; l < m; l++) {
        const forth = (c[i * n + k] - d[j * m + l]) ** 2;
        const back = (c[k * n + i] - d[l * m + j]) ** 2;
        total += (forth + back) * plan[k * m + l];
      }
    }
    return (alpha * total + (fused === undefined ? 0 : (1 - alpha) * fused[at])) / mass;
  });
}

function matrixOf({ costRow, shape }: Geometry): Float64Array {
  const [rows, columns] = shape;
  const out = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) costRow(i, out.subarray(i * columns, (i + 1) * columns));
  return out;
}

/** Σ ρ ∫ log(dR/dS) dR of a plan. */
function entropyOf({ a: p, b: q, epsilon, tauA, tauB }: GromovProblem, plan: Float64Array): number {
  const relative = (mass: number, reference: number) => (mass === 0 ? 0 : mass * Math.log(mass / reference));
  const rows = p.map((_, i) => plan.subarray(i * m, (i + 1) * m).reduce((total, value) => total + value, 0));
  const columns = q.map((_, j) => rows.reduce((total, _row, i) => total + plan[i * m + j], 0));
  let total = 0;
  plan.forEach((mass, at) => {
    total += epsilon * relative(mass, p[Math.floor(at / m)] * q[at % m]);
  });
  const rho = (tau: number) => (tau === 1 ? 0 : (epsilon * tau) / (1 - tau));
  rows.forEach((mass, i) => {
    total += rho(tauA) * relative(mass, p[i]);
  });
  columns.forEach((mass, j) => {
    total += rho(tauB) * relative(mass, q[j]);
  });
  return total;
}

describe('laws', () => {
  it.each(cases)('ends at a plan that solves its own linear problem: $name', ({ given, options }) => {
    const { source, target, epsilon } = given;
    const problem = gromovProblem(source, target, { a, b, epsilon, ...options });
    const solution = solveGromov(problem, tight);
    expect(solution.status).toBe('converged');
    const plan = solution.plan().data;
    const unbalanced = problem.tauA < 1 && problem.tauB < 1;
    const constant = unbalanced ? entropyOf(problem, plan) / solution.mass : 0;
    const costs = gradientAt(problem, plan).map((value) => value + constant);
    const { tauA, tauB } = problem;
    const linear = linearProblem(denseCost(fromData(costs, [n, m])), { a, b, epsilon, tauA, tauB });
    const again = solve(linear, { threshold: 1e-12, maxIterations: 50_000 });
    expect(deviation(again.plan().data, plan)).toBeLessThan(1e-9);
  });

  it.each(cases)('says what its plan costs: $name', ({ given, options }) => {
    const { source, target, epsilon } = given;
    const problem = gromovProblem(source, target, { a, b, epsilon, ...options });
    const solution = solveGromov(problem, { threshold: 1e-8 });
    const plan = solution.plan().data;
    const gromov = gromovCost({ source: matrixOf(source), target: matrixOf(target) }, plan);
    const fused = problem.features === undefined ? 0 : matrixOf(problem.features);
    const feature = fused === 0 ? 0 : plan.reduce((total, mass, at) => total + mass * fused[at], 0);
    expect(solution.gromovCost).toBeCloseTo(gromov, 6);
    expect(solution.featureCost).toBeCloseTo(feature, 6);
    expect(solution.cost).toBeCloseTo(problem.alpha * gromov + (1 - problem.alpha) * feature, 6);
    const { mass } = solution;
    const terms = [
      { rho: epsilon, of: 1 },
      ...[problem.tauA, problem.tauB]
        .filter((tau) => tau < 1)
        .map((tau) => ({ rho: (epsilon * tau) / (1 - tau), of: 1 })),
    ];
    const penalties =
      mass * entropyOf(problem, plan) +
      terms.reduce((total, { rho, of }) => total + (rho / 2) * (of - mass ** 2), 0);
    expect(solution.regularisedCost).toBeCloseTo(solution.cost + penalties, 6);
  });

  it('ends at a plan in clouds that it ends at in the matrices of their squared distances', () => {
    fc.assert(
      fc.property(
        pointClouds({ count: 7, dimension: 2, duplicates: false }),
        pointClouds({ count: 6, dimension: 3, centre: 100, duplicates: false }),
        weights({ length: 7 }),
        weights({ length: 6 }),
        (u, v, p, q) => {
          const options = { a: p, b: q, epsilon: 0.5 };
          const [clouds, matrices] = [
            gromovProblem(cloud(u), cloud(v), options),
            gromovProblem(denseCost(costsAmong(u)), denseCost(costsAmong(v)), options),
          ];
          const one = solveGromov(clouds, tight);
          // From there: symmetries lead to saddles, and it is for rounding to say which way a run from the product goes on.
          const other = solveGromov(matrices, { ...tight, init: one });
          expect(deviation(one.plan().data, other.plan().data)).toBeLessThan(1e-7);
          expect(one.gromovCost).toBeCloseTo(other.gromovCost, 7);
          expect(one.regularisedCost).toBeCloseTo(other.regularisedCost, 7);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('does not notice isometries', () => {
    const turned = fromData(
      x.data.map((_, at) => {
        const [u, v] = [x.data[at - (at % 2)], x.data[at - (at % 2) + 1]];
        return at % 2 === 0 ? 7 - 0.6 * u + 0.8 * v : 0.8 * u + 0.6 * v - 3;
      }),
      [n, 2],
    );
    const of = (points: NdArray) =>
      solveGromov(gromovProblem(cloud(points), cloud(y), { a, b, epsilon: 1 }), tight);
    expect(deviation(of(turned).plan().data, of(x).plan().data)).toBeLessThan(1e-9);
  });

  it('moves with the points when they are permuted', () => {
    const order = permutation(1, n).data;
    const costs = costsAmong(x, Math.sqrt);
    const permuted = denseCost(costsAmong(reordered(x, order), Math.sqrt));
    const target = denseCost(costsAmong(y, Math.sqrt));
    const weightsOf = Float64Array.from(order, (i) => a[i]);
    const before = solveGromov(gromovProblem(denseCost(costs), target, { a, b, epsilon: 0.1 }), tight);
    const after = solveGromov(gromovProblem(permuted, target, { a: weightsOf, b, epsilon: 0.1 }), tight);
    expect(deviation(after.plan().data, reordered(before.plan(), order).data)).toBeLessThan(1e-9);
  });

  it.each(['balanced', 'unbalanced and fused'])('is transposed with the spaces: %s', (kind) => {
    const { features: between, tauA = 1, tauB = 1, ...rest } = kinds[kind];
    const forth = gromovProblem(cloud(x), cloud(y), { a, b, epsilon: 1, ...kinds[kind] });
    const turned =
      between === undefined ? {} : { features: denseCost(fromData(transposed(features), [m, n])) };
    const back = gromovProblem(cloud(y), cloud(x), {
      ...rest,
      a: b,
      b: a,
      epsilon: 1,
      tauA: tauB,
      tauB: tauA,
      ...turned,
    });
    const [one, other] = [forth, back].map((problem) => solveGromov(problem, tight));
    expect(deviation(transposed(other.plan()), one.plan().data)).toBeLessThan(1e-8);
  });

  it('scales with the costs, and with the mass', () => {
    const of = (points: number, mass: number, epsilon: number, options = {}) =>
      solveGromov(
        gromovProblem(
          denseCost(costsAmong(x, (square) => points * square)),
          denseCost(costsAmong(y, (square) => points * square)),
          {
            a: a.map((weight) => mass * weight),
            b: b.map((weight) => mass * weight),
            epsilon,
            ...options,
          },
        ),
        tight,
      );
    const [unit, larger, heavier] = [of(1, 1, 1), of(3, 1, 9), of(1, 5, 1)];
    expect(deviation(larger.plan().data, unit.plan().data)).toBeLessThan(1e-9);
    expect(larger.regularisedCost / unit.regularisedCost).toBeCloseTo(9, 8);
    expect(
      deviation(
        heavier.plan().data,
        unit.plan().data.map((mass) => 5 * mass),
      ),
    ).toBeLessThan(1e-8);
    expect(heavier.gromovCost / unit.gromovCost).toBeCloseTo(25, 8);
  });

  it('lowers what it minimises from step to step, where full steps would not', () => {
    const problem = gromovProblem(denseCost(anyCosts(16, 20, 20)), denseCost(anyCosts(17, 15, 15)), {
      epsilon: 0.005,
    });
    const values: number[] = [];
    const solution = solveGromov(problem, {
      onProgress: ({ regularisedCost }) => values.push(regularisedCost),
    });
    expect(solution.status).toBe('converged');
    expect(values.length).toBe(solution.iterations);
    expect(values.some((value, k) => k > 0 && value > values[k - 1] + 1e-4)).toBe(true);
    expect(solution.regularisedCost).toBeLessThan(Math.min(...values) + 1e-9);
  });

  it('comes to the balanced plan as marginals are held ever more firmly', () => {
    const of = (tau: number) =>
      solveGromov(gromovProblem(cloud(x), cloud(y), { a, b, epsilon: 1, tauA: tau, tauB: tau }), tight);
    const balanced = of(1).plan().data;
    const errors = [0.999, 0.9999, 0.99999].map((tau) => deviation(of(tau).plan().data, balanced));
    expect(errors[1]).toBeLessThan(0.2 * errors[0]);
    expect(errors[2]).toBeLessThan(0.2 * errors[1]);
  });
});

describe('oracles', () => {
  it('comes to the best alignment of six points as ε goes to zero', () => {
    for (const key of [21, 22, 23]) {
      const [u, v] = [normals(key, 6, 2), normals(key + 10, 6, 3)];
      const best = bestAlignment({ source: costsAmong(u).data, target: costsAmong(v).data });
      const starts = Array.from({ length: 20 }, (_, k) =>
        fromData(
          Float64Array.from({ length: 36 }, (_value, at) =>
            permutation(k, 6).data[Math.floor(at / 6)] === at % 6 ? 0.5 : 0.1,
          ),
          [6, 6],
        ),
      );
      const problem = gromovProblem(cloud(u), cloud(v), { epsilon: 0.01 });
      const found = starts.map((init) =>
        solveGromov(problem, { init, threshold: 1e-4, linear: { maxIterations: 20_000 } }),
      );
      const least = Math.min(...found.map(({ gromovCost: cost }) => cost));
      expect(least).toBeGreaterThan(best.cost / 36 - 1e-3);
      expect(least).toBeLessThan(best.cost / 36 + 0.05);
    }
  });

  it('is the mass that one point of each space exchanges, in closed form', () => {
    const [c, d, p, q, epsilon, tauA, tauB] = [2, 0.5, 3, 0.4, 0.7, 0.6, 0.8];
    const problem = gromovProblem(denseCost([[c]]), denseCost([[d]]), {
      a: [p],
      b: [q],
      epsilon,
      tauA,
      tauB,
    });
    const [rhoA, rhoB] = [(epsilon * tauA) / (1 - tauA), (epsilon * tauB) / (1 - tauB)];
    const log =
      (epsilon * Math.log(p * q) + rhoA * Math.log(p) + rhoB * Math.log(q) - (c - d) ** 2) /
      (epsilon + rhoA + rhoB);
    const { plan, status } = solveGromov(problem, { threshold: 1e-12 });
    expect(status).toBe('converged');
    expect(plan().data[0]).toBeCloseTo(Math.exp(log), 10);
  });

  it('counts the cost between a thousand points and more as products of matrices do', () => {
    const [u, v] = [normals(31, 1000, 2), normals(32, 300, 3, 40, 0.6)];
    const [p, q] = [unevenWeights(33, 1000), unevenWeights(34, 300)];
    const problem = gromovProblem(cloud(u), cloud(v), { a: p, b: q, epsilon: 10 });
    const solution = solveGromov(problem, { threshold: 0.1 });
    expect(solution.status).toBe('converged');
    const [c, d] = [costsAmong(u), costsAmong(v)];
    const plan = solution.plan();
    const moved = matmul(matmul(c, plan), d);
    const quartic = (costs: NdArray<Float64Array>, weight: Float64Array) =>
      dot(weight, matmul(multiply(costs, costs), weight));
    const expected = quartic(c, p) + quartic(d, q) - 2 * sum(multiply(plan, moved));
    expect(solution.gromovCost / expected).toBeCloseTo(1, 2);
    expect(solution.linear.problem.geometry.kind).toBe('pointCloud');
  });

  it('lies between the bounds of Gaussians, as samples of them do', () => {
    const [u, v] = [normals(35, 150, 2), normals(36, 140, 1, 0, 1.6)];
    const stretched = fromData(
      u.data.map((value, at) => (at % 2 === 0 ? 2 * value : value)),
      [150, 2],
    );
    const { plan, gromovCost: cost } = conditionalGradient(gromovProblem(cloud(stretched), cloud(v)));
    expect(plan().shape).toEqual([150, 140]);
    const { lower, upper } = gaussianGromovBounds(fitGaussian(stretched), fitGaussian(v));
    expect(cost).toBeGreaterThan(0.8 * lower);
    expect(cost).toBeLessThan(1.2 * upper);
  });

  it('puts the product where ε outweighs all else', () => {
    const { plan } = solveGromov(gromovProblem(cloud(x), cloud(y), { a, b, epsilon: 1e7 }), {
      threshold: 1e-9,
    });
    const expected = plan().data.map((_, at) => a[Math.floor(at / m)] * b[at % m]);
    expect(deviation(plan().data, expected)).toBeLessThan(1e-6);
  });
});
