import type { FloatData, Strided } from '@monge/ndarray';
import {
  createCpu,
  createJavaScript,
  createWasm,
  kernelBytes,
  wasmIsAllowed,
} from '@monge/ndarray/executors';
import { layouts } from '@monge/ndarray/testing';
import { randint } from '@monge/random';
import { describe, expect, it } from 'vitest';

// Whole numbers, whose products and sums are exact in any order.

/** A matrix of whole numbers in [−4, 4]. */
function whole(key: number, rows: number, columns: number): Float64Array {
  return Float64Array.from(randint(key, [rows, columns], { low: -4, high: 5 }).data);
}

/** The product by its definition. */
function naive(a: Strided, b: Strided): number[] {
  const [m, k] = a.shape;
  const [, n] = b.shape;
  return Array.from({ length: m * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    let sum = 0;
    for (let p = 0; p < k; p++) {
      sum +=
        a.data[a.offset + i * a.stride[0] + p * a.stride[1]] *
        b.data[b.offset + p * b.stride[0] + j * b.stride[1]];
    }
    return sum;
  });
}

const packed = <D extends FloatData>(data: D, rows: number, columns: number): Strided<D> => ({
  data,
  shape: [rows, columns],
  stride: [columns, 1],
  offset: 0,
});

// Around the edges of panels (6 rows, 4 or 8 columns) and blocks (96 rows, 256 deep, 1024 columns).
const sizes: readonly (readonly [m: number, k: number, n: number])[] = [
  [1, 1, 1],
  [5, 3, 7],
  [6, 4, 8],
  [7, 5, 9],
  [1, 300, 1],
  [95, 2, 9],
  [96, 3, 4],
  [97, 2, 8],
  [7, 255, 5],
  [6, 256, 8],
  [13, 257, 11],
  [6, 513, 3],
  [2, 3, 1023],
  [3, 2, 1024],
  [7, 2, 1025],
  [97, 257, 17],
  [193, 7, 33],
];

describe.each([createWasm(), createJavaScript()])('gemm on $name', (executor) => {
  it.each(sizes)('is the product by its definition: [%i, %i] · [., %i]', (m, k, n) => {
    const [a, b] = [packed(whole(1, m, k), m, k), packed(whole(2, k, n), k, n)];
    const expected = naive(a, b);
    const out = new Float64Array(m * n).fill(Number.NaN);
    executor.gemm(a, b, out);
    expect(out).toEqual(Float64Array.from(expected));
    const single = new Float32Array(m * n).fill(Number.NaN);
    executor.gemm(packed(Float32Array.from(a.data), m, k), packed(Float32Array.from(b.data), k, n), single);
    expect(single).toEqual(Float32Array.from(expected));
  });

  const [m, k, n] = [13, 19, 10];
  const [lefts, rights] = [layouts(whole(3, m, k), [m, k]), layouts(whole(4, k, n), [k, n])];
  it.each(lefts)('takes a matrix that is laid out $name', ({ array }) => {
    for (const { array: other } of rights) {
      const out = new Float64Array(m * n);
      executor.gemm(array, other, out);
      expect(out).toEqual(Float64Array.from(naive(lefts[0].array, rights[0].array)));
    }
  });

  it('takes a few elements far apart in a large array', () => {
    const data = whole(8, 40, 50);
    const a: Strided<Float64Array> = { data, shape: [4, 3], stride: [-450, 17], offset: 1900 };
    const b: Strided<Float64Array> = { data, shape: [3, 5], stride: [600, -101], offset: 500 };
    const out = new Float64Array(20);
    executor.gemm(a, b, out);
    expect(out).toEqual(Float64Array.from(naive(a, b)));
  });

  it('takes strides of zero: one row, or one column, again and again', () => {
    const a: Strided<Float64Array> = { data: whole(5, 1, k), shape: [m, k], stride: [0, 1], offset: 0 };
    const b: Strided<Float64Array> = { data: whole(6, k, 1), shape: [k, n], stride: [1, 0], offset: 0 };
    const out = new Float64Array(m * n);
    executor.gemm(a, b, out);
    expect(out).toEqual(Float64Array.from(naive(a, b)));
    expect(new Set(out).size).toBe(1);
  });

  it('sums over nothing to zero, and multiplies nothing', () => {
    const out = new Float64Array(6).fill(7);
    executor.gemm(packed(new Float64Array(0), 2, 0), packed(new Float64Array(0), 0, 3), out);
    expect(out).toEqual(new Float64Array(6));
    const none = new Float64Array(0);
    executor.gemm(packed(new Float64Array(0), 0, 4), packed(whole(7, 4, 3), 4, 3), none);
    executor.gemm(packed(whole(7, 3, 4), 3, 4), packed(new Float64Array(0), 4, 0), none);
    expect(none).toHaveLength(0);
  });

  it('does not change its operands', () => {
    const [a, b] = [whole(8, 9, 9), whole(9, 9, 9)];
    executor.gemm(packed(a, 9, 9), packed(b, 9, 9), new Float64Array(81));
    expect(a).toEqual(whole(8, 9, 9));
    expect(b).toEqual(whole(9, 9, 9));
  });
});

describe('executors', () => {
  it('say who they are', () => {
    expect(createWasm()).toMatchObject({ name: 'wasm', threads: 1 });
    expect(createJavaScript()).toMatchObject({ name: 'javascript', threads: 1 });
    expect(createCpu().name).toBe('wasm');
    expect(wasmIsAllowed()).toBe(true);
  });

  it('run on a module that was compiled ahead of time', async () => {
    const module = await WebAssembly.compile(kernelBytes());
    const out = new Float64Array(1);
    createWasm({ module }).gemm(
      packed(Float64Array.of(2, 3), 1, 2),
      packed(Float64Array.of(5, 7), 2, 1),
      out,
    );
    expect(out[0]).toBe(31);
  });
});
