import { matmul, subtract } from '@monge/ndarray';
import { pinv } from '@monge/ndarray/linalg';
import { assertAllClose } from '@monge/ndarray/testing';
import { linearProblem, pointCloud, solve, transportVjp } from '@monge/sinkhorn';
import { describe, expect, it } from 'vitest';
import { heaviestTree } from '../../../src/gradients/internal/heaviest-tree.js';
import { laplacianOf } from '../../../src/gradients/internal/laplacian.js';
import { rowsOf, solveLaplacian } from '../../../src/gradients/internal/solve-laplacian.js';
import { meanStretch, treeSolver } from '../../../src/gradients/internal/tree-solver.js';
import { anyCosts, normals, unevenWeights } from '../../support/samples.js';

const limits = { tolerance: 1e-12, maxIterations: 500 };
const [n, m] = [13, 17];
const entries = anyCosts(1, n, m).data.map((value) => value ** 6);
const plan = rowsOf(entries, n, m);
const sums = {
  rows: Float64Array.from(plan, (row) => row.reduce((total, value) => total + value, 0)),
  columns: Float64Array.from({ length: m }, (_, j) => plan.reduce((total, row) => total + row[j], 0)),
};
/** diag(q) − θ Pᵀ diag(p)⁻¹ P, by its definition. */
function matrixOf(damping: number): Float64Array {
  return Float64Array.from({ length: m * m }, (_, at) => {
    const [j, k] = [Math.floor(at / m), at % m];
    const shared = plan.reduce((total, row, i) => total + (row[j] * row[k]) / sums.rows[i], 0);
    return (j === k ? sums.columns[j] : 0) - damping * shared;
  });
}
const asMatrix = (data: Float64Array): number[][] => rowsOf(data, m, m).map((row) => [...row]);
const centred = (data: Float64Array) => {
  const mean = data.reduce((total, value) => total + value, 0) / data.length;
  return data.map((value) => value - mean);
};

describe('the Laplacian of a plan', () => {
  it.each([1, 0.7, 0.01])('is the matrix of its definition, solved: damping %d', (damping) => {
    const v = centred(normals(2, 1, m).data);
    const out = new Float64Array(m);
    const system = laplacianOf(plan, m, damping);
    system.product(v, out);
    assertAllClose(out, matmul(asMatrix(matrixOf(damping)), v).data, { rtol: 1e-12, atol: 1e-14 });
    const { x, status } = solveLaplacian(plan, damping, v, 0, limits);
    expect(status).toBe('converged');
    const expected = matmul(pinv(asMatrix(matrixOf(damping))), v);
    const found = damping === 1 ? subtract(x, x[0]) : x;
    assertAllClose(found, damping === 1 ? subtract(expected, expected.get(0)) : expected, {
      rtol: 1e-9,
      atol: 1e-9,
    });
  });

  it('keeps the digits of parts that hang together by little', () => {
    // A chain: each source has moves of two neighbours, and they resist in series.
    const moves = Array.from(
      { length: 40 },
      (_, i) => [10 ** -((7 * i) % 11), 10 ** -((3 * i) % 5)] as const,
    );
    const chain = rowsOf(new Float64Array(40 * 41), 40, 41);
    for (const [i, pair] of moves.entries()) chain[i].set(pair, i);
    const rhs = centred(normals(12, 1, 41).data);
    const { x, status } = solveLaplacian(chain, 1, rhs, 0, { ...limits, tolerance: 1e-13 });
    expect(status).toBe('converged');
    let flow = 0;
    moves.forEach(([left, right], i) => {
      flow += rhs[i];
      const drop = flow * (1 / left + 1 / right);
      expect(Math.abs(x[i] - x[i + 1] - drop)).toBeLessThan(1e-5 * Math.abs(drop) + 1e-13 * Math.abs(x[i]));
    });
  });

  it('says so where parts hang together by nothing that can be told from rounding', () => {
    const apart = rowsOf(Float64Array.of(0.5, 1e-30, 0, 0.5), 2, 2);
    const { status, residual } = solveLaplacian(apart, 1, Float64Array.of(1, -1), 0, limits);
    expect(status).toBe('maxIterations');
    expect(residual).toBeGreaterThan(0.5);
    const within = solveLaplacian(apart, 1, Float64Array.of(0, 0), 0, limits);
    expect(within).toMatchObject({ status: 'converged', residual: 0 });
  });

  it('has rows of zeros for targets without mass', () => {
    const some = entries.map((value, at) => (at % m === 4 || Math.floor(at / m) === 2 ? 0 : value));
    const rhs = centred(normals(3, 1, m - 1).data);
    const spread = Float64Array.of(...rhs.subarray(0, 4), 0, ...rhs.subarray(4));
    const { x, status } = solveLaplacian(rowsOf(some, n, m), 1, spread, 0, limits);
    expect(status).toBe('converged');
    const smaller = rowsOf(
      some.filter((_, at) => at % m !== 4),
      n,
      m - 1,
    );
    const expected = solveLaplacian(smaller, 1, rhs, 0, limits).x;
    assertAllClose(
      x.filter((_, j) => j !== 4),
      expected,
      { rtol: 1e-9, atol: 1e-9 },
    );
  });
});

describe('the tree of the largest moves', () => {
  const tree = heaviestTree(plan, sums);

  it('spans all nodes, and weighs more than any other by an exchange of one edge', () => {
    expect([...tree.order].sort((j, k) => j - k)).toEqual([...Array(m + n).keys()]);
    const pathOf = (node: number): number[] =>
      node === tree.order[0] ? [node] : [node, ...pathOf(tree.parent[node])];
    for (const [at, mass] of entries.entries()) {
      const [up, down] = [pathOf(m + Math.floor(at / m)), pathOf(at % m)];
      const between = [...up, ...down].filter((node) => up.includes(node) !== down.includes(node));
      expect(between.every((node) => tree.weight[node] >= mass)).toBe(true);
    }
  });

  it('is solved, with and without ground', () => {
    const r = centred(normals(4, 1, m).data);
    const edges = [...tree.order.subarray(1)].map(
      (node) => [node, tree.parent[node], tree.weight[node]] as const,
    );
    for (const leak of [0, 0.03]) {
      const [out, ground] = [new Float64Array(m), new Float64Array(m).fill(leak)];
      treeSolver(tree, ground)(r, out);
      // All of the tree, sources too: what flows out of each node is what was put in.
      const laplacian = new Float64Array((m + n) ** 2);
      for (const [j, k, weight] of edges) {
        for (const [from, to] of [
          [j, k],
          [k, j],
        ]) {
          laplacian[from * (m + n) + from] += weight;
          laplacian[from * (m + n) + to] -= weight;
        }
      }
      for (let j = 0; j < m; j++) laplacian[j * (m + n) + j] += leak;
      const rhs = Float64Array.from({ length: m + n }, (_, k) => r[k] ?? 0);
      const rows = rowsOf(laplacian, m + n, m + n).map((row) => [...row]);
      const expected = matmul(pinv(rows, { rtol: 1e-13 }), rhs).data.subarray(0, m);
      const shift = leak === 0 ? out[0] - expected[0] : 0;
      assertAllClose(
        out,
        expected.map((value) => value + shift),
        { rtol: 1e-6, atol: 1e-6 },
      );
    }
  });

  it('has a stretch of one where the plan is a tree, and more where it is not', () => {
    const chain = rowsOf(Float64Array.of(0.2, 0, 0.3, 0.5), 2, 2);
    const marginals = { rows: Float64Array.of(0.2, 0.8), columns: Float64Array.of(0.5, 0.5) };
    expect(meanStretch(heaviestTree(chain, marginals), chain)).toBeCloseTo(1, 12);
    expect(meanStretch(tree, plan)).toBeGreaterThan(1.5);
  });
});

describe('implicit derivatives', () => {
  const count = 150;
  const [x, y] = [normals(5, count, 2), normals(6, count, 2, 0.5)];
  const bar = normals(7, count, 2);

  it.each([1, 1e-1, 1e-2, 1e-3, 1e-4])('of the map take no more iterations for small ε: %d', (epsilon) => {
    const problem = linearProblem(pointCloud(x, y), { a: unevenWeights(8, count), epsilon });
    const solution = solve(problem, { threshold: 1e-6, maxIterations: 400, initialiser: 'auto' });
    const { linearSolve, x: atX } = transportVjp(solution, bar, { tolerance: 1e-8 });
    expect(linearSolve.status).toBe('converged');
    expect(linearSolve.iterations).toBeLessThan(90);
    expect(atX().data.every(Number.isFinite)).toBe(true);
  });
});
