import { createWasm } from '@monge/ndarray/executors';
import { uniform } from '@monge/random';
import { describe, expect, it } from 'vitest';
import {
  costsOf,
  dtypes,
  epsilon,
  error,
  executors,
  type Kind,
  kinds,
  problemOf,
  relativeError,
  tolerance,
  wasm,
} from './pairwise-problem.js';

describe.each(executors)('long sums on $name', (executor) => {
  it('of float32 costs keep the digits of float32, over rows as over columns', () => {
    const length = 60_000;
    const costs = Float32Array.from(uniform(11, length).data);
    const expected = -epsilon * Math.log(costs.reduce((sum, cost) => sum + Math.exp(-cost / epsilon), 0));
    for (const [axis, rows, columns] of [
      [1, 1, length],
      [0, length, 1],
    ] as const) {
      const pairwise = executor.pairwise({ kind: 'stored', rows, columns, costs }, 'float32');
      const out = new Float64Array(1);
      pairwise.softmin(axis, epsilon, new Float64Array(length), out);
      pairwise.release();
      expect(Math.abs(out[0] - expected)).toBeLessThan(3e-7);
    }
  });
});

describe.each(executors)('the range of exponents on $name', (executor) => {
  it('does not end at any size of stored costs, over rows as over columns', () => {
    for (const [dtype, large] of [
      ['float64', 1e140],
      ['float32', 1e36],
    ] as const) {
      const costs = Float64Array.of(3, 1, 2, 5, 4, 7).map((value) => value * large);
      const pairwise = executor.pairwise({ kind: 'stored', rows: 3, columns: 2, costs }, dtype);
      const [ofRows, ofColumns] = [new Float64Array(3), new Float64Array(2)];
      pairwise.softmin(1, epsilon, new Float64Array(2), ofRows);
      pairwise.softmin(0, epsilon, new Float64Array(3), ofColumns);
      pairwise.release();
      // The smallest cost is all that counts.
      expect(error(ofRows, [1 * large, 2 * large, 4 * large])).toBeLessThan(1e-6);
      expect(error(ofColumns, [2 * large, 1 * large])).toBeLessThan(1e-6);
    }
  });

  it.each(dtypes)('does not limit soft minima, which may be taken at any distance: %s', (dtype) => {
    for (const kind of kinds) {
      const { costs, psi, m, n } = problemOf(kind, 9, 21, 2, dtype);
      const pairwise = executor.pairwise(costs, dtype);
      const near = new Float64Array(n);
      pairwise.softmin(1, epsilon, psi, near);
      for (const distance of [-1e5, -300, 300, 1e5]) {
        const far = new Float64Array(n);
        pairwise.softmin(
          1,
          epsilon,
          psi.map((value) => value + distance),
          far,
        );
        // One ulp of the distance, in units of ε.
        const ulp = (dtype === 'float32' && executor === wasm ? 2 ** -23 : 2 ** -52) * Math.abs(distance);
        expect(
          error(
            far.map((value) => value + distance),
            near,
          ),
        ).toBeLessThan(4 * ulp + 1e-5);
      }
      // The nearest target is all that counts at small ε.
      const nearest = new Float64Array(n);
      const small = 1e-4;
      pairwise.softmin(1, small, new Float64Array(m), nearest);
      const cost = costsOf(costs);
      const expected = nearest.map((_, i) => {
        const all = Array.from({ length: m }, (__, j) => cost(i, j));
        return Math.min(...all);
      });
      expect(error(nearest, expected)).toBeLessThan(1e-3);
      pairwise.release();
    }
  });

  it.each(dtypes)('is not left by points without mass, however many come first: %s', (dtype) => {
    for (const kind of kinds) {
      for (const empty of [3, 4, 9, 1050]) {
        const { costs, n, m, cost } = problemOf(kind, empty + 7, empty + 6, 2, dtype);
        const pairwise = executor.pairwise(costs, dtype);
        const potential = (length: number) =>
          Float64Array.from({ length }, (_, i) => (i < empty ? -Infinity : 0.1 * (i - empty)));
        const [phi, psi] = [potential(n), potential(m)];
        const [ofRows, ofColumns] = [new Float64Array(n), new Float64Array(m)];
        pairwise.softmin(1, epsilon, psi, ofRows);
        pairwise.softmin(0, epsilon, phi, ofColumns);
        const softmin = (values: number[]) =>
          -epsilon * Math.log(values.reduce((sum, value) => sum + Math.exp(value / epsilon), 0));
        const expectedRows = ofRows.map((_, i) =>
          softmin(Array.from(psi.subarray(empty), (value, k) => value - cost(i, empty + k))),
        );
        const expectedColumns = ofColumns.map((_, j) =>
          softmin(Array.from(phi.subarray(empty), (value, k) => value - cost(empty + k, j))),
        );
        expect(error(ofRows, expectedRows)).toBeLessThan(tolerance[dtype]);
        expect(error(ofColumns, expectedColumns)).toBeLessThan(tolerance[dtype]);
        pairwise.release();
      }
    }
  });

  it.each(dtypes)('makes weights zero, and never garbage, where they underflow: %s', (dtype) => {
    const { costs, phi, psi, n, m } = problemOf('stored', 6, 11, 1, dtype);
    const pairwise = executor.pairwise(costs, dtype);
    const low = phi.map((value) => value - 2000);
    const block = new Float64Array(n * m).fill(Number.NaN);
    pairwise.weights(epsilon, low, psi, 0, n, block);
    expect(block).toEqual(new Float64Array(n * m));
    const [rowSums, columnSums] = [new Float64Array(n).fill(1), new Float64Array(m).fill(1)];
    expect(pairwise.totals(epsilon, low, psi, rowSums, columnSums)).toBe(0);
    expect([...rowSums, ...columnSums]).toEqual([...new Float64Array(n + m)]);
    const product = new Float64Array(n).fill(1);
    pairwise.product(1, epsilon, low, psi, new Float64Array(m).fill(1), product);
    expect(product).toEqual(new Float64Array(n));
    pairwise.release();
  });

  it.each(dtypes)('is for numbers: what is not one shows in all that it has a part in: %s', (dtype) => {
    for (const kind of kinds) {
      const { costs, phi, psi, n, m } = problemOf(kind, 10, 7, 2, dtype);
      const pairwise = executor.pairwise(costs, dtype);
      const broken = psi.with(3, Number.NaN);
      const [ofRows, ofColumns, block] = [new Float64Array(n), new Float64Array(m), new Float64Array(n * m)];
      pairwise.softmin(1, epsilon, broken, ofRows);
      expect(ofRows.every(Number.isNaN)).toBe(true);
      pairwise.product(1, epsilon, phi, broken, new Float64Array(m).fill(1), ofRows);
      expect(ofRows.every(Number.isNaN)).toBe(true);
      expect(pairwise.totals(epsilon, phi, broken, ofRows, ofColumns)).toBeNaN();
      expect([...ofRows, ofColumns[3]].every(Number.isNaN)).toBe(true);
      pairwise.weights(epsilon, phi, broken, 0, n, block);
      expect(block.every((weight, at) => Number.isNaN(weight) === (at % m === 3))).toBe(true);
      for (const storage of dtypes) {
        const scaling = pairwise.scaling(storage);
        scaling.fill(epsilon, phi, broken);
        scaling.iterate(new Float64Array(n).fill(1), new Float64Array(m).fill(1), ofRows, ofColumns);
        expect([...ofRows, ...ofColumns].every(Number.isNaN)).toBe(true);
      }
      const brokenRow = phi.with(4, Number.NaN);
      pairwise.softmin(0, epsilon, brokenRow, ofColumns);
      expect(ofColumns.every(Number.isNaN)).toBe(true);
      pairwise.product(0, epsilon, brokenRow, psi, new Float64Array(n).fill(1), ofColumns);
      expect(ofColumns.every(Number.isNaN)).toBe(true);
      pairwise.release();
    }
  });

  it('keeps the digits of points far from the origin', () => {
    for (const dtype of dtypes) {
      const { costs, n, phi, psi, weights, m } = problemOf('squaredDistance', 17, 23, 2, dtype, 500);
      const pairwise = executor.pairwise(costs, dtype);
      const block = new Float64Array(n * m);
      pairwise.weights(epsilon, phi, psi, 0, n, block);
      // In float64 what is left of 500 after the point; float32 is computed around the mean.
      expect(relativeError(block, weights)).toBeLessThan(dtype === 'float32' ? tolerance.float32 : 1e-11);
      pairwise.release();
    }
  });
});

describe('memory', () => {
  const results = (executor: typeof wasm, kind: Kind, n: number, m: number) => {
    const { costs, phi, psi } = problemOf(kind, n, m, 3, 'float64');
    const pairwise = executor.pairwise(costs, 'float64');
    const [rowSums, columnSums, minima] = [new Float64Array(n), new Float64Array(m), new Float64Array(m)];
    const moved = pairwise.totals(epsilon, phi, psi, rowSums, columnSums);
    pairwise.softmin(0, epsilon, phi, minima);
    pairwise.release();
    return [moved, ...rowSums, ...columnSums, ...minima];
  };

  it('that was used before does not show in the results', () => {
    const executor = createWasm();
    const first = results(executor, 'distance', 13, 29);
    results(executor, 'stored', 200, 301);
    results(executor, 'squaredDistance', 31, 7);
    expect(results(executor, 'distance', 13, 29)).toEqual(first);
  });

  it('of two problems that are loaded at once is kept apart, and grows when it has to', () => {
    const executor = createWasm();
    const one = problemOf('squaredDistance', 9, 14, 2, 'float64');
    const two = problemOf('stored', 400, 500, 2, 'float64');
    const first = executor.pairwise(one.costs, 'float64');
    const scaling = first.scaling('float64');
    scaling.fill(epsilon, new Float64Array(9), new Float64Array(14));
    const second = executor.pairwise(two.costs, 'float64');
    const block = new Float64Array(400 * 500);
    second.weights(epsilon, two.phi, two.psi, 0, 400, block);
    const again = new Float64Array(9 * 14);
    first.weights(epsilon, one.phi, one.psi, 0, 9, again);
    expect(relativeError(block, two.weights)).toBeLessThan(tolerance.float64);
    expect(relativeError(again, one.weights)).toBeLessThan(tolerance.float64);
    const [r, w] = [new Float64Array(9), new Float64Array(14)];
    scaling.iterate(new Float64Array(9).fill(1), new Float64Array(14).fill(1), r, w);
    expect(w.reduce((sum, value) => sum + value, 0)).toBeCloseTo(9, 12);
    second.release();
    second.release();
    first.release();
  });

  it('changes of ε are followed', () => {
    for (const executor of executors) {
      const { costs, phi, psi, n, m } = problemOf('distance', 8, 10, 3, 'float64');
      const pairwise = executor.pairwise(costs, 'float64');
      const at = (value: number) => {
        const block = new Float64Array(n * m);
        pairwise.weights(value, phi, psi, 0, n, block);
        return block;
      };
      const before = at(0.7);
      expect(at(0.3)).not.toEqual(before);
      expect(at(0.7)).toEqual(before);
      pairwise.release();
    }
  });
});
