import { normal, uniform } from '@monge/random';
import { describe, expect, it } from 'vitest';
import {
  dtypes,
  epsilon,
  error,
  executors,
  javascript,
  type Kind,
  kinds,
  problemOf,
  relativeError,
  tolerance,
} from './pairwise-problem.js';

const shapes: readonly (readonly [n: number, m: number, dimension: number])[] = [
  [1, 1, 1],
  [1, 6, 2],
  [9, 1, 3],
  [7, 13, 1],
  [7, 13, 2],
  [7, 13, 3],
  [7, 13, 5],
  [7, 13, 17],
  [66, 131, 2],
  [3, 1027, 2],
  [1029, 5, 3],
  [141, 1003, 3],
];

describe.each(executors)('the pairwise kernels on $name', (executor) => {
  describe.each(dtypes)('in %s', (dtype) => {
    // Plain JavaScript computes in float64 whatever the type; but vectors in float32 are not quite unit vectors.
    const boundOf = (kind: Kind) => tolerance[executor === javascript && kind !== 'arc' ? 'float64' : dtype];
    const cases = kinds.flatMap((kind) =>
      shapes
        .filter(([, , dimension]) => (kind === 'arc' ? dimension === 3 : kind !== 'stored' || dimension <= 3))
        .map(([n, m, dimension]) => ({ kind, n, m, dimension })),
    );

    it.each(cases)(
      'are their formulas: $kind, $n × $m, dimension $dimension',
      ({ kind, n, m, dimension }) => {
        const bound = boundOf(kind);
        const { costs, phi, psi, weights, cost } = problemOf(kind, n, m, dimension, dtype);
        const pairwise = executor.pairwise(costs, dtype);
        expect([pairwise.rows, pairwise.columns, pairwise.dtype]).toEqual([n, m, dtype]);
        const density = (i: number, j: number) => weights[i * m + j];
        const overColumns = (term: (i: number, j: number) => number) =>
          Float64Array.from({ length: n }, (_, i) => {
            let sum = 0;
            for (let j = 0; j < m; j++) sum += term(i, j);
            return sum;
          });
        const overRows = (term: (i: number, j: number) => number) =>
          Float64Array.from({ length: m }, (_, j) => {
            let sum = 0;
            for (let i = 0; i < n; i++) sum += term(i, j);
            return sum;
          });

        const rowMinima = new Float64Array(n);
        pairwise.softmin(1, epsilon, psi, rowMinima);
        const expectedRows = overColumns((i, j) => Math.exp((psi[j] - cost(i, j)) / epsilon));
        expect(
          error(
            rowMinima,
            expectedRows.map((sum) => -epsilon * Math.log(sum)),
          ),
        ).toBeLessThan(bound);

        const columnMinima = new Float64Array(m);
        pairwise.softmin(0, epsilon, phi, columnMinima);
        const expectedColumns = overRows((i, j) => Math.exp((phi[i] - cost(i, j)) / epsilon));
        expect(
          error(
            columnMinima,
            expectedColumns.map((sum) => -epsilon * Math.log(sum)),
          ),
        ).toBeLessThan(bound);

        const [u, v] = [normal(6, n).data, normal(7, m).data];
        const forwards = new Float64Array(n);
        pairwise.product(1, epsilon, phi, psi, v, forwards);
        expect(
          error(
            forwards,
            overColumns((i, j) => density(i, j) * v[j]),
          ),
        ).toBeLessThan(bound);
        const backwards = new Float64Array(m);
        pairwise.product(0, epsilon, phi, psi, u, backwards);
        expect(
          error(
            backwards,
            overRows((i, j) => density(i, j) * u[i]),
          ),
        ).toBeLessThan(bound);

        const [rowSums, columnSums] = [new Float64Array(n), new Float64Array(m)];
        const moved = pairwise.totals(epsilon, phi, psi, rowSums, columnSums);
        expect(relativeError(rowSums, overColumns(density))).toBeLessThan(bound);
        expect(relativeError(columnSums, overRows(density))).toBeLessThan(bound);
        const movedByRow = overColumns((i, j) => density(i, j) * cost(i, j));
        const movedAbsolutely = overColumns((i, j) => density(i, j) * Math.abs(cost(i, j)));
        const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);
        expect(Math.abs(moved - total(movedByRow)) / total(movedAbsolutely)).toBeLessThan(bound);

        for (const [first, last] of [
          [0, Math.min(n, 70)],
          [n - 1, n],
          [Math.floor(n / 2), Math.floor(n / 2) + 1],
          [0, 0],
        ]) {
          const block = new Float64Array((last - first) * m);
          pairwise.weights(epsilon, phi, psi, first, last, block);
          expect(relativeError(block, weights.subarray(first * m, last * m))).toBeLessThan(bound);
          const single = new Float32Array((last - first) * m);
          pairwise.weights(epsilon, phi, psi, first, last, single);
          expect(single).toEqual(Float32Array.from(block));
        }

        // Where there is no mass there are no rows to divide by.
        const finitePhi = phi.map((value) => Math.max(value, -1));
        const kernel = (i: number, j: number) => Math.exp((finitePhi[i] + psi[j] - cost(i, j)) / epsilon);
        const a = uniform(8, n).data.map((value, i) => (i % 4 === 3 ? 0 : value));
        const positive = v.map(Math.abs);
        for (const storage of dtypes) {
          const scaling = pairwise.scaling(storage);
          expect(scaling.dtype).toBe(storage === 'float32' ? storage : dtype);
          const [r, w] = [new Float64Array(n), new Float64Array(m)];
          scaling.fill(epsilon, finitePhi, psi);
          scaling.iterate(a, positive, r, w);
          const stored = Math.max(bound, tolerance[scaling.dtype]);
          const expectedR = overColumns((i, j) => kernel(i, j) * positive[j]);
          expect(relativeError(r, expectedR)).toBeLessThan(stored);
          const expectedW = overRows((i, j) => (kernel(i, j) * a[i]) / expectedR[i]);
          expect(relativeError(w, expectedW)).toBeLessThan(stored);
        }
        pairwise.release();
      },
    );
  });
});
