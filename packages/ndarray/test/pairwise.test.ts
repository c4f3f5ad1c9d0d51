import {
  createJavaScript,
  createWasm,
  type FloatData,
  type FloatDType,
  type PairwiseCosts,
} from '@monge/ndarray';
import { normal, uniform } from '@monge/random';
import { describe, expect, it } from 'vitest';

const wasm = createWasm();
const javascript = createJavaScript();
const executors = [wasm, javascript];
const dtypes: readonly FloatDType[] = ['float64', 'float32'];

/** Exponents here stay within ±30, of which float32 keeps 2e-6 behind the point. */
const tolerance = { float64: 1e-13, float32: 3e-5 };

const epsilon = 0.7;

/** The costs C_ij of a loaded problem, in float64, from their definition. */
function costsOf(costs: PairwiseCosts): (i: number, j: number) => number {
  if (costs.kind === 'stored') return (i, j) => costs.costs[i * costs.columns + j];
  const { x, y, dimension, factor, kind } = costs;
  if (kind === 'arc')
    return (i, j) => factor * angle(x.subarray(3 * i, 3 * i + 3), y.subarray(3 * j, 3 * j + 3));
  return (i, j) => {
    let square = 0;
    for (let k = 0; k < dimension; k++) square += (x[i * dimension + k] - y[j * dimension + k]) ** 2;
    return factor * (kind === 'distance' ? Math.sqrt(square) : square);
  };
}

/** The angle between two vectors, by their cross and dot products: Vincenty's way, accurate everywhere. */
function angle([a, b, c]: FloatData, [d, e, f]: FloatData): number {
  return Math.atan2(Math.hypot(b * f - c * e, c * d - a * f, a * e - b * d), a * d + b * e + c * f);
}

/** The points as unit vectors. */
function directions(points: Float64Array): Float64Array {
  return points.map((value, at) => {
    const i = at - (at % 3);
    return value / Math.hypot(points[i], points[i + 1], points[i + 2]);
  });
}

interface Problem {
  readonly costs: PairwiseCosts;
  readonly n: number;
  readonly m: number;
  readonly phi: Float64Array;
  readonly psi: Float64Array;
  /** exp((φ_i + ψ_j − C_ij)/ε), row by row. */
  readonly weights: Float64Array;
  readonly cost: (i: number, j: number) => number;
}

type Kind = PairwiseCosts['kind'];

/** A problem of n × m pairs; every seventh source and every fifth target but the first has no mass. */
function problemOf(
  kind: Kind,
  n: number,
  m: number,
  euclideanDimension: number,
  dtype: FloatDType,
  offset = 0,
): Problem {
  const dimension = kind === 'arc' ? 3 : euclideanDimension;
  const typed = (values: Float64Array): FloatData =>
    dtype === 'float32' ? Float32Array.from(values) : values;
  // Of comparable size in any dimension.
  const std = 1 / Math.sqrt(dimension);
  const points = (key: number, count: number) => {
    const { data } = normal(key, [count, dimension], { mean: offset, std });
    return typed(kind === 'arc' ? directions(data) : data);
  };
  const costs: PairwiseCosts =
    kind === 'stored'
      ? { kind, rows: n, columns: m, costs: typed(uniform(3, [n, m], { low: -1, high: 4 }).data) }
      : { kind, factor: kind === 'squaredDistance' ? 0.5 : 1.5, dimension, x: points(1, n), y: points(2, m) };
  const potential = (key: number, length: number, every: number) =>
    normal(key, length).data.map((value, i) => (i > 0 && i % every === 0 ? -Infinity : value));
  const [phi, psi] = [potential(4, n, 7), potential(5, m, 5)];
  const cost = costsOf(costs);
  const weights = Float64Array.from({ length: n * m }, (_, at) => {
    const [i, j] = [Math.floor(at / m), at % m];
    return Math.exp((phi[i] + psi[j] - cost(i, j)) / epsilon);
  });
  return { costs, n, m, phi, psi, weights, cost };
}

/** max |x_i − y_i| / max |y|: sums that cancel are not to blame for what they lose. */
function error(x: ArrayLike<number>, y: ArrayLike<number>): number {
  let [largest, farthest] = [0, 0];
  for (let i = 0; i < y.length; i++) {
    largest = Math.max(largest, Math.abs(y[i]));
    const distance = Math.abs(x[i] - y[i]);
    if (!(distance <= farthest)) farthest = distance;
  }
  return x.length === y.length ? farthest / (largest || 1) : Number.NaN;
}

/** max |x_i/y_i − 1|, where 0/0 is 1. */
function relativeError(x: ArrayLike<number>, y: ArrayLike<number>): number {
  let farthest = 0;
  for (let i = 0; i < y.length; i++) {
    const distance = x[i] === y[i] ? 0 : Math.abs(x[i] / y[i] - 1);
    if (!(distance <= farthest)) farthest = distance;
  }
  return x.length === y.length ? farthest : Number.NaN;
}

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

const kinds: readonly Kind[] = ['squaredDistance', 'distance', 'arc', 'stored'];

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
