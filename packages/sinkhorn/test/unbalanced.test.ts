import { denseCost, linearProblem, pointCloud, type SolveOptions, solve } from '@monge/sinkhorn';
import { diracTransport, gaussianTransport, unbalancedGaussianTransport } from '@monge/sinkhorn/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import document from './fixtures/unbalanced.json' with { type: 'json' };
import { deviation } from './support/deviation.js';
import { dtypes, engines } from './support/executors.js';
import {
  distance,
  marginalsOf,
  objective,
  type Problems,
  precision,
  problems,
  response,
  rhoOf,
  solveBy,
  sum,
  times,
  type Way,
} from './support/unbalanced.js';

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
