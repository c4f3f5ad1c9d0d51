import { fromData } from '@monge/ndarray';
import { matrixRank } from '@monge/ndarray/linalg';
import {
  denseCost,
  euclidean,
  type LinearProblem,
  linearProblem,
  pointCloud,
  solveExactly,
  squaredEuclidean,
} from '@monge/sinkhorn';
import {
  kMeansFactors,
  type LowRankOptions,
  type LowRankSolution,
  type PlanFactors,
  randomFactors,
  solveLowRank,
} from '@monge/sinkhorn/low-rank';
import { leastInertia, type TransportInput, transportInputs } from '@monge/sinkhorn/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import document from '../fixtures/low-rank.json' with { type: 'json' };
import { anyCosts, normals, unevenWeights } from '../support/samples.js';
import { distance } from '../support/unbalanced.js';

const problemOf = ({ costs, rows, columns, a, b }: TransportInput) =>
  linearProblem(denseCost(fromData(costs, [rows, columns])), { a, b, epsilon: 1 });

const rangeOf = (costs: Float64Array) => Math.max(...costs) - Math.min(...costs);

/** The best of several starts. */
function bestOf(count: number, problem: LinearProblem, options: LowRankOptions): LowRankSolution {
  const starts = Array.from({ length: count }, (_, key) => [randomFactors({ key }), kMeansFactors({ key })]);
  const solutions = starts.flat().map((initialiser) => solveLowRank(problem, { ...options, initialiser }));
  return solutions.reduce((best, solution) => (solution.cost < best.cost ? solution : best));
}

/** The sums of a matrix over its columns, and over its rows. */
function sums(data: Float64Array, columns: number) {
  const rowSums = new Float64Array(data.length / columns);
  const columnSums = new Float64Array(columns);
  data.forEach((value, at) => {
    rowSums[Math.floor(at / columns)] += value;
    columnSums[at % columns] += value;
  });
  return { rowSums, columnSums };
}

const ranks = fc.integer({ min: 1, max: 5 });
const keys = fc.nat(1000);

describe('laws', () => {
  it('the factors meet the marginals, converged or not, and make the plan', () => {
    fc.assert(
      fc.property(
        transportInputs(),
        ranks,
        keys,
        fc.constantFrom(1, 2, 50),
        (input, rank, key, maxIterations) => {
          const initialiser = randomFactors({ key });
          const solution = solveLowRank(problemOf(input), { rank, initialiser, maxIterations });
          const { rows, columns, a, b } = input;
          const [q, r] = [sums(solution.q.data, rank), sums(solution.r.data, rank)];
          expect(distance(q.rowSums, a)).toBeLessThan(1e-12);
          expect(distance(r.rowSums, b)).toBeLessThan(1e-12);
          expect(distance(q.columnSums, solution.g.data)).toBeLessThan(1e-12);
          expect(distance(r.columnSums, solution.g.data)).toBeLessThan(1e-12);

          const plan = solution.plan().data;
          expect(plan.every((mass) => mass >= 0)).toBe(true);
          const marginals = sums(plan, columns);
          expect(distance(marginals.rowSums, a)).toBeLessThan(1e-12);
          expect(distance(marginals.columnSums, b)).toBeLessThan(1e-12);
          const { source, target } = solution.marginalErrors;
          expect(Math.max(source, target)).toBeLessThan(1e-12);

          const { cost } = solution;
          const total = plan.reduce((value, mass, at) => value + mass * input.costs[at], 0);
          expect(Math.abs(total - cost)).toBeLessThan(
            1e-12 * rows * columns * (1 + Math.max(...input.costs.map(Math.abs))),
          );
        },
      ),
    );
  });

  it('the plan has the rank that was asked for, at most', () => {
    const problem = linearProblem(denseCost(anyCosts(1, 12, 9)), { a: unevenWeights(2, 12) });
    for (const rank of [1, 3, 5]) {
      expect(matrixRank(solveLowRank(problem, { rank }).plan()).data[0]).toBeLessThanOrEqual(rank);
    }
  });

  it('costs no less than exact transport, and a ⊗ b at rank one', () => {
    fc.assert(
      fc.property(transportInputs(), ranks, keys, (input, rank, key) => {
        const problem = problemOf(input);
        const { cost } = solveLowRank(problem, { rank, initialiser: randomFactors({ key }) });
        const rounding = 1e-11 * (1 + Math.max(...input.costs.map(Math.abs)));
        expect(cost).toBeGreaterThanOrEqual(solveExactly(problem).cost - rounding);
        const { cost: product } = solveLowRank(problem, { rank: 1 });
        let expected = 0;
        for (let at = 0; at < input.costs.length; at++) {
          expected += input.costs[at] * input.a[Math.floor(at / input.columns)] * input.b[at % input.columns];
        }
        expect(Math.abs(product - expected)).toBeLessThan(rounding);
      }),
    );
  });

  it('no feasible change of the factors lowers the cost by more than the error, to first order', () => {
    fc.assert(
      fc.property(
        transportInputs({ maxLength: 9 }),
        ranks,
        keys,
        fc.constantFrom(1, 3, 30),
        (input, rank, key, maxIterations) => {
          const problem = problemOf(input);
          const { costs, rows, columns } = input;
          fc.pre(rangeOf(costs) > 1e-6);
          const initialiser = randomFactors({ key });
          const solution = solveLowRank(problem, { rank, initialiser, threshold: 0, maxIterations });
          // Another feasible point, for which the cost is lower, and the derivative of the cost in its direction.
          const init = { q: solution.q, r: solution.r };
          const other = solveLowRank(problem, { rank, init, threshold: 0, maxIterations: 6 });
          const costAt = (t: number) => {
            const mix = (x: Float64Array, y: Float64Array) =>
              x.map((value, at) => (1 - t) * value + t * y[at]);
            const [q, r] = [mix(solution.q.data, other.q.data), mix(solution.r.data, other.r.data)];
            const g = mix(solution.g.data, other.g.data);
            let total = 0;
            for (let at = 0; at < costs.length; at++) {
              const [i, j] = [Math.floor(at / columns), at % columns];
              for (let k = 0; k < rank; k++) total += (costs[at] * q[i * rank + k] * r[j * rank + k]) / g[k];
            }
            return total;
          };
          const h = 1e-7;
          const decrease = (costAt(0) - costAt(h)) / h;
          const { deviation } = problem.geometry.costSpread(input.a, input.b);
          expect(decrease).toBeLessThanOrEqual(
            solution.errors.at(-1)! * deviation + 1e-5 * rangeOf(costs) * rows,
          );
        },
      ),
    );
  });

  it('scaled costs have the same plan', () => {
    fc.assert(
      fc.property(transportInputs({ maxLength: 5 }), ranks, keys, (input, rank, key) => {
        const { costs } = input;
        fc.pre(rangeOf(costs) > 1e-3 * Math.max(...costs.map(Math.abs)));
        const options = { rank, initialiser: randomFactors({ key }), maxIterations: 10 };
        const first = solveLowRank(problemOf(input), options);
        const scaled = solveLowRank(problemOf({ ...input, costs: costs.map((cost) => 16 * cost) }), options);
        expect(scaled.cost / 16).toBeCloseTo(first.cost, 9);
        expect(distance(scaled.plan().data, first.plan().data)).toBeLessThan(1e-9);
      }),
      { numRuns: 40 },
    );
  });

  it('sources and targets change places', () => {
    const costs = anyCosts(1, 20, 14);
    const turned = fromData(
      Float64Array.from({ length: 280 }, (_, at) => costs.get(at % 20, Math.floor(at / 20))),
      [14, 20],
    );
    const [a, b] = [unevenWeights(2, 20), unevenWeights(3, 14)];
    const there = linearProblem(denseCost(costs), { a, b });
    const { q, r } = randomFactors({ key: 4 })(there, 3);
    const options = { rank: 3, threshold: 1e-6 };
    const forth = solveLowRank(there, { ...options, init: { q, r } });
    const back = solveLowRank(linearProblem(denseCost(turned), { a: b, b: a }), {
      ...options,
      init: { q: r, r: q },
    });
    expect(back.cost).toBeCloseTo(forth.cost, 8);
    expect(distance(back.q.data, forth.r.data)).toBeLessThan(1e-6);
  });
});

describe('oracles', () => {
  it('reaches the exact cost when the rank allows it', () => {
    for (const key of [1, 2, 3]) {
      const geometry = pointCloud(normals(key, 6, 2), normals(key + 10, 5, 2, 1));
      const problem = linearProblem(geometry, { a: unevenWeights(key, 6), b: unevenWeights(key + 5, 5) });
      const { cost } = bestOf(10, problem, { rank: 6, threshold: 1e-7 });
      expect(cost / solveExactly(problem).cost).toBeCloseTo(1, 3);
    }
  });

  it('is k-means between a measure and itself', () => {
    for (const [key, k] of [
      [1, 2],
      [2, 3],
      [3, 4],
    ] as const) {
      const x = normals(key, 8, 2);
      const a = unevenWeights(key, 8);
      const problem = linearProblem(pointCloud(x, x), { a, b: a });
      const { cost } = bestOf(15, problem, { rank: k, threshold: 1e-8, maxIterations: 1000 });
      expect(cost / (2 * leastInertia(x, a, k))).toBeCloseTo(1, 5);
    }
  });

  describe.each(document.problems)('$name', ({ x, y, a, b, rank, metric, starts, pot }) => {
    const cost = metric === 'euclidean' ? euclidean : squaredEuclidean;
    const problem = linearProblem(pointCloud(x, y, { cost }), { a, b });
    const costFrom = (init: PlanFactors) =>
      solveLowRank(problem, { rank, init, threshold: 1e-7, maxIterations: 2000 }).cost;
    /** The best of several descents, up to a millionth. */
    const expectBest = (costs: readonly number[], others: readonly number[]) =>
      expect(Math.min(...costs)).toBeLessThanOrEqual(Math.min(...others) * (1 + 1e-6));

    it(`OTT-JAX ${document.versions['OTT-JAX']}, LRSinkhorn: costs no more from the same starts, nor from where that ends`, () => {
      const theirs = starts.map(({ ott }) => ott.cost);
      expectBest(starts.map(costFrom), theirs);
      for (const { ott } of starts) expectBest([costFrom(ott)], [ott.cost]);
    });

    it.runIf(pot !== undefined)(
      `POT ${document.versions.POT}, lowrank_sinkhorn: costs no more from where that ends`,
      () => {
        expectBest([costFrom(pot!)], [pot!.cost]);
      },
    );
  });

  it.each([
    ['plane', 1, 3e-6],
    ['distances', 1, 1e-7],
  ] as const)('OTT-JAX finds the same stationary plan: %s, start %i', (name, start, accuracy) => {
    const { x, y, a, b, rank, metric, starts } = document.problems.find((problem) => problem.name === name)!;
    const cost = metric === 'euclidean' ? euclidean : squaredEuclidean;
    const { q, r, ott } = starts[start];
    const problem = linearProblem(pointCloud(x, y, { cost }), { a, b });
    const solution = solveLowRank(problem, { rank, init: { q, r }, threshold: 1e-7, maxIterations: 2000 });
    expect(Math.abs(solution.cost / ott.cost - 1)).toBeLessThan(accuracy);
  });
});
