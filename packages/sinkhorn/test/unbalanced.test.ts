import { type Executor, type FloatDType, fromData } from '@monge/ndarray';
import {
  denseCost,
  type LinearProblem,
  linearProblem,
  type Mode,
  pointCloud,
  type Solution,
  type SolveOptions,
  solve,
} from '@monge/sinkhorn';
import {
  diracTransport,
  gaussianTransport,
  type TransportInput,
  transportInputs,
  unbalancedGaussianTransport,
} from '@monge/sinkhorn/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import document from './fixtures/unbalanced.json' with { type: 'json' };
import { deviation } from './support/deviation.js';
import { dtypes, engines } from './support/executors.js';
import { anyCosts, normals, unevenWeights } from './support/samples.js';

interface Taus {
  readonly tauA: number;
  readonly tauB: number;
}

const precision = {
  float64: { threshold: 1e-11, tolerance: 1e-8 },
  float32: { threshold: 1e-5, tolerance: 2e-3 },
};

const rhoOf = (tau: number, epsilon: number) => (tau === 1 ? Infinity : (epsilon * tau) / (1 - tau));

const sum = (values: ArrayLike<number>) => Array.from(values).reduce((total, value) => total + value, 0);

const times = (factor: number, values: Float64Array) => values.map((value) => factor * value);

/** Σ |x_i − y_i| / Σ y_i */
const distance = (x: Float64Array, y: Float64Array) =>
  x.reduce((total, value, i) => total + Math.abs(value - y[i]), 0) / sum(y);

function marginalsOf({ plan, problem }: Solution) {
  const [n, m] = problem.geometry.shape;
  const [source, target] = [new Float64Array(n), new Float64Array(m)];
  plan().data.forEach((mass, at) => {
    source[Math.floor(at / m)] += mass;
    target[at % m] += mass;
  });
  return { source, target };
}

/** KL(p | q) = Σ p log(p/q) − p + q */
function divergence(p: ArrayLike<number>, q: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < q.length; i++) {
    if (q[i] > 0) total += (p[i] > 0 ? p[i] * Math.log(p[i] / q[i]) : 0) - p[i] + q[i];
  }
  return total;
}

/** What the plan costs, from its entries and from nothing else. */
function objective(solution: Solution, costs: Float64Array): number {
  const { a, b, epsilon, tauA, tauB } = solution.problem;
  const { data } = solution.plan();
  const { source, target } = marginalsOf(solution);
  const product = Float64Array.from(data, (_, at) => a[Math.floor(at / b.length)] * b[at % b.length]);
  let total = epsilon * divergence(data, product);
  data.forEach((mass, at) => {
    total += mass * costs[at];
  });
  if (tauA < 1) total += rhoOf(tauA, epsilon) * divergence(source, a);
  if (tauB < 1) total += rhoOf(tauB, epsilon) * divergence(target, b);
  return total;
}

/** a exp(−f/ρ) */
function response(weights: Float64Array, potential: Float64Array, rho: number): Float64Array {
  return weights.map((weight, i) => (weight === 0 ? 0 : weight * Math.exp(-potential[i] / rho)));
}

type Problems = { readonly input: TransportInput; readonly taus: Taus };

/** Transport problems of which at least one marginal gives way, from hardly to almost entirely, and whose masses differ. */
const problems: fc.Arbitrary<Problems> = fc
  .record({
    input: transportInputs({ maxLength: 6 }),
    tau: fc.constantFrom(0.02, 0.3, 0.7, 0.95, 0.999),
    other: fc.constantFrom(1, 0.02, 0.6, 0.95),
    swap: fc.boolean(),
    ratio: fc.constantFrom(1, 3, 0.2),
  })
  // Costs far below zero are worth more than all the mass there is.
  .filter(({ input }) => Math.min(...input.costs) >= 0)
  .map(({ input, tau, other, swap, ratio }) => ({
    input: { ...input, b: times(ratio, input.b) },
    taus: swap ? { tauA: tau, tauB: other } : { tauA: other, tauB: tau },
  }));

interface Way {
  readonly mode: Mode;
  readonly executor: Executor;
  readonly dtype: FloatDType;
}

function solveBy({ mode, executor, dtype }: Way, input: TransportInput, taus: Taus): Solution {
  const { costs, rows, columns, a, b, epsilon } = input;
  const matrix = dtype === 'float32' ? Float32Array.from(costs) : costs;
  const problem = linearProblem(denseCost(fromData(matrix, [rows, columns])), { a, b, epsilon, ...taus });
  const { threshold } = precision[dtype];
  const solution = solve(problem, { mode, executor, threshold, maxIterations: 20_000 });
  expect(solution.status).toBe('converged');
  return solution;
}

describe.each(engines)('laws of unbalanced transport, $name', ({ mode, executor }) => {
  describe.each(dtypes)('in %s', (dtype) => {
    const way: Way = { mode, executor, dtype };
    const { tolerance } = precision[dtype];
    const law = (check: (problem: Problems) => void) =>
      fc.assert(fc.property(problems, check), { numRuns: 25 });

    it('the marginals are what the potentials ask for, those that have to be met are met', () => {
      law(({ input, taus }) => {
        const solution = solveBy(way, input, taus);
        const { source, target } = marginalsOf(solution);
        const { a, b, epsilon } = input;
        const { f, g } = solution;
        expect(distance(source, response(a, f.data, rhoOf(taus.tauA, epsilon)))).toBeLessThan(tolerance);
        expect(distance(target, response(b, g.data, rhoOf(taus.tauB, epsilon)))).toBeLessThan(tolerance);
        expect(Math.abs(solution.mass / sum(source) - 1)).toBeLessThan(tolerance);
      });
    });

    it('the primal value of the plan is the dual value of the potentials', () => {
      law(({ input, taus }) => {
        const solution = solveBy(way, input, taus);
        const primal = objective(solution, input.costs);
        const scale = Math.max(...input.costs) + input.epsilon;
        const mass = Math.max(sum(input.a), sum(input.b));
        // In float32 the plan is that of rounded costs, and large ρ weigh what is off.
        const stiffness = 1 + Math.min(rhoOf(taus.tauA, 1), 1e3) + Math.min(rhoOf(taus.tauB, 1), 1e3);
        const allowed = tolerance * stiffness * scale * (mass + 1) ** 2;
        expect(Math.abs(solution.regularisedCost - primal)).toBeLessThan(allowed);
        expect(Math.abs(solution.dualCost - primal)).toBeLessThan(allowed);
      });
    });

    it('no mass is where a weight is zero, and none is negative', () => {
      law(({ input, taus }) => {
        solveBy(way, input, taus)
          .plan()
          .data.forEach((mass, at) => {
            const weight = input.a[Math.floor(at / input.columns)] * input.b[at % input.columns];
            expect(mass).toBeGreaterThanOrEqual(0);
            expect(weight > 0 || mass === 0).toBe(true);
          });
      });
    });

    it('the way back is the way there', () => {
      law(({ input, taus }) => {
        const { costs, rows, columns, a, b } = input;
        const { data } = solveBy(way, input, taus).plan();
        const transposed = Float64Array.from(
          costs,
          (_, at) => costs[(at % rows) * columns + Math.floor(at / rows)],
        );
        const back = solveBy(
          way,
          { ...input, costs: transposed, rows: columns, columns: rows, a: b, b: a },
          { tauA: taus.tauB, tauB: taus.tauA },
        );
        const expected = Float64Array.from(
          data,
          (_, at) => data[(at % rows) * columns + Math.floor(at / rows)],
        );
        expect(distance(back.plan().data, expected)).toBeLessThan(4 * tolerance);
      });
    });

    it('points in another order have the same plan in that order', () => {
      law(({ input, taus }) => {
        const { costs, rows, columns, a } = input;
        const { data } = solveBy(way, input, taus).plan();
        const reversed = (values: Float64Array) =>
          Float64Array.from(values, (_, at) => {
            const [i, j] = [Math.floor(at / columns), at % columns];
            return values[(rows - 1 - i) * columns + j];
          });
        const other = solveBy(way, { ...input, costs: reversed(costs), a: a.toReversed() }, taus);
        expect(distance(other.plan().data, reversed(data))).toBeLessThan(4 * tolerance);
      });
    });

    it('costs λC and λε have the same plan, λf and λg', () => {
      law(({ input, taus }) => {
        const scaled = { ...input, costs: times(8, input.costs), epsilon: 8 * input.epsilon };
        const [once, eightfold] = [solveBy(way, input, taus), solveBy(way, scaled, taus)];
        expect(distance(eightfold.plan().data, once.plan().data)).toBeLessThan(4 * tolerance);
        expect(eightfold.mass).toBeCloseTo(once.mass, dtype === 'float32' ? 2 : 7);
      });
    });

    it('costs C + s have the plan times exp(−s/(ε + ρ_a + ρ_b))', () => {
      law(({ input, taus }) => {
        const { costs, epsilon } = input;
        const rhos = rhoOf(taus.tauA, epsilon) + rhoOf(taus.tauB, epsilon);
        const s = 0.5 * epsilon;
        const dearer = solveBy(way, { ...input, costs: costs.map((cost) => cost + s) }, taus);
        const expected = times(Math.exp(-s / (epsilon + rhos)), solveBy(way, input, taus).plan().data);
        expect(distance(dearer.plan().data, expected)).toBeLessThan(4 * tolerance);
      });
    });

    it('a times s and b times t have the plan times the power that Diracs have', () => {
      law(({ input, taus }) => {
        const { a, b, epsilon } = input;
        const [s, t] = [taus.tauA === 1 ? 1 : 3, taus.tauB === 1 ? 1 : 0.5];
        const { mass } = diracTransport({ massA: s, massB: t, cost: 0, epsilon, ...taus });
        const more = solveBy(way, { ...input, a: times(s, a), b: times(t, b) }, taus);
        const expected = times(mass, solveBy(way, input, taus).plan().data);
        expect(distance(more.plan().data, expected)).toBeLessThan(4 * tolerance);
      });
    });
  });
});

describe.each(engines)('closed forms, $name', ({ mode, executor }) => {
  const exactly: SolveOptions = { mode, executor, threshold: 1e-14, maxIterations: 1000 };

  it('of two points, to the last digits', () => {
    for (const [massA, massB] of [
      [1, 1],
      [3, 0.2],
      [1e-6, 1e6],
    ]) {
      for (const [tauA, tauB] of [
        [0.5, 0.5],
        [0.9, 0.2],
        [1, 0.7],
        [0.05, 1],
        [1e-9, 1e-9],
        [0.9999, 0.9999],
      ]) {
        for (const cost of [0, 0.3, 40, -2]) {
          const problem = { massA, massB, cost, epsilon: 0.7, tauA, tauB };
          const exact = diracTransport(problem);
          const solution = solve(
            linearProblem(denseCost([[cost]]), { a: [massA], b: [massB], epsilon: 0.7, tauA, tauB }),
            exactly,
          );
          const relative = (found: number, expected: number, scale = Math.abs(expected)) =>
            expect(Math.abs(found - expected)).toBeLessThanOrEqual(1e-12 * scale);
          const size = Math.abs(exact.f) + Math.abs(exact.g) + 0.7;
          // An ulp of the potentials is this fraction of the plan.
          const mass = exact.mass * (1 + size);
          relative(solution.mass, exact.mass, mass);
          relative(solution.plan().data[0], exact.mass, mass);
          relative(solution.cost, exact.cost, mass * (1 + Math.abs(cost)));
          relative(solution.f.data[0], exact.f, size);
          relative(solution.g.data[0], exact.g, size);
          const largest = massA + massB + massA * massB + mass;
          const rhos = [tauA, tauB].reduce((total, tau) => total + (tau < 1 ? rhoOf(tau, 0.7) : 0), 1);
          relative(solution.regularisedCost, exact.regularisedCost, largest * (rhos + size + Math.abs(cost)));
          relative(solution.dualCost, exact.regularisedCost, largest * (rhos + size + Math.abs(cost)));
        }
      }
    }
  });

  it('of Gaussians, at the nodes of a grid', () => {
    const a = { mass: 2, mean: -0.5, variance: 0.8 };
    const b = { mass: 0.7, mean: 1, variance: 0.5 };
    const nodes = (count: number, from: number, to: number) =>
      Float64Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));
    const density = (x: Float64Array, { mass, mean, variance }: typeof a) => {
      const values = x.map((u) => Math.exp(-((u - mean) ** 2) / (2 * variance)));
      return times(mass / sum(values), values);
    };
    const [x, y] = [nodes(160, -9, 8), nodes(150, -6, 8)];
    for (const taus of [
      { tauA: 0.8, tauB: 0.8 },
      { tauA: 0.95, tauB: 0.4 },
      { tauA: 1, tauB: 0.6 },
      { tauA: 0.6, tauB: 1 },
    ]) {
      const exact = unbalancedGaussianTransport(a, b, { epsilon: 0.6, ...taus });
      const problem = linearProblem(pointCloud(x, y), {
        a: density(x, a),
        b: density(y, b),
        epsilon: 0.6,
        ...taus,
      });
      const solution = solve(problem, { ...exactly, threshold: 1e-12 });
      expect(solution.status).toBe('converged');
      const { source, target } = marginalsOf(solution);
      expect(deviation([solution.mass], [exact.source.mass])).toBeLessThan(1e-10);
      expect(deviation([solution.cost], [exact.cost])).toBeLessThan(1e-10);
      expect(deviation([solution.regularisedCost], [exact.regularisedCost])).toBeLessThan(1e-10);
      expect(deviation([solution.dualCost], [exact.regularisedCost])).toBeLessThan(1e-10);
      expect(deviation(source, density(x, exact.source))).toBeLessThan(1e-10);
      expect(deviation(target, density(y, exact.target))).toBeLessThan(1e-10);
    }
  });

  const cases = document.problems.flatMap(({ solutions, ...given }) =>
    solutions.map((expected) => ({
      given,
      expected,
      name: `${given.name}, epsilon ${expected.epsilon}, tau ${expected.tauA} and ${expected.tauB}`,
    })),
  );
  it.each(cases)('agrees with POT and OTT-JAX: $name', ({ given, expected }) => {
    const { epsilon, tauA, tauB, pot, ott } = expected;
    const { x, y, a, b } = given;
    const problem = linearProblem(pointCloud(x, y), { a, b, epsilon, tauA, tauB });
    const solution = solve(problem, { ...exactly, threshold: 1e-12, maxIterations: 5000 });
    expect(solution.status).toBe('converged');
    for (const theirs of [pot, ott]) {
      if (theirs === undefined) continue;
      expect(deviation([solution.mass], [theirs.mass])).toBeLessThan(1e-9);
      expect(deviation([solution.cost], [theirs.cost])).toBeLessThan(1e-9);
      expect(deviation([solution.regularisedCost], [theirs.regularisedCost])).toBeLessThan(1e-9);
      expect(deviation([solution.dualCost], [theirs.regularisedCost])).toBeLessThan(1e-9);
      expect(deviation(solution.f.data, theirs.f)).toBeLessThan(1e-8);
      expect(deviation(solution.g.data, theirs.g)).toBeLessThan(1e-8);
    }
  });
});

describe('the closed form of Gaussians', () => {
  it('is that of balanced transport where both marginals have to be met', () => {
    const [a, b] = [
      { mean: -1, variance: 2 },
      { mean: 0.5, variance: 0.3 },
    ];
    const exact = unbalancedGaussianTransport(a, b, { epsilon: 0.9 });
    const matrix = ({ mean, variance }: typeof a) => ({ mean: [mean], covariance: [[variance]] });
    const balanced = gaussianTransport(matrix(a), matrix(b), 0.9);
    expect(exact.cost).toBeCloseTo(balanced.cost, 12);
    expect(exact.regularisedCost).toBeCloseTo(balanced.regularisedCost, 12);
    expect(exact.crossCovariance).toBeCloseTo(balanced.crossCovariance.data[0], 12);
  });
});

/** An uneven problem on which costs are of size one, [53, 67]. */
function uneven(
  options: { readonly epsilon?: number; readonly ratio?: number } & Partial<Taus>,
): LinearProblem {
  const { epsilon = 0.02, ratio = 1, ...taus } = options;
  return linearProblem(pointCloud(normals(1, 53, 2), normals(2, 67, 2, 1, 0.7)), {
    a: unevenWeights(8, 53),
    b: times(ratio, unevenWeights(9, 67)),
    epsilon,
    ...taus,
  });
}

describe.each(engines)('between balanced and unbalanced, $name', ({ mode, executor }) => {
  const options: SolveOptions = { mode, executor, threshold: 1e-11, maxIterations: 20_000 };

  it('τ → 1 meets the balanced solution, in proportion to 1 − τ', () => {
    const balanced = solve(uneven({}), options);
    const gaps = [1e-3, 1e-5, 1e-7].map((gap) => {
      const near = solve(uneven({ tauA: 1 - gap, tauB: 1 - gap }), options);
      expect(near.status).toBe('converged');
      return distance(near.plan().data, balanced.plan().data);
    });
    expect(gaps[0] / gaps[1]).toBeGreaterThan(50);
    expect(gaps[1] / gaps[2]).toBeCloseTo(100, -1);
    expect(gaps[2]).toBeLessThan(1e-4);
  });

  it('takes no more iterations for large ρ than a balanced problem does', () => {
    const balanced = solve(uneven({ epsilon: 0.1 }), { ...options, acceleration: 'none' });
    for (const gap of [1e-2, 1e-4, 1e-8]) {
      const problem = uneven({ epsilon: 0.1, ratio: 2, tauA: 1 - gap, tauB: 1 - gap });
      const solution = solve(problem, { ...options, acceleration: 'none', threshold: 1e-8 });
      expect(solution.status).toBe('converged');
      expect(solution.iterations).toBeLessThanOrEqual(balanced.iterations);
    }
  });

  it('the dual rises from step to step, and momentum pays', () => {
    const problem = uneven({ epsilon: 0.005, ratio: 3, tauA: 0.999, tauB: 0.995 });
    const duals = [1, 2, 3, 5, 8, 13, 40].map(
      (maxIterations) =>
        solve(problem, { ...options, acceleration: 'none', threshold: 0, maxIterations }).dualCost,
    );
    expect(duals).toEqual(duals.toSorted((x, y) => x - y));
    const plain = solve(problem, { ...options, acceleration: 'none' });
    const accelerated = solve(problem, options);
    expect([plain.status, accelerated.status]).toEqual(['converged', 'converged']);
    expect(accelerated.iterations).toBeLessThan(plain.iterations / 2);
    expect(deviation(accelerated.f.data, plain.f.data)).toBeLessThan(1e-8);
  });
});

describe('unbalanced solutions', () => {
  const problem = uneven({ epsilon: 0.05, ratio: 3, tauA: 0.9, tauB: 0.99 });
  const options: SolveOptions = { threshold: 1e-12, maxIterations: 20_000 };
  const solution = solve(problem, options);

  it('are the same in both modes, iteration by iteration', () => {
    for (const taus of [
      { tauA: 0.9, tauB: 0.99 },
      { tauA: 1, tauB: 0.9 },
      { tauA: 0.3, tauB: 1 },
    ]) {
      for (const acceleration of ['none', 'nesterov'] as const) {
        const one = uneven({ epsilon: 0.05, ratio: 3, ...taus });
        const run = (mode: Mode) => solve(one, { mode, acceleration, threshold: 0, maxIterations: 25 });
        const [log, kernel] = [run('log'), run('kernel')];
        expect(deviation(kernel.errors, log.errors)).toBeLessThan(1e-10);
        expect(deviation(kernel.f.data, log.f.data)).toBeLessThan(1e-9);
      }
    }
  });

  it('are the same on more than a thousand points, which start in float32, with absorption', () => {
    const [n, m] = [1003, 211];
    const large = linearProblem(pointCloud(normals(1, n, 2), normals(2, m, 2, 1, 0.7)), {
      a: unevenWeights(8, n),
      b: times(4, unevenWeights(9, m)),
      epsilon: 0.01,
      tauA: 0.99,
      tauB: 0.95,
    });
    const [log, kernel] = [
      solve(large, { ...options, mode: 'log' }),
      solve(large, { ...options, mode: 'kernel' }),
    ];
    expect([log.status, kernel.status]).toEqual(['converged', 'converged']);
    expect(deviation(kernel.f.data, log.f.data)).toBeLessThan(1e-9);
    expect(deviation([kernel.mass, kernel.dualCost], [log.mass, log.dualCost])).toBeLessThan(1e-10);
  });

  it('start again from their potentials, either of them, and from those of a balanced problem', () => {
    for (const mode of ['log', 'kernel'] as const) {
      for (const init of [{ f: solution.f }, { g: solution.g }]) {
        const again = solve(problem, { ...options, threshold: 1e-9, mode, init });
        expect(again.status).toBe('converged');
        expect(again.iterations).toBe(1);
      }
      const { f, g } = solve(uneven({ epsilon: 0.001 }), { maxIterations: 50 });
      const loose = uneven({ epsilon: 0.001, tauA: 0.01, tauB: 0.01 });
      const cold = solve(loose, { ...options, mode });
      const warm = solve(loose, { ...options, mode, init: { f, g } });
      expect([cold.status, warm.status]).toEqual(['converged', 'converged']);
      expect(deviation(warm.f.data, cold.f.data)).toBeLessThan(1e-9);
    }
  });

  it('are the same by way of larger ε, at which ρ stays as it is', () => {
    for (const mode of ['log', 'kernel'] as const) {
      const scaled = solve(problem, { ...options, mode, epsilonScaling: { initial: 5 } });
      expect(scaled.status).toBe('converged');
      expect(deviation(scaled.f.data, solution.f.data)).toBeLessThan(1e-9);
      // Each level starts where the one before has ended: at another ρ it would have ended elsewhere.
      const early = solve(problem, { ...options, mode, epsilonScaling: { initial: 5 }, maxIterations: 3 });
      expect(early.status).toBe('maxIterations');
      expect(early.marginalErrors.source).toBeLessThan(1e-10);
    }
  });

  it('apply, rows and topK are those of the plan, and transport is its mean', () => {
    const { data } = solution.plan();
    const [n, m] = [53, 67];
    const ones = new Float64Array(m).fill(1);
    const { source, target } = marginalsOf(solution);
    expect(deviation(solution.apply(ones).data, source)).toBeLessThan(1e-12);
    const back = solution.apply(new Float64Array(n).fill(1), { transpose: true });
    expect(deviation(back.data, target)).toBeLessThan(1e-12);
    expect([...solution.rows()].flatMap((row) => [...row])).toEqual([...data]);
    const { mass } = solution.topK(1);
    for (let i = 0; i < n; i++) expect(mass[i]).toBe(Math.max(...data.subarray(i * m, (i + 1) * m)));
    const y = normals(2, 67, 2, 1, 0.7).data;
    const means = Float64Array.from({ length: 2 * n }, (_, at) => {
      const [i, k] = [Math.floor(at / 2), at % 2];
      let mean = 0;
      for (let j = 0; j < m; j++) mean += (data[i * m + j] * y[2 * j + k]) / source[i];
      return mean;
    });
    expect(deviation(solution.transport().data, means)).toBeLessThan(1e-10);
  });
});

describe.each(engines)('adversarial unbalanced problems, $name', ({ mode, executor }) => {
  const numbersOf = ({
    mass,
    cost,
    regularisedCost,
    dualCost,
    marginalErrors,
    errors,
    f,
    g,
    plan,
  }: Solution) => [
    mass,
    cost,
    regularisedCost,
    dualCost,
    marginalErrors.source,
    marginalErrors.target,
    ...errors,
    ...f.data,
    ...g.data,
    ...plan().data,
  ];

  it('converge, and have no NaN, for ε, τ and masses from tiny to large', () => {
    const costs = anyCosts(5, 6, 5);
    const [a, b] = [unevenWeights(1, 6), unevenWeights(2, 5)];
    a.fill(0, 3, 4);
    b.fill(0, 0, 1);
    for (const epsilon of [1e-6, 1e-3, 1, 1e6]) {
      for (const taus of [
        { tauA: 1e-12, tauB: 1e-12 },
        { tauA: 1e-3, tauB: 1 - 1e-6 },
        { tauA: 0.5, tauB: 0.5 },
        { tauA: 1, tauB: 1e-6 },
        { tauA: 1 - 1e-6, tauB: 1 - 1e-6 },
      ]) {
        for (const ratio of [1e-6, 1, 1e6]) {
          const problem = linearProblem(denseCost(costs), { a, b: times(ratio, b), epsilon, ...taus });
          const solution = solve(problem, { mode, executor, threshold: 1e-6, maxIterations: 50_000 });
          expect([epsilon, taus, ratio, solution.status]).toEqual([epsilon, taus, ratio, 'converged']);
          expect(numbersOf(solution).every(Number.isFinite)).toBe(true);
        }
      }
    }
  });

  it('lose all mass where moving it costs far more than losing it', () => {
    const problem = linearProblem(denseCost([[1e6, 2e6]]), { epsilon: 1, tauA: 0.5, tauB: 0.5 });
    const solution = solve(problem, { mode, executor, threshold: 1e-9 });
    expect(solution.status).toBe('converged');
    expect([solution.mass, solution.cost]).toEqual([0, 0]);
    // ρ_a Σa + ρ_b Σb + ε Σa Σb
    expect(solution.regularisedCost).toBeCloseTo(3, 12);
    expect(solution.dualCost).toBeCloseTo(3, 12);
  });

  it('say that the mass left the range of floats where moving it earns far more than making it costs', () => {
    const problem = linearProblem(denseCost([[-1e6]]), { epsilon: 1, tauA: 0.5, tauB: 0.5 });
    expect(solve(problem, { mode, executor }).status).toBe('diverged');
  });
});
