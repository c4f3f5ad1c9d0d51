import type { NdArray } from '@monge/ndarray';
import {
  add,
  array,
  copy,
  flip,
  matmul,
  multiply,
  slice,
  sum,
  toNested,
  transpose,
  zeros,
} from '@monge/ndarray';
import { createWasm } from '@monge/ndarray/executors';
import { assertAllClose, layouts, stridedArrays } from '@monge/ndarray/testing';
import { normal } from '@monge/random';
import fc from 'fast-check';
import { Matrix } from 'ml-matrix';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { expectFailure } from './failure.js';

const matrix = (rows: number, columns: number) => stridedArrays({ shape: [rows, columns] });
type Square = NdArray<Float64Array>;

const size = fc.integer({ min: 0, max: 7 });

/** Two matrices that may be multiplied. */
const factors = fc.tuple(size, size, size).chain(([m, k, n]) => fc.tuple(matrix(m, k), matrix(k, n)));

describe('out', () => {
  const [a, b] = [normal(7, [2, 3, 5]), normal(8, [5, 4])];
  const expected = matmul(a, b);

  it.each(layouts(new Float64Array(24).fill(NaN), [2, 3, 4]))(
    'takes the product, laid out $name',
    ({ array: out }) => {
      expect(matmul(a, b, { out })).toBe(out);
      expect(toNested(copy(out))).toEqual(toNested(expected));
    },
  );

  it.each([
    ['the left factor', (x: Square) => x],
    ['its transpose', (x: Square) => transpose(x)],
    ['the right factor', (_: Square, y: Square) => y],
    ['the right factor upside down', (_: Square, y: Square) => flip(y, 0)],
  ])('may be %s', (_, choose) => {
    const [x, y] = [copy(normal(9, [4, 4])), copy(normal(10, [4, 4]))];
    const product = toNested(matmul(x, y));
    expect(toNested(matmul(x, y, { out: choose(x, y) }))).toEqual(product);
  });

  it('is zeroed where there is nothing to sum, and takes the other element type', () => {
    const out = array([
      [NaN, 1],
      [2, 3],
    ]);
    expect(toNested(matmul(zeros([2, 0]), zeros([0, 2]), { out }))).toEqual([
      [0, 0],
      [0, 0],
    ]);
    const single = array([[0]], { dtype: 'float32' });
    matmul([[0.1]], [[1]], { out: single });
    expect(single.data[0]).toBe(Math.fround(0.1));
  });

  it('of another shape is refused', () => {
    expectFailure(
      'shape',
      'ndarray.matmul: expected out of shape [2, 3, 4] (that of the result), got [3, 4]',
      () => matmul(a, b, { out: zeros([3, 4]) }),
    );
  });
});

describe('laws', () => {
  it('is the sum over the common axis', () => {
    fc.assert(
      fc.property(factors, ([a, b]) => {
        const [m, k] = a.shape;
        const n = b.shape[1];
        const c = matmul(a, b);
        expect(c.shape).toEqual([m, n]);
        for (let i = 0; i < m; i++) {
          for (let j = 0; j < n; j++) {
            let expected = 0;
            for (let p = 0; p < k; p++) expected += a.get(i, p) * b.get(p, j);
            expect(c.get(i, j)).toBe(expected);
          }
        }
      }),
    );
  });

  it('of the transposes is the transpose, in the other order', () => {
    fc.assert(
      fc.property(factors, ([a, b]) => {
        expect(toNested(matmul(transpose(b), transpose(a)))).toEqual(toNested(transpose(matmul(a, b))));
      }),
    );
  });

  it('is associative and distributive, to rounding', () => {
    const a = normal(1, [3, 17]);
    const b = normal(2, [17, 5]);
    const c = normal(3, [5, 11]);
    const d = normal(4, [17, 5]);
    assertAllClose(matmul(matmul(a, b), c), matmul(a, matmul(b, c)), { rtol: 1e-12, atol: 1e-12 });
    assertAllClose(matmul(a, add(b, d)), add(matmul(a, b), matmul(a, d)), { rtol: 1e-12, atol: 1e-12 });
  });

  // In place, and packed.
  describe.each([
    [7, 11, 5],
    [17, 19, 14],
  ])('[%i, %i] · [., %i]', (m, k, n) => {
    const rights = layouts(normal(6, [k * n]).data, [k, n]);
    it.each(layouts(normal(5, [m * k]).data, [m, k]))(
      'does not see that a matrix is laid out $name',
      ({ array: a }) => {
        const expected = matmul(copy(a), rights[0].array);
        for (const { array: b } of rights) expect(matmul(a, b)).toEqual(expected);
      },
    );
  });
});

describe('oracles', () => {
  it.each([
    [1, 1, 1],
    [2, 3, 4],
    [5, 1, 7],
    [1, 30, 9],
    [9, 30, 1],
    [64, 65, 66],
    [101, 37, 50],
  ])('agrees with ml-matrix at [%i, %i] · [., %i]', (m, k, n) => {
    const a = toNested(normal(m, [m, k])) as number[][];
    const b = toNested(normal(n, [k, n])) as number[][];
    const expected = new Matrix(a).mmul(new Matrix(b)).to2DArray();
    assertAllClose(matmul(a, b), expected, { rtol: 1e-13, atol: 1e-13 });
  });
});

describe('vectors', () => {
  const a = normal(7, [4, 6]);
  const left = normal(8, [4]);
  const right = normal(9, [6]);

  it('are rows on the left and columns on the right', () => {
    assertAllClose(matmul(a, right), sum(multiply(a, right), { axis: 1 }), { rtol: 1e-13, atol: 1e-14 });
    assertAllClose(matmul(left, a), matmul(transpose(a), left), { rtol: 1e-15 });
  });

  it('give a number, of rank 0, with one another', () => {
    const product = matmul([1, 2, 3], [4, 5, 6]);
    expect(product.shape).toEqual([]);
    expect(product.get()).toBe(32);
  });

  it('stand beside a batch', () => {
    expect(matmul(normal(1, [5, 4, 6]), right).shape).toEqual([5, 4]);
    expect(matmul(left, normal(1, [5, 4, 6])).shape).toEqual([5, 6]);
  });
});

describe('batches', () => {
  it('are multiplied matrix by matrix, and broadcast', () => {
    const a = transpose(normal(10, [2, 1, 6, 5]), [0, 1, 3, 2]);
    const b = flip(normal(11, [3, 6, 4]));
    const c = matmul(a, b);
    expect(c.shape).toEqual([2, 3, 5, 4]);
    for (let i = 0; i < 2; i++) {
      for (let j = 0; j < 3; j++) {
        expect(toNested(slice(c, i, j))).toEqual(toNested(matmul(slice(a, i, 0), slice(b, j))));
      }
    }
  });
});

describe('element types', () => {
  it('is float32 for float32, with the sums in float64', () => {
    const a = normal(12, [9, 1000], { dtype: 'float32' });
    const b = normal(13, [1000, 4], { dtype: 'float32' });
    const exact = matmul(array(a, { dtype: 'float64' }), array(b, { dtype: 'float64' }));
    const c = matmul(a, b);
    expectTypeOf(c).toEqualTypeOf<NdArray<Float32Array>>();
    expect(c.data).toEqual(Float32Array.from(exact.data));
  });

  it('is float64 for anything else', () => {
    const bytes = { data: Uint8Array.of(200, 100), shape: [1, 2], stride: [2, 1], offset: 0 };
    expect(toNested(matmul(bytes, [[2], [3]]))).toEqual([[700]]);
    expect(matmul(Float32Array.of(1), [1]).dtype).toBe('float64');
  });
});

describe('executors', () => {
  it('multiply the matrices when one is given, once for each of a batch', () => {
    const shapes: (readonly number[])[] = [];
    const executor = {
      gemm: (
        a: { shape: readonly number[] },
        b: { shape: readonly number[] },
        out: Float64Array | Float32Array,
      ) => {
        shapes.push(a.shape, b.shape);
        out.fill(7);
      },
    };
    const c = matmul(normal(1, [2, 8, 9]), normal(2, [9, 10]), { executor });
    expect(shapes).toEqual([
      [8, 9],
      [9, 10],
      [8, 9],
      [9, 10],
    ]);
    expect(c.data).toEqual(new Float64Array(160).fill(7));
  });

  it('are spared small matrices, alone and in a batch, with the same bits', () => {
    const executor = {
      gemm: () => {
        throw new Error('the call takes longer');
      },
    };
    const a = normal(1, [1000, 7, 7], { dtype: 'float32' });
    const b = normal(2, [7, 7], { dtype: 'float32' });
    const c = matmul(a, b, { executor });
    expect(c).toEqual(matmul(a, b));
    expect(copy(slice(c, 999))).toEqual(matmul(slice(a, 999), b, { executor }));
  });

  it('are spared matrices without elements', () => {
    const executor = {
      gemm: () => {
        throw new Error('there is nothing to multiply');
      },
    };
    expect(matmul(zeros([2, 0]), zeros([0, 3]), { executor })).toEqual(zeros([2, 3]));
    expect(matmul(zeros([0, 2, 2]), zeros([2, 3]), { executor }).shape).toEqual([0, 2, 3]);
  });

  it('agree with the plain loops', () => {
    const executor = createWasm();
    const a = normal(14, [2, 33, 70]);
    const b = normal(15, [70, 29]);
    assertAllClose(matmul(a, flip(b), { executor }), matmul(a, flip(b)), { rtol: 1e-12, atol: 1e-12 });
  });
});

describe('edges', () => {
  it('of nothing to sum over is 0', () => {
    expect(matmul(zeros([2, 0]), zeros([0, 3]))).toEqual(zeros([2, 3]));
    expect(matmul(zeros([0, 2]), zeros([2, 3])).shape).toEqual([0, 3]);
    expect(matmul(zeros([0, 2, 2]), zeros([2, 3])).shape).toEqual([0, 2, 3]);
  });

  it('keeps to IEEE arithmetic: 0 · ∞ is NaN, and NaN spreads along its row', () => {
    expect(
      toNested(
        matmul(
          [
            [0, 1],
            [1, 1],
          ],
          [[Infinity], [2]],
        ),
      ),
    ).toEqual([[Number.NaN], [Infinity]]);
    expect(
      toNested(
        matmul(
          [
            [Number.NaN, 1],
            [1, 1],
          ],
          [
            [1, 0],
            [0, 1],
          ],
        ),
      ),
    ).toEqual([
      [Number.NaN, Number.NaN],
      [1, 1],
    ]);
  });
});

describe('errors', () => {
  it('refuses axes that do not match', () => {
    expectFailure(
      'shape',
      'ndarray.matmul: expected the last axis of a to be as long as the second to last axis of b (they are summed over), got a of shape [2, 3] and b of shape [2, 3]',
      () => matmul(zeros([2, 3]), zeros([2, 3])),
    );
    expectFailure(
      'shape',
      'ndarray.matmul: expected the last axis of a to be as long as the only axis of b (they are summed over), got a of shape [2, 3] and b of shape [2]',
      () => matmul(zeros([2, 3]), zeros([2])),
    );
    expectFailure(
      'shape',
      'ndarray.matmul: expected shapes that broadcast together (aligned at the last axis, each pair of lengths equal or one of them 1), got [2] and [3]',
      () => matmul(zeros([2, 1, 1]), zeros([3, 1, 1])),
    );
  });

  it('refuses numbers', () => {
    expectFailure(
      'shape',
      'ndarray.matmul: expected b to have at least one axis, got a single number; use multiply',
      () => matmul([1], slice([1], 0)),
    );
  });
});
