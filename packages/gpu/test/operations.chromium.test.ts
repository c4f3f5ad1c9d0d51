import { createGpu, type Gpu } from '@monge/gpu';
import {
  type ArrayInput,
  type AsyncMapOperation,
  flip,
  linspace,
  logSumExp,
  matmul,
  max,
  slice,
  sum,
  transpose,
} from '@monge/ndarray';
import { erf, gelu } from '@monge/ndarray/special';
import { normal } from '@monge/random';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modes } from './support/modes.js';
import { relativeError } from './support/relative-error.js';

/** float64, by the definitions. */
const functions: Readonly<Record<AsyncMapOperation, (x: number) => number>> = {
  abs: Math.abs,
  cos: Math.cos,
  erf: (x) => erf([x]).data[0],
  exp: Math.exp,
  expm1: Math.expm1,
  gelu: (x) => gelu([x]).data[0],
  log: Math.log,
  log1p: Math.log1p,
  relu: (x) => Math.max(x, 0),
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  silu: (x) => x / (1 + Math.exp(-x)),
  sin: Math.sin,
  softplus: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  sqrt: Math.sqrt,
  square: (x) => x * x,
  tanh: Math.tanh,
};

/** Where they are defined; the others are everywhere. */
const starts: { readonly [O in AsyncMapOperation]?: number } = { log: 1e-6, log1p: -0.999, sqrt: 0 };

/** Relative to the value, or to what is given below where it is less. */
const TOLERANCE = 4e-6;

/** The tail of the normal distribution is 1.5e-7 off a whole. */
const SMALLEST: { readonly [O in AsyncMapOperation]?: number } = { gelu: 0.2 };

/** A float32 matrix in which nothing lies where one would think: transposed, backwards, every second row. */
function scattered(key: number, rows: number, columns: number): ReturnType<typeof stridedOf> {
  return stridedOf(normal(key, [columns, 2 * rows], { dtype: 'float32' }));
}

function stridedOf(x: ArrayInput) {
  return flip(slice(transpose(x), [null, null, 2]), 1);
}

describe.each(modes)('%s', { timeout: 60_000 }, (mode) => {
  let gpu: Gpu;
  beforeAll(async () => {
    gpu = await createGpu({ mode });
  });
  afterAll(() => gpu.release());

  it.each(Object.keys(functions) as AsyncMapOperation[])('maps %s', async (operation) => {
    const near = linspace(Math.max(-2, starts[operation] ?? -2), 2, 4001).data;
    const far = linspace(Math.max(-30, starts[operation] ?? -30), 30, 4001).data;
    const x = Float32Array.of(...near, ...far);
    const { data } = await gpu.map(operation, x);
    const off = Array.from(x, (at, i) => {
      const exact = functions[operation](at);
      return Math.abs(data[i] - exact) / Math.max(Math.abs(exact), SMALLEST[operation] ?? 1e-30);
    });
    expect(off.filter((error) => !(error <= TOLERANCE))).toEqual([]);
  });

  it.each(['sin', 'cos'] as const)('keeps the digits of %s after hundreds of turns', async (operation) => {
    const x = Float32Array.from(linspace(-5000, 5000, 20_001).data);
    const { data } = await gpu.map(operation, x);
    expect(relativeError(data, Float64Array.from(x, functions[operation]))).toBeLessThan(5e-7);
  });

  it('multiplies matrices in any layout', async () => {
    const [a, b] = [scattered(1, 70, 1100), scattered(2, 1100, 53)];
    const product = await gpu.gemm(a, b);
    expect(product.shape).toEqual([70, 53]);
    expect(relativeError(product.data, matmul(a, b).data)).toBeLessThan(1e-6);
  });

  it.each([
    [1, 1, 1],
    [1300, 3, 2],
    [2, 3, 1300],
    [3, 0, 2],
  ])('multiplies [%i, %i] by […, %i]', async (m, k, n) => {
    const [a, b] = [normal(3, [m, k]), normal(4, [k, n])];
    const product = await gpu.gemm(a, b);
    expect(product.shape).toEqual([m, n]);
    const exact = k === 0 ? new Float64Array(m * n) : matmul(a, b).data;
    for (let i = 0; i < exact.length; i++) expect(product.data[i]).toBeCloseTo(exact[i], 5);
  });

  it.each([
    [3, 20_000],
    [1300, 5],
    [1, 1],
  ])('reduces the last axis of [%i, %i], in any layout', async (rows, columns) => {
    const x = scattered(5, rows, columns);
    const axis = { axis: 1 } as const;
    const total = await gpu.reduce('sum', x);
    expect(total.shape).toEqual([rows]);
    expect(relativeError(total.data, sum(x, axis).data)).toBeLessThan(1e-5);
    expect((await gpu.reduce('max', x)).data).toEqual(max(x, axis).data);
    expect(relativeError((await gpu.reduce('logSumExp', x)).data, logSumExp(x, axis).data)).toBeLessThan(
      1e-6,
    );
  });

  it('reduces a vector to a number, all axes but the last kept, and nothing to what is neutral', async () => {
    expect((await gpu.reduce('sum', [1, 2, 3.5])).data).toEqual(Float32Array.of(6.5));
    expect((await gpu.reduce('max', normal(6, [2, 3, 4]))).shape).toEqual([2, 3]);
    const nothing = new Float32Array(0);
    expect((await gpu.reduce('sum', nothing)).data).toEqual(Float32Array.of(0));
    expect((await gpu.reduce('max', nothing)).data).toEqual(Float32Array.of(-Infinity));
    expect((await gpu.map('exp', nothing)).size).toBe(0);
  });

  it('takes −∞ for what it is in maxima and log-sum-exps', async () => {
    const rows = [
      [-Infinity, -Infinity],
      [-Infinity, 2],
    ];
    expect((await gpu.reduce('max', rows)).data).toEqual(Float32Array.of(-Infinity, 2));
    expect((await gpu.reduce('logSumExp', rows)).data).toEqual(Float32Array.of(-Infinity, 2));
  });

  it('keeps results of two calls under way apart', async () => {
    const x = normal(7, [1100]).data;
    const [once, twice] = await Promise.all([
      gpu.map('square', x),
      gpu.map(
        'square',
        x.map((v) => 2 * v),
      ),
    ]);
    expect(
      relativeError(
        twice.data,
        once.data.map((v) => 4 * v),
      ),
    ).toBeLessThan(1e-6);
  });

  it('refuses what does not fit', async () => {
    await expect(gpu.gemm([[1, 2]], [[1, 2]])).rejects.toThrow(
      'gpu.gemm: expected b of shape [2, n] (its rows are summed over with the columns of a), got [1, 2]',
    );
    await expect(gpu.gemm([1, 2], [[1, 2]])).rejects.toThrow(
      'gpu.gemm: expected a of two axes (a matrix), got shape [2]',
    );
    const tall = { data: new Float32Array(600_000), shape: [600_000, 1], stride: [1, 1], offset: 0 };
    await expect(gpu.gemm(tall, [[1]])).rejects.toThrow(
      /^gpu\.gemm: expected a product of at most \d+ rows and columns \(on this device, by web.*\), got 600000 × 1; split it$/,
    );
    await expect(gpu.map('sec' as AsyncMapOperation, [1])).rejects.toThrow(
      /^gpu\.map: expected operation one of abs, /,
    );
    await expect(gpu.reduce('prod' as 'sum', [1])).rejects.toThrow(
      'gpu.reduce: expected operation one of sum, max, logSumExp, got prod',
    );
  });
});
