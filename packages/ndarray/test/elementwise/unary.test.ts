import * as nd from '@monge/ndarray';
import { copy, toNested, type UnaryOperation } from '@monge/ndarray';
import { floats, stridedArrays } from '@monge/ndarray/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

/** Each operation next to what it does to one number. */
const operations: Record<string, [UnaryOperation, (x: number) => number]> = {
  neg: [nd.neg, (x) => -x],
  abs: [nd.abs, Math.abs],
  sign: [nd.sign, Math.sign],
  square: [nd.square, (x) => x * x],
  reciprocal: [nd.reciprocal, (x) => 1 / x],
  exp: [nd.exp, Math.exp],
  expm1: [nd.expm1, Math.expm1],
  log: [nd.log, Math.log],
  log1p: [nd.log1p, Math.log1p],
  sqrt: [nd.sqrt, Math.sqrt],
  sin: [nd.sin, Math.sin],
  cos: [nd.cos, Math.cos],
  tan: [nd.tan, Math.tan],
  floor: [nd.floor, Math.floor],
  ceil: [nd.ceil, Math.ceil],
};

const elements = floats({ exceptional: true });

describe.each(Object.entries(operations))('%s', (_, [operation, reference]) => {
  it('does to each element of any view what it does to a number', () => {
    fc.assert(
      fc.property(stridedArrays({ element: elements }), (x) => {
        const expected = Float64Array.from(copy(x).data, reference);
        const y = operation(x);
        expect(y.shape).toEqual(x.shape);
        expect(y.data).toEqual(expected);
      }),
    );
  });

  it('rounds the same to float32', () => {
    fc.assert(
      fc.property(stridedArrays({ dtype: 'float32', element: elements }), (x) => {
        expect(operation(x).data).toEqual(Float32Array.from(copy(x).data, reference));
      }),
    );
  });

  it('takes integers of any type for float64', () => {
    const values = [0, 1, 2, 200];
    for (const data of [Int32Array.from(values), Uint32Array.from(values), Uint8Array.from(values)]) {
      expect(operation(data).data).toEqual(Float64Array.from(values, reference));
    }
  });
});

describe('isfinite and isnan', () => {
  it('say of each element of any view what the language says', () => {
    fc.assert(
      fc.property(stridedArrays({ element: elements }), (x) => {
        const values = [...copy(x).data];
        expect([...nd.isfinite(x).data]).toEqual(values.map((value) => (Number.isFinite(value) ? 1 : 0)));
        expect([...nd.isnan(x).data]).toEqual(values.map((value) => (Number.isNaN(value) ? 1 : 0)));
      }),
    );
  });

  it('give uint8, or write to out', () => {
    const out = nd.zeros([2], { dtype: 'int32' });
    expect(nd.isnan([1, Number.NaN]).dtype).toBe('uint8');
    expect(toNested(nd.isnan([1, Number.NaN], { out }))).toEqual([0, 1]);
  });
});

describe('round', () => {
  it('goes to the nearest integer', () => {
    fc.assert(
      fc.property(floats({ min: -1e6, max: 1e6 }), (x) => {
        expect(Math.abs(Number(nd.round(x)) - x)).toBeLessThanOrEqual(0.5);
        expect(Number.isInteger(Number(nd.round(x)))).toBe(true);
      }),
    );
  });

  it('goes to the even one from halfway', () => {
    expect(toNested(nd.round([-2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 3.5]))).toEqual([-2, -2, -0, 0, 2, 2, 4]);
  });

  it('leaves what is integer, infinite or NaN as it is', () => {
    const values = [0, -0, 7, 2 ** 53 - 1, -(2 ** 53), 1e300, Infinity, -Infinity, Number.NaN];
    expect(toNested(nd.round(values))).toEqual(values);
  });

  it('does not round what is just below a half up', () => {
    expect(toNested(nd.round([0.49999999999999994, -0.49999999999999994]))).toEqual([0, -0]);
  });
});
