import { createWasm } from '@monge/ndarray/executors';
import { linearProblem, pointCloud, type Solution, solve } from '@monge/sinkhorn';
import { describe, expect, it } from 'vitest';
import { laplacianOf, solveLaplacian } from '../../../src/sorting/line/laplacian.js';
import { type PlanOnLine, planProduct, transposedProduct } from '../../../src/sorting/line/plan-on-line.js';
import { type LineProblem, solveOnLine } from '../../../src/sorting/line/solve-on-line.js';

const executor = createWasm();

/** Irregular points in ascending order, and weights between 1 and 3 over their sum. */
function problemOf(n: number, m: number, spread: number): LineProblem {
  const points = (count: number, k: number): Float64Array =>
    Float64Array.from(
      { length: count },
      (_, i) => spread * ((i / count) ** k + 0.1 * Math.abs(Math.sin(3 * i))),
    ).sort();
  const weights = (count: number, k: number): Float64Array => {
    const raw = Float64Array.from({ length: count }, (_, i) => 2 + Math.sin(k * i * i));
    const total = raw.reduce((sum, each) => sum + each, 0);
    return raw.map((each) => each / total);
  };
  return { x: points(n, 2), y: points(m, 1), a: weights(n, 1), b: weights(m, 2) };
}

/** The same by the general solver: cost/ε = ½(x − y)² is ε = 2. */
function generally({ x, y, a, b }: LineProblem): Solution {
  const problem = linearProblem(pointCloud(x, y), { a, b, epsilon: 2 });
  return solve(problem, { threshold: 1e-13, maxIterations: 20_000 });
}

function deviation(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(actual.length).toBe(expected.length);
  return Array.from(actual, (each, i) => Math.abs(each - expected[i])).reduce((a, b) => Math.max(a, b), 0);
}

function weighted(a: Float64Array, w: Float64Array): Float64Array {
  return w.map((each, i) => a[i] * each);
}

/** Q over rows that weigh `a`. */
function entries(plan: PlanOnLine, a: Float64Array, m: number): Float64Array {
  const n = a.length;
  const out = new Float64Array(n * m);
  for (let j = 0; j < m; j++) {
    const unit = new Float64Array(m);
    unit[j] = 1;
    planProduct(plan, unit).forEach((share, i) => {
      out[i * m + j] = a[i] * share;
    });
  }
  return out;
}

describe('the plan on the line', () => {
  it.each([0.5, 3, 10, 30])('is that of the general solver, spread %d', (spread) => {
    const problem = problemOf(60, 45, spread);
    const { plan, converged, iterations } = solveOnLine(problem, {
      threshold: 1e-13,
      maxIterations: 50,
      executor,
    });
    expect(converged).toBe(true);
    expect(iterations).toBeLessThan(12);
    const expected = generally(problem);
    expect(expected.status).toBe('converged');
    expect(deviation(entries(plan, problem.a, 45), expected.plan().data)).toBeLessThan(1e-10 / 45);
  });

  it.each([1, 10, 25])(
    'is that of the general solver where points share nodes, n = 1300, m = 1100, spread %d',
    (spread) => {
      const problem = problemOf(1300, 1100, spread);
      const { plan, converged } = solveOnLine(problem, { threshold: 1e-13, maxIterations: 50, executor });
      expect(converged).toBe(true);
      expect(plan.rows.nodes.length).toBeLessThan(1300);
      const expected = generally(problem);
      expect(expected.status).toBe('converged');
      const [z, w] = [problem.y.map((_, j) => Math.cos(j * j)), problem.x.map((_, i) => Math.sin(i * i))];
      expect(deviation(weighted(problem.a, planProduct(plan, z)), expected.apply(z).data)).toBeLessThan(
        1e-10 / 1300,
      );
      expect(
        deviation(
          transposedProduct(plan, weighted(problem.a, w)),
          expected.apply(w, { transpose: true }).data,
        ),
      ).toBeLessThan(1e-10 / 1100);
    },
  );

  it('has the marginals, up to rounding of the products x y, at any spread, with a band that narrows', () => {
    const widths: number[] = [];
    for (const spread of [1e-3, 1, 1e2, 1e4, 1e6]) {
      const problem = problemOf(500, 400, spread);
      const { plan, converged } = solveOnLine(problem, { threshold: 1e-12, maxIterations: 100, executor });
      expect(converged).toBe(true);
      const ones = (count: number): Float64Array => new Float64Array(count).fill(1);
      expect(deviation(planProduct(plan, ones(400)), ones(500))).toBeLessThan(1e-11);
      expect(deviation(transposedProduct(plan, problem.a), problem.b)).toBeLessThan(
        Math.max(1e-12, 4e-15 * spread ** 2),
      );
      widths.push(plan.core.length);
    }
    const [, , medium, narrow, narrowest] = widths;
    expect(narrow).toBeLessThan(medium);
    expect(narrowest).toBeLessThan(Math.min(narrow, 2000));
  });
});

describe('the plan on the line, where few sources are shared among targets', () => {
  /** Weights from 0.01 to 1, in no order, over their sum; every fifth source has none. */
  const uneven = (count: number, key: number, none = false): Float64Array => {
    const raw = Float64Array.from({ length: count }, (_, i) =>
      none && i % 5 === 3 ? 0 : 10 ** (-1 - Math.sin(key + 37 * (i + 1) ** 2)),
    );
    const total = raw.reduce((sum, each) => sum + each, 0);
    return raw.map((each) => each / total);
  };

  it('is found in a few steps, though the dual is all plateaus and edges', () => {
    for (let key = 0; key < 400; key++) {
      const [n, m] = [3 + (key % 50), 2 + (key % 6)];
      const spread = Math.sqrt(2 / 10 ** (-7 + (5 * (key % 97)) / 97));
      const x = Float64Array.from({ length: n }, (_, i) => (spread * Math.sin(key + i * i)) / 2).sort();
      const y = Float64Array.from({ length: m }, (_, j) => spread * (j / (m - 1) - 0.5));
      const problem = { x, y, a: uneven(n, key, true), b: uneven(m, key + 1) };
      const { converged, iterations } = solveOnLine(problem, {
        threshold: 1e-9,
        maxIterations: 200,
        executor,
      });
      expect(converged).toBe(true);
      expect(iterations).toBeLessThan(25);
    }
  });
});

describe('the Laplacian of a plan', () => {
  it.each([1, 30, 1000])('is solved to rounding, spread %d', (spread) => {
    const problem = problemOf(700, 500, spread);
    const { plan } = solveOnLine(problem, { threshold: 1e-13, maxIterations: 50, executor });
    const { a, b } = problem;
    const raw = b.map((weight, j) => weight * Math.sin(j));
    const excess = raw.reduce((sum, each) => sum + each, 0);
    const r = raw.map((each, j) => each - b[j] * excess);
    const z = solveLaplacian(laplacianOf(plan, a, b), r, 1e-11);
    const means = weighted(a, planProduct(plan, z));
    const back = transposedProduct(plan, means).map((each, j) => b[j] * z[j] - each);
    expect(deviation(back, r)).toBeLessThan(1e-9 / 500);
    expect(Math.abs(z.reduce((sum, each, j) => sum + b[j] * each, 0))).toBeLessThan(1e-9);
  });
});
