import {
  type AbortedError,
  dot,
  type Executor,
  fromData,
  matmul,
  multiply,
  type NdArray,
  sum,
} from '@monge/ndarray';
import { permutation } from '@monge/random';
import {
  denseCost,
  fitGaussian,
  type Geometry,
  greatCircle,
  linearProblem,
  pointCloud,
  roundedPlan,
  type Solution,
  solve,
} from '@monge/sinkhorn';
import {
  conditionalGradient,
  type GromovProblem,
  type GromovProblemOptions,
  gaussianGromovBounds,
  gromovProblem,
  solveGromov,
  solveGromovAsync,
} from '@monge/sinkhorn/gromov';
import { bestAlignment, gromovCost, pointClouds, weights } from '@monge/sinkhorn/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviation } from '../support/deviation.js';
import { javascript, wasm } from '../support/executors.js';
import { anyCosts, normals, unevenWeights } from '../support/samples.js';
import { costsAmong, reordered, transposed } from '../support/spaces.js';
import { spyOn } from '../support/spy.js';

const [n, m] = [12, 9];
const [x, y] = [normals(1, n, 2), normals(2, m, 3, 5, 0.8)];
const [a, b] = [unevenWeights(3, n), unevenWeights(4, m)];
const features = anyCosts(5, n, m);
const tight = { threshold: 1e-10, linear: { maxIterations: 50_000 } };
const cloud = (points: NdArray) => pointCloud(points, points);

/** Spaces of every kind, by what their costs have in common. */
const spaces: Record<
  string,
  { readonly source: Geometry; readonly target: Geometry; readonly epsilon: number }
> = {
  'clouds, squared distances': { source: cloud(x), target: cloud(y), epsilon: 1 },
  'matrices, squared distances': {
    source: denseCost(costsAmong(x)),
    target: denseCost(costsAmong(y)),
    epsilon: 1,
  },
  distances: {
    source: denseCost(costsAmong(x, Math.sqrt)),
    target: denseCost(costsAmong(y, Math.sqrt)),
    epsilon: 0.1,
  },
  'costs that are not symmetric': {
    source: denseCost(anyCosts(6, n, n)),
    target: denseCost(anyCosts(7, m, m)),
    epsilon: 0.05,
  },
};
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

/** What a call throws. */
function caught(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  return undefined;
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

  it('finds the same plan in clouds and in the matrices of their squared distances', () => {
    fc.assert(
      fc.property(
        pointClouds({ count: 7, dimension: 2, duplicates: false }),
        pointClouds({ count: 6, dimension: 3, centre: 100, duplicates: false }),
        weights({ length: 7 }),
        weights({ length: 6 }),
        (u, v, p, q) => {
          const options = { a: p, b: q, epsilon: 0.5 };
          const [one, other] = [
            gromovProblem(cloud(u), cloud(v), options),
            gromovProblem(denseCost(costsAmong(u)), denseCost(costsAmong(v)), options),
          ].map((problem) => solveGromov(problem, tight));
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

describe('edges', () => {
  const problem = gromovProblem(cloud(x), cloud(y), { a, b, epsilon: 1 });

  it('is the same on every executor', () => {
    const of = (executor: Executor) => solveGromov(problem, { ...tight, executor });
    const [one, other] = [of(wasm), of(javascript)];
    expect(other.executor.name).toBe('javascript');
    expect(deviation(other.plan().data, one.plan().data)).toBeLessThan(1e-9);
  });

  it.each(['clouds, squared distances', 'distances'])('gives all memory back: %s', (space) => {
    const { source, target, epsilon } = spaces[space];
    const { executor, calls } = spyOn(wasm);
    solveGromov(gromovProblem(source, target, { a, b, epsilon }), { executor });
    expect(calls.softmins + calls.fills).toBeGreaterThan(0);
    expect(calls.unreleased).toBe(0);
  });

  it('is the same when other work is let in between', async () => {
    const { linear, plan, iterations } = await solveGromovAsync(problem);
    const sync = solveGromov(problem);
    expect(iterations).toBe(sync.iterations);
    expect(linear.iterations).toBe(sync.linear.iterations);
    expect(plan().data).toEqual(sync.plan().data);
  });

  it('takes one iteration or two from its own solution, as a matrix too', () => {
    const solution = solveGromov(problem, tight);
    for (const init of [solution, solution.plan()]) {
      expect(solveGromov(problem, { init, threshold: 1e-8 }).iterations).toBeLessThanOrEqual(2);
    }
  });

  it('computes in float32 where all costs are float32', () => {
    const [u, v] = [Float32Array.from(x.data), Float32Array.from(y.data)];
    const single = gromovProblem(cloud(fromData(u, [n, 2])), cloud(fromData(v, [m, 3])), {
      a,
      b,
      epsilon: 1,
    });
    const solution = solveGromov(single);
    expect(solution.linear.problem.geometry.dtype).toBe('float32');
    expect(solution.status).toBe('converged');
    expect(deviation(solution.plan().data, solveGromov(problem, tight).plan().data)).toBeLessThan(2e-3);
    const stored = (points: NdArray<Float64Array>) => {
      const { data, shape } = costsAmong(points);
      return denseCost(fromData(Float32Array.from(data), shape));
    };
    const dense = solveGromov(
      gromovProblem(stored(x), stored(y), { a, b, epsilon: 1, tauA: 0.9, tauB: 0.9 }),
    );
    expect(dense.linear.problem.geometry.dtype).toBe('float32');
    expect(dense.status).toBe('converged');
  });

  it('costs nothing less than zero, between spaces that are the same', () => {
    const same = gromovProblem(cloud(normals(1, 60, 2)), cloud(normals(1, 60, 2)), { epsilon: 1e-3 });
    const init = fromData(
      new Float64Array(3600).map((_, at) => (at % 61 === 0 ? 1 / 60 : 0)),
      [60, 60],
    );
    for (const { gromovCost, cost } of [solveGromov(same, { init }), conditionalGradient(same, { init })]) {
      expect(gromovCost).toBeGreaterThanOrEqual(0);
      expect(gromovCost).toBeLessThan(1e-8);
      expect(cost).toBe(gromovCost);
    }
  });

  it.each([1e-1, 1e-2, 3e-3, 1e-3, 1e-4])(
    'has the mass that is best, however small steps have become: ε = %d',
    (epsilon) => {
      const [source, target] = [denseCost(anyCosts(1, 3, 3)), denseCost(anyCosts(2, 4, 4))];
      const solution = solveGromov(gromovProblem(source, target, { epsilon, tauA: 0.3, tauB: 0.6 }));
      expect(solution.status).toBe('converged');
      // Where the derivative of the objective by the mass M is zero it is ½ Σρ (1 − M²).
      const strength = epsilon * (1 + 3 / 7 + 3 / 2);
      const least = (strength / 2) * (1 - solution.mass ** 2);
      expect(Math.abs(solution.regularisedCost - least)).toBeLessThan(1e-5 * least);
      expect(solution.mass).toBeGreaterThan(0.1);
    },
  );

  it('keeps mass where moving all of it would cost far more than losing it', () => {
    const far = fromData(
      x.data.map((value) => 100 * value),
      [n, 2],
    );
    const given = gromovProblem(cloud(far), cloud(y), { epsilon: 1, tauA: 0.5, tauB: 0.5 });
    const { status, mass, gromovCost: cost } = solveGromov(given);
    expect(status).toBe('converged');
    expect(mass).toBeGreaterThan(0.04);
    expect(cost).toBeLessThan(1e-3);
  });

  it('moves nothing to or from points without mass', () => {
    const p = a.map((weight, i) => (i % 3 === 0 ? 0 : weight));
    for (const tau of [1, 0.9]) {
      for (const costs of [
        (points: NdArray<Float64Array>) => cloud(points),
        (points: NdArray<Float64Array>) => denseCost(costsAmong(points)),
      ]) {
        const given = gromovProblem(costs(x), costs(y), {
          a: p.map((w) => w / p.reduce((s, v) => s + v, 0)),
          b,
          epsilon: 1,
          tauA: tau,
          tauB: tau,
        });
        const { plan, status } = solveGromov(given);
        expect(status).toBe('converged');
        expect(plan().data.every((mass, at) => (Math.floor(at / m) % 3 === 0 ? mass === 0 : mass > 0))).toBe(
          true,
        );
      }
    }
  });

  it('takes spaces of one point, of equal points, and of points on a sphere', () => {
    const point = denseCost([[0]]);
    expect(solveGromov(gromovProblem(point, cloud(y), { b })).plan().data).toEqual(
      expect.objectContaining({ length: m }),
    );
    const single = solveGromov(gromovProblem(cloud(fromData(new Float64Array(2), [1, 2])), cloud(y), { b }));
    expect(deviation(single.plan().data, b)).toBeLessThan(1e-12);
    const equal = cloud(fromData(new Float64Array(6).fill(4), [3, 2]));
    const product = solveGromov(gromovProblem(equal, equal));
    expect(product.gromovCost).toBe(0);
    expect(deviation(product.plan().data, new Float64Array(9).fill(1 / 9))).toBeLessThan(1e-12);
    const places = fromData(
      normals(41, 5, 2).data.map((value) => 20 * value),
      [5, 2],
    );
    const sphere = pointCloud(places, places, { cost: greatCircle({ radius: 1 }) });
    expect(solveGromov(gromovProblem(sphere, sphere, { epsilon: 1e-3 })).status).toBe('converged');
  });

  it('stays at the product where that is stationary, and leaves it for another start', () => {
    const circle = (radius: number) =>
      fromData(
        Float64Array.from(
          { length: 12 },
          (_, at) => radius * (at % 2 === 0 ? Math.cos : Math.sin)((Math.PI * Math.floor(at / 2)) / 3),
        ),
        [6, 2],
      );
    const given = gromovProblem(cloud(circle(1)), cloud(circle(1)), { epsilon: 0.1 });
    const still = solveGromov(given);
    expect(still.iterations).toBeLessThanOrEqual(2);
    const init = Float64Array.from({ length: 36 }, (_, at) => (Math.floor(at / 6) === at % 6 ? 2 : 1));
    const found = solveGromov(given, { init: fromData(init, [6, 6]) });
    expect(found.regularisedCost).toBeLessThan(0.5 * still.regularisedCost);
  });

  it('loses its mass where features cost far more than that', () => {
    const point = denseCost([[0]]);
    const of = (cost: number) =>
      solveGromov(
        gromovProblem(point, point, { features: denseCost([[cost]]), epsilon: 0.1, tauA: 0.5, tauB: 0.5 }),
        {
          threshold: 1e-12,
        },
      );
    // Features alone cost ½ F t, and the penalties ½ Σρ (2 t² log t − t² + 1), Σρ = 0.3: both rise with t, or there is a minimum at t log t = −F/(4 Σρ).
    expect(of(5).mass).toBe(0);
    const { mass: kept } = of(0.2);
    expect(kept * Math.log(kept)).toBeCloseTo(-0.2 / 1.2, 9);
    expect(kept).toBeGreaterThan(Math.exp(-1));
  });

  it('tells of a solve that runs out of iterations', () => {
    const solution = solveGromov(problem, { maxIterations: 3 });
    expect(solution.status).toBe('maxIterations');
    expect(solution.errors.length).toBe(3);
    expect(deviation(solution.apply(new Float64Array(m).fill(1)).data, a)).toBeLessThan(1e-9);
    expect(solution.topK(1).target.length).toBe(n);
    expect(roundedPlan(solution.linear).plan().shape).toEqual([n, m]);
  });

  it('can be stopped, and go on from where it was', () => {
    const controller = new AbortController();
    const stopped = caught(() =>
      solveGromov(problem, {
        signal: controller.signal,
        onProgress: ({ iteration }) => iteration === 3 && controller.abort('enough'),
      }),
    );
    expect(stopped).toMatchObject({ code: 'aborted', cause: 'enough' });
    const init = (stopped as AbortedError<Solution>).partial;
    const resumed = solveGromov(problem, { init, threshold: 1e-9 });
    expect(deviation(resumed.plan().data, solveGromov(problem, tight).plan().data)).toBeLessThan(1e-7);
    expect(() => solveGromov(problem, { signal: AbortSignal.abort() })).toThrow(/aborted after 0 iterations/);
  });
});

describe('errors', () => {
  const problem = gromovProblem(cloud(x), cloud(y));

  it('refuses what is no problem', () => {
    expect(() => gromovProblem(pointCloud(x, x.hi(5, 2)), cloud(y))).toThrow(/source of shape \[k, k\]/);
    expect(() => gromovProblem(cloud(x), cloud(y), { features: denseCost([[1]]) })).toThrow(
      /features of shape \[12, 9\]/,
    );
    expect(() => gromovProblem(cloud(x), cloud(y), { alpha: 0.5 })).toThrow(
      /features where alpha is below 1/,
    );
    expect(() => gromovProblem(cloud(x), cloud(y), { alpha: Number.NaN })).toThrow(/alpha in \[0, 1\]/);
    expect(() => gromovProblem(cloud(x), cloud(y), { loss: 'toString' as 'kl' })).toThrow(
      /loss 'square' or 'kl'/,
    );
    expect(() => gromovProblem(cloud(x), cloud(y), { loss: 'kl' })).toThrow(/costs in \(0, ∞\) in target/);
    expect(() => gromovProblem(denseCost([[-1]]), denseCost([[1]]), { loss: 'kl' })).toThrow(
      /costs in \[0, ∞\) in source/,
    );
    expect(() => gromovProblem(cloud(x), cloud(y), { epsilon: 0 })).toThrow(/epsilon/);
    expect(() => gromovProblem(cloud(x), cloud(y), { a: [1] })).toThrow(/a of shape \[12\]/);
    expect(() => gromovProblem(cloud(x), cloud(y), { a, b: b.map((weight) => 2 * weight) })).toThrow(
      /same total/,
    );
  });

  it('refuses options outside of their range', () => {
    expect(() => solveGromov(problem, { threshold: -1 })).toThrow(/threshold in \[0, ∞\)/);
    expect(() => solveGromov(problem, { maxIterations: 0.5 })).toThrow(/maxIterations/);
    expect(() => solveGromov(problem, { init: [[1]] })).toThrow(/init of shape \[12, 9\]/);
    expect(() => solveGromov(problem, { init: new Float64Array(n * m).fill(-1) })).toThrow(/init of shape/);
    expect(() => solveGromov(problem, { init: fromData(new Float64Array(n * m).fill(-1), [n, m]) })).toThrow(
      /masses in \[0, ∞\)/,
    );
    expect(() => solveGromov(problem, { init: fromData(new Float64Array(n * m), [n, m]) })).toThrow(
      /some mass/,
    );
    const other = solveGromov(gromovProblem(cloud(y), cloud(x)), { maxIterations: 1 });
    expect(() => solveGromov(problem, { init: other })).toThrow(/init of shape \[12, 9\]/);
  });
});
