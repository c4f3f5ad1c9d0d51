import type { Executor, FloatData, FloatDType, PairwiseCosts } from '@monge/ndarray';
import { createWasm } from '@monge/ndarray/executors';
import { createPool, type Pool } from '@monge/ndarray/pool';
import { layouts } from '@monge/ndarray/testing';
import { normal, uniform } from '@monge/random';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const counts = [1, 2, 3, 5];
const one = createWasm();
let pools: readonly Pool[];

beforeAll(async () => {
  pools = await Promise.all(counts.map((threads) => createPool({ threads })));
});

afterAll(() => {
  for (const pool of pools) pool.release();
});

it('a pool has the threads that were asked for', () => {
  expect(pools.map(({ name, threads, fallbackReason }) => ({ name, threads, fallbackReason }))).toEqual(
    counts.map((threads) => ({ name: 'wasm', threads, fallbackReason: undefined })),
  );
});

/** Every number that a run yields, once on one thread and then on the pools. */
function expectSameBits(results: (executor: Executor) => readonly FloatData[]): void {
  const expected = results(one);
  expect(expected.every((values) => values.some((value) => value !== 0))).toBe(true);
  for (const pool of pools) {
    const differences = results(pool).map((values, i) => firstDifference(values, expected[i]));
    expect(differences).toEqual(expected.map(() => -1));
  }
}

/** Where two arrays of equal length part; `toEqual` takes a second for a million numbers. */
function firstDifference(a: FloatData, b: FloatData): number {
  if (a.length !== b.length) throw new Error(`lengths ${a.length} and ${b.length}`);
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return i;
  return -1;
}

const dtypes: readonly FloatDType[] = ['float64', 'float32'];

function typed(values: Float64Array, dtype: FloatDType): FloatData {
  return dtype === 'float32' ? Float32Array.from(values) : values;
}

// Primes: no block, panel or vector divides them. Enough of them for several blocks of rows.
const [n, m] = [1031, 577];
const epsilon = 0.4;

function costsOf(kind: PairwiseCosts['kind'], dtype: FloatDType): PairwiseCosts {
  if (kind === 'stored') return { kind, rows: n, columns: m, costs: typed(uniform(3, [n, m]).data, dtype) };
  const points = (key: number, count: number) => {
    const { data } = normal(key, [count, 3]);
    return typed(data, dtype);
  };
  const onSphere = (data: FloatData) =>
    data.map((value, at) => {
      const i = at - (at % 3);
      return value / Math.hypot(data[i], data[i + 1], data[i + 2]);
    });
  const [x, y] = [points(1, n), points(2, m)];
  return kind === 'arc'
    ? { kind, factor: 1, dimension: 3, x: onSphere(x), y: onSphere(y) }
    : { kind, factor: 0.5, dimension: 3, x, y };
}

const kinds = ['squaredDistance', 'distance', 'arc', 'stored'] as const;

describe.each(dtypes)('on any number of threads, the same bits: %s', (dtype) => {
  const [phi, psi] = [normal(4, n).data, normal(5, m).data];
  const [v, u] = [uniform(6, m).data, uniform(7, n).data];

  it.each(kinds)('soft and hard minima, products, sums and weights of %s costs', (kind) => {
    const costs = costsOf(kind, dtype);
    expectSameBits((executor) => {
      const pairs = executor.pairwise(costs, dtype);
      const out = {
        byRow: new Float64Array(n),
        byColumn: new Float64Array(m),
        transformByRow: new Float64Array(n),
        transformByColumn: new Float64Array(m),
        pv: new Float64Array(n),
        ptu: new Float64Array(m),
        rowSums: new Float64Array(n),
        columnSums: new Float64Array(m),
        block: new Float64Array(900 * m),
      };
      pairs.softmin(1, epsilon, psi, out.byRow);
      pairs.softmin(0, epsilon, phi, out.byColumn);
      pairs.cTransform(1, psi, out.transformByRow);
      pairs.cTransform(0, phi, out.transformByColumn);
      pairs.product(1, epsilon, phi, psi, v, out.pv);
      pairs.product(0, epsilon, phi, psi, u, out.ptu);
      const cost = pairs.totals(epsilon, phi, psi, out.rowSums, out.columnSums);
      pairs.weights(epsilon, phi, psi, 63, 963, out.block);
      pairs.release();
      return [...Object.values(out), Float64Array.of(cost)];
    });
  });

  it.each(dtypes)('the scaling iteration on a kernel stored in %s', (storage) => {
    const costs = costsOf('squaredDistance', dtype);
    expectSameBits((executor) => {
      const pairs = executor.pairwise(costs, dtype);
      const scaling = pairs.scaling(storage);
      scaling.fill(epsilon, phi, psi);
      const [r, w] = [new Float64Array(n), new Float64Array(m)];
      scaling.iterate(u, v, r, w);
      // No entry is above 1.
      const [lower, own, other] = [phi.map((value) => value - 20), r.slice(), w.slice()];
      scaling.fill(epsilon, lower, psi, true);
      scaling.iterate(u, v, own, other);
      pairs.release();
      return [r, w, own, other];
    });
  });

  it.each(['exp', 'log', 'sin', 'tanh', 'gelu', 'sqrt'] as const)('%s, element by element', (operation) => {
    const x = typed(normal(15, 200_003).data, dtype);
    expectSameBits((executor) => {
      const out = x.slice();
      executor.map(operation, x, out);
      return [out];
    });
  });

  it('powers, element by element', () => {
    const [x, y] = [uniform(16, 100_003).data, normal(17, 100_003).data];
    expectSameBits((executor) => {
      const out = typed(new Float64Array(x.length), dtype);
      executor.power(typed(x, dtype), typed(y, dtype), out);
      return [out];
    });
  });

  // Shared by rows, by columns, not at all; more blocks of rows than one job holds.
  it.each([
    [331, 257, 193],
    [13, 300, 2003],
    [1009, 601, 1],
    [1, 601, 1009],
    [5, 7, 11],
    [37_003, 3, 8],
  ])('products of matrices: [%i, %i] · [., %i]', (rows, depth, columns) => {
    const a = typed(normal(8, [rows, depth]).data, dtype);
    const b = typed(normal(9, [depth, columns]).data, dtype);
    expectSameBits((executor) => {
      const out = typed(new Float64Array(rows * columns), dtype);
      executor.gemm(
        { data: a, shape: [rows, depth], stride: [depth, 1], offset: 0 },
        { data: b, shape: [depth, columns], stride: [columns, 1], offset: 0 },
        out,
      );
      return [out];
    });
  });

  const [rows, depth, columns] = [211, 61, 83];
  const rights = layouts(typed(normal(11, [depth, columns]).data, dtype), [depth, columns]);
  it.each(layouts(typed(normal(10, [rows, depth]).data, dtype), [rows, depth]))(
    'products with a matrix that is laid out $name',
    ({ array: left }) => {
      for (const { array: right } of rights) {
        expectSameBits((executor) => {
          const out = typed(new Float64Array(rows * columns), dtype);
          executor.gemm(left, right, out);
          return [out];
        });
      }
    },
  );
});

it('problems that are loaded at once are kept apart, while their memories come, grow and go', () => {
  const costs = costsOf('distance', 'float64');
  const small: PairwiseCosts = {
    kind: 'stored',
    rows: 200,
    columns: 300,
    costs: uniform(12, [200, 300]).data,
  };
  const [psi, few] = [normal(13, m).data, normal(14, 300).data];
  expectSameBits((executor) => {
    const first = executor.pairwise(small, 'float64');
    const [before, after, large] = [new Float64Array(200), new Float64Array(200), new Float64Array(n)];
    first.softmin(1, epsilon, few, before);
    for (let i = 0; i < 3; i++) {
      const second = executor.pairwise(costs, 'float64');
      second.scaling('float64').fill(epsilon, new Float64Array(n), psi);
      second.softmin(1, epsilon, psi, large);
      second.release();
    }
    first.softmin(1, epsilon, few, after);
    first.release();
    expect(after).toEqual(before);
    return [after, large];
  });
});

it('memories of hundreds of megabytes come and go, and small ones stay', () => {
  const points = 6000;
  const large: PairwiseCosts = {
    kind: 'squaredDistance',
    factor: 1,
    dimension: 1,
    x: uniform(18, points).data,
    y: uniform(19, points).data,
  };
  const matrix = { data: normal(20, 200 * 200).data, shape: [200, 200], stride: [200, 1], offset: 0 };
  expectSameBits((executor) => {
    const [minima, out] = [new Float64Array(points), new Float64Array(200 * 200)];
    for (let i = 0; i < 2; i++) {
      const pairs = executor.pairwise(large, 'float64');
      // Room for a kernel that is never filled.
      pairs.scaling('float64');
      if (i === 1) pairs.softmin(1, epsilon, new Float64Array(points), minima);
      pairs.release();
      executor.gemm(matrix, matrix, out);
    }
    return [minima, out];
  });
});
