import * as nd from '@monge/ndarray';
import {
  array,
  broadcastShapes,
  broadcastTo,
  copy,
  type NdArray,
  type Operand,
  toNested,
} from '@monge/ndarray';
import { floats, shapes, stridedArrays } from '@monge/ndarray/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectFailure } from '../failure.js';
import { stretchingTo } from '../stretching.js';

type Case = [(a: Operand, b: Operand) => NdArray, (a: number, b: number) => number | boolean];

/** Each operation next to what it does to two numbers. */
const operations: Record<string, Case> = {
  add: [nd.add, (a, b) => a + b],
  subtract: [nd.subtract, (a, b) => a - b],
  multiply: [nd.multiply, (a, b) => a * b],
  divide: [nd.divide, (a, b) => a / b],
  hypot: [nd.hypot, Math.hypot],
  atan2: [nd.atan2, Math.atan2],
  minimum: [nd.minimum, Math.min],
  maximum: [nd.maximum, Math.max],
  equal: [nd.equal, (a, b) => a === b],
  notEqual: [nd.notEqual, (a, b) => a !== b],
  less: [nd.less, (a, b) => a < b],
  lessEqual: [nd.lessEqual, (a, b) => a <= b],
  greater: [nd.greater, (a, b) => a > b],
  greaterEqual: [nd.greaterEqual, (a, b) => a >= b],
};

/** Few different numbers, so that many are equal. */
const elements = fc.oneof(fc.integer({ min: -2, max: 2 }), floats({ exceptional: true }));

const pairs = shapes({ maxRank: 3 }).chain((shape) =>
  fc.tuple(
    stridedArrays({ shape: stretchingTo(shape), element: elements }),
    stridedArrays({ shape: stretchingTo(shape), element: elements }),
  ),
);

describe.each(Object.entries(operations))('%s', (_, [operation, reference]) => {
  it('does to the elements of any two views that broadcast what it does to two numbers', () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        const shape = broadcastShapes(a.shape, b.shape);
        const y = copy(broadcastTo(b, shape)).data;
        const expected = copy(broadcastTo(a, shape)).data.map((x, i) => Number(reference(x, y[i])));
        const result = operation(a, b);
        expect(result.shape).toEqual(shape);
        expect(Float64Array.from(result.data)).toEqual(expected);
      }),
    );
  });

  it('takes numbers for arrays of them', () => {
    fc.assert(
      fc.property(stridedArrays({ element: elements }), elements, (x, value) => {
        const full = nd.full(x.shape, value);
        expect(toNested(operation(x, value))).toEqual(toNested(operation(x, full)));
        expect(toNested(operation(value, x))).toEqual(toNested(operation(full, x)));
      }),
    );
  });

  it('mixes element types', () => {
    const values = [1, 2, 3, 4, 5, 6];
    const rows = (data: nd.Data) => ({ data, shape: [2, 3], stride: [3, 1], offset: 0 });
    const kinds = [Float64Array, Float32Array, Int32Array, Uint32Array, Uint8Array].map((Kind) =>
      Kind.from(values),
    );
    const expected = operation(rows(Float64Array.from(values)), [2, 4, 6]);
    for (const a of kinds) {
      for (const Kind of [Float64Array, Float32Array, Int32Array, Uint32Array, Uint8Array]) {
        const result = operation(rows(a), Kind.of(2, 4, 6));
        expect(result).toEqual(array(expected, { dtype: result.dtype }));
      }
    }
  });
});

describe('long arrays', () => {
  // Rows of length 2 and of length 1001 are walked along different axes.
  it.each([
    [1001, 2],
    [2, 1001],
    [33, 47],
  ])('are added right at shape [%i, %i], transposed, backwards and in rows', (m, n) => {
    const x = nd.reshape(nd.arange(m * n), [m, n]);
    const y = nd.transpose(nd.reshape(nd.arange(0, 10 * m * n, 10), [n, m]));
    const z = nd.add(nd.add(x, nd.flip(y)), nd.arange(n));
    for (let i = 0; i < m; i += 7) {
      for (let j = 0; j < n; j++) {
        expect(z.get(i, j)).toBe(i * n + j + 10 * ((n - 1 - j) * m + (m - 1 - i)) + j);
      }
    }
  });
});

describe('laws of arithmetic that rounding leaves standing', () => {
  it('addition and multiplication commute', () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        expect(toNested(nd.add(a, b))).toEqual(toNested(nd.add(b, a)));
        expect(toNested(nd.multiply(a, b))).toEqual(toNested(nd.multiply(b, a)));
      }),
    );
  });

  it('subtraction is addition of the negative', () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        expect(toNested(nd.subtract(a, b))).toEqual(toNested(nd.add(a, nd.neg(b))));
      }),
    );
  });
});

describe('comparisons', () => {
  it('return uint8', () => {
    expect(nd.less([1, 2], 2).data).toEqual(Uint8Array.of(1, 0));
  });
});

it('power with the exponents 1, 2, −1 and ½ is rounded once, as arithmetic is', () => {
  fc.assert(
    fc.property(fc.array(floats({ exceptional: true })), (values) => {
      const x = Float64Array.from(values);
      expect(nd.power(x, 1)).toEqual(copy(x));
      expect(nd.power(x, 2)).toEqual(nd.square(x));
      expect(nd.power(x, -1)).toEqual(nd.reciprocal(x));
      const finite = x.filter((each) => each !== -Infinity);
      // The power of −0 is 0.
      expect(nd.power(finite, 0.5)).toEqual(nd.sqrt(nd.add(finite, 0)));
    }),
  );
});

describe('errors', () => {
  it('refuses shapes that do not broadcast together', () => {
    expectFailure(
      'shape',
      'ndarray.add: expected shapes that broadcast together (aligned at the last axis, each pair of lengths equal or one of them 1), got [3] and [2, 2]',
      () =>
        nd.add(
          [1, 2, 3],
          [
            [1, 2],
            [3, 4],
          ],
        ),
    );
  });

  it('names the operand', () => {
    expectFailure('dtype', 'ndarray.divide: expected numbers in b, got a string at [0]', () =>
      nd.divide([1], ['1'] as unknown as number[]),
    );
  });
});
