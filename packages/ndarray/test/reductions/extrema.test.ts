import type { NdArray } from '@monge/ndarray';
import { argmax, argmin, copy, flip, max, min, neg, reshape, toNested, transpose } from '@monge/ndarray';
import { shapes, stridedArrays } from '@monge/ndarray/testing';
import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { expectFailure } from '../failure.js';

/** Few different numbers, so that the extremes are met more than once. */
const arrays = stridedArrays({ shape: shapes({ minLength: 1 }), element: fc.integer({ min: -3, max: 3 }) });

describe('laws', () => {
  it('finds the extremes of any view', () => {
    fc.assert(
      fc.property(arrays, (x) => {
        const sorted = [...copy(x).data].sort((a, b) => a - b);
        expect(min(x)).toBe(sorted[0]);
        expect(max(x)).toBe(sorted.at(-1));
        expect(max(x)).toBe(-min(neg(x)) + 0);
      }),
    );
  });

  it('finds the first of the extremes in C order', () => {
    fc.assert(
      fc.property(arrays, (x) => {
        const { data } = copy(x);
        expect(argmin(x)).toBe(data.indexOf(min(x)));
        expect(argmax(x)).toBe(data.indexOf(max(x)));
      }),
    );
  });

  it('agrees along every axis with the lanes one by one', () => {
    fc.assert(
      fc.property(stridedArrays({ shape: [3, 4], element: fc.integer({ min: -3, max: 3 }) }), (x) => {
        const rows = toNested(x) as number[][];
        const columns = toNested(transpose(x)) as number[][];
        for (const [axis, lanes] of [columns, rows].entries()) {
          expect(toNested(max(x, { axis }))).toEqual(lanes.map((lane) => Math.max(...lane)));
          expect(toNested(argmax(x, { axis }))).toEqual(lanes.map((lane) => lane.indexOf(Math.max(...lane))));
          expect(toNested(argmin(x, { axis }))).toEqual(lanes.map((lane) => lane.indexOf(Math.min(...lane))));
        }
      }),
    );
  });
});

describe('edges', () => {
  it('passes NaN on, wherever it stands', () => {
    for (const x of [
      [Number.NaN, 1, 2],
      [1, Number.NaN, 2],
      [1, 2, Number.NaN],
    ]) {
      expect(min(x)).toBe(Number.NaN);
      expect(max(x)).toBe(Number.NaN);
      expect(argmin(x)).toBe(x.findIndex(Number.isNaN));
      expect(argmax(x)).toBe(x.findIndex(Number.isNaN));
    }
  });

  it('compares infinities', () => {
    expect(min([Infinity, Infinity])).toBe(Infinity);
    expect(argmax([-Infinity, -Infinity])).toBe(0);
    expect(max([-Infinity, -1e308])).toBe(-1e308);
  });

  it('gives indices as int32, of the shape of the reduction', () => {
    const x = reshape(flip(new Float64Array(24).map((_, i) => i)), [2, 3, 4]);
    const index = argmax(x, { axis: 1, keepDims: true });
    expect(index.dtype).toBe('int32');
    expect(index.shape).toEqual([2, 1, 4]);
    expectTypeOf(index).toEqualTypeOf<NdArray<Int32Array>>();
  });
});

describe('errors', () => {
  it('refuses to choose from nothing', () => {
    const got = 'expected at least 1 element along the reduced axes, got 0 (x has shape [0])';
    expectFailure('shape', `ndarray.min: ${got}`, () => min([]));
    expectFailure('shape', `ndarray.max: ${got}`, () => max([]));
    expectFailure('shape', `ndarray.argmin: ${got}`, () => argmin([]));
    expectFailure('shape', `ndarray.argmax: ${got}`, () => argmax([]));
  });

  it('is none when there is nothing to choose for', () => {
    expect(min([[], []], { axis: 0 }).shape).toEqual([0]);
    expect(argmax([[], []], { axis: 0 }).shape).toEqual([0]);
  });
});
