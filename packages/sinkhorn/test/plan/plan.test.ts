import { fromData } from '@monge/ndarray';
import { assertAllClose } from '@monge/ndarray/testing';
import { denseCost, linearProblem, pNorm, type Solution, sinkhorn, solve } from '@monge/sinkhorn';
import { describe, expect, it } from 'vitest';
import { executors } from '../support/executors.js';
import { anyCosts, normals, unevenWeights } from '../support/samples.js';

const [n, m] = [131, 75];
const weights = { a: unevenWeights(1, n), b: unevenWeights(2, m) };

function solved(executor: (typeof executors)[number]): Solution {
  const geometry = denseCost(anyCosts(3, n, m));
  return solve(linearProblem(geometry, { ...weights, epsilon: 0.1 }), { executor, threshold: 1e-9 });
}

/** a_i b_j exp((f_i + g_j − C_ij)/ε), written out. */
function writtenOut({ f, g, problem }: Solution): Float64Array {
  const { a, b, epsilon } = problem;
  const costs = anyCosts(3, n, m);
  return costs.data.map((cost, at) => {
    const [i, j] = [Math.floor(at / m), at % m];
    return a[i] * b[j] * Math.exp((f.data[i] + g.data[j] - cost) / epsilon);
  });
}

describe.each(executors)('the plan on $name', (executor) => {
  const solution = solved(executor);
  const plan = solution.plan();

  it('is what its potentials say', () => {
    expect(plan.shape).toEqual([n, m]);
    assertAllClose(plan.data, writtenOut(solution), { rtol: 1e-12 });
    expect(solution.plan().data).toEqual(plan.data);
    expect(solution.plan().data).not.toBe(plan.data);
  });

  it('has the marginal errors, the cost and the regularised cost that the solution says', () => {
    const [rowSums, columnSums] = [new Float64Array(n), new Float64Array(m)];
    const costs = anyCosts(3, n, m);
    let [cost, information, mass] = [0, 0, 0];
    plan.data.forEach((entry, at) => {
      const [i, j] = [Math.floor(at / m), at % m];
      rowSums[i] += entry;
      columnSums[j] += entry;
      mass += entry;
      cost += entry * costs.data[at];
      information += entry * Math.log(entry / (weights.a[i] * weights.b[j]));
    });
    const distance = (sums: Float64Array, to: Float64Array) =>
      sums.reduce((total, sum, i) => total + Math.abs(sum - to[i]), 0);
    expect(solution.marginalErrors.source).toBeCloseTo(distance(rowSums, weights.a), 13);
    expect(solution.marginalErrors.target).toBeCloseTo(distance(columnSums, weights.b), 13);
    expect(solution.cost).toBeCloseTo(cost, 12);
    expect(solution.regularisedCost).toBeCloseTo(cost + 0.1 * (information - mass + 1), 12);
    const dot = (x: Float64Array, y: Float64Array) => x.reduce((total, value, i) => total + value * y[i], 0);
    const dual = dot(weights.a, solution.f.data) + dot(weights.b, solution.g.data) - 0.1 * (mass - 1);
    expect(solution.dualCost).toBeCloseTo(dual, 12);
  });

  it('applies to vectors and matrices, forwards and backwards', () => {
    const product = (vector: (j: number) => number) =>
      Float64Array.from({ length: n }, (_, i) => {
        let sum = 0;
        for (let j = 0; j < m; j++) sum += plan.data[i * m + j] * vector(j);
        return sum;
      });
    const transposed = (vector: (i: number) => number) =>
      Float64Array.from({ length: m }, (_, j) => {
        let sum = 0;
        for (let i = 0; i < n; i++) sum += plan.data[i * m + j] * vector(i);
        return sum;
      });
    const [right, left] = [normals(4, m, 3), normals(5, n, 2)];
    const column = (points: typeof right, k: number) =>
      Float64Array.from({ length: points.shape[0] }, (_, i) => points.get(i, k));

    assertAllClose(
      solution.apply(column(right, 0)).data,
      product((j) => right.get(j, 0)),
      { rtol: 1e-11, atol: 1e-15 },
    );
    assertAllClose(
      solution.apply(column(left, 1), { transpose: true }).data,
      transposed((i) => left.get(i, 1)),
      { rtol: 1e-11, atol: 1e-15 },
    );
    const forwards = solution.apply(right);
    const backwards = solution.apply(left, { transpose: true });
    expect(forwards.shape).toEqual([n, 3]);
    expect(backwards.shape).toEqual([m, 2]);
    for (const k of [0, 1]) {
      expect(column(forwards, k)).toEqual(solution.apply(column(right, k)).data);
      expect(column(backwards, k)).toEqual(solution.apply(column(left, k), { transpose: true }).data);
    }
    // A view in another layout.
    expect(solution.apply(fromData(right.data, [m, 3]).transpose(1, 0).transpose(1, 0)).data).toEqual(
      forwards.data,
    );
    expect(solution.apply(fromData(new Float64Array(0), [m, 0])).shape).toEqual([n, 0]);
  });

  it('has the marginals as its products with ones', () => {
    const ones = (length: number) => new Float64Array(length).fill(1);
    assertAllClose(solution.apply(ones(m)).data, weights.a, { rtol: 1e-7 });
    assertAllClose(solution.apply(ones(n), { transpose: true }).data, weights.b, { rtol: 1e-6 });
  });

  it('gives the largest entries of its rows, as a full sort does', () => {
    for (const k of [1, 3, m, m + 5]) {
      const { source, target, mass } = solution.topK(k);
      const kept = Math.min(k, m);
      const sorted = Array.from({ length: n }, (_, i) =>
        Array.from(plan.data.subarray(i * m, (i + 1) * m), (entry, j) => ({ i, j, entry }))
          .sort((one, other) => other.entry - one.entry || one.j - other.j)
          .slice(0, kept),
      ).flat();
      expect(source).toEqual(Int32Array.from(sorted, ({ i }) => i));
      expect(target).toEqual(Int32Array.from(sorted, ({ j }) => j));
      expect(mass).toEqual(Float64Array.from(sorted, ({ entry }) => entry));
    }
  });
});

describe('edges of the plan', () => {
  it('equal entries of a row come in the order of the columns', () => {
    const { target } = sinkhorn([0], [1, -1, 1, -1], { epsilon: 1 }).topK(3);
    expect(target).toEqual(Int32Array.of(0, 1, 2));
  });

  it('rows and columns without mass are empty', () => {
    const solution = sinkhorn([0, 1, 2], [0, 5], { a: [0.5, 0, 0.5], b: [1, 0], epsilon: 0.5 });
    expect(solution.plan().data).toEqual(Float64Array.of(0.5, 0, 0, 0, 0.5, 0));
    expect(solution.topK(1).mass).toEqual(Float64Array.of(0.5, 0, 0.5));
    expect(solution.topK(1).target).toEqual(Int32Array.of(0, 0, 0));
  });
});

describe('the plan refuses', () => {
  const solution = sinkhorn(
    [
      [0, 1],
      [1, 0],
    ],
    [
      [2, 2],
      [3, 3],
      [4, 4],
    ],
    { cost: pNorm(1) },
  );

  it('vectors that do not fit', () => {
    expect(() => solution.apply([1, 2])).toThrow(
      'solution.apply: expected vector of shape [3] or [3, k] (one value a target), got [2]',
    );
    expect(() => solution.apply([1, 2, 3], { transpose: true })).toThrow(
      'solution.apply: expected vector of shape [2] or [2, k] (one value a source), got [3]',
    );
    expect(() => solution.apply([[[1]], [[2]], [[3]]])).toThrow(
      'solution.apply: expected vector of shape [3] or [3, k] (one value a target), got [3, 1, 1]',
    );
  });

  it('a number of entries that is none', () => {
    for (const k of [0, -1, 1.5, Number.NaN]) {
      expect(() => solution.topK(k)).toThrow(
        `solution.topK: expected k a whole number ≥ 1 (entries of each row), got ${k}`,
      );
    }
  });

  it('points of another dimension, and matrices of costs, for its map', () => {
    expect(() => solution.transport([[1, 2, 3]])).toThrow(
      'solution.transport: expected points of shape [k, 2] (of the dimension of the clouds), got [1, 3]',
    );
    const dense = solve(
      linearProblem(
        denseCost([
          [0, 1],
          [1, 0],
        ]),
      ),
    );
    expect(() => dense.transport()).toThrow(
      'solution.transport: expected the geometry of point clouds (the map is a mean of target points), got a matrix of costs; use apply ' +
        'with the coordinates of the targets',
    );
  });
});
