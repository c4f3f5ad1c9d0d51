import { full, ones, toNested, zeros } from '@monge/ndarray';
import { shapes } from '@monge/ndarray/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectFailure } from '../failure.js';

describe('laws', () => {
  it('fills any shape with one value', () => {
    fc.assert(
      fc.property(shapes(), fc.double(), (shape, value) => {
        const x = full(shape, value);
        expect(x.shape).toEqual(shape);
        expect(x.data.length).toBe(x.size);
        expect(x.data.every((element) => Object.is(element, value))).toBe(true);
      }),
    );
  });
});

describe('element types', () => {
  it('are float64 by default', () => {
    expect([zeros([2]), ones([2]), full([2], 3)].map((x) => x.dtype)).toEqual(Array(3).fill('float64'));
  });

  it('are what is asked for', () => {
    expect(zeros([2, 1], { dtype: 'uint32' }).data).toEqual(Uint32Array.of(0, 0));
    expect(ones([2, 1], { dtype: 'int32' }).data).toEqual(Int32Array.of(1, 1));
    expect(full([2, 1], 0.1, { dtype: 'float32' }).data).toEqual(Float32Array.of(0.1, 0.1));
  });
});

describe('edges', () => {
  it('makes one element of no axes, and none of an axis of length 0', () => {
    expect(toNested(ones([]))).toBe(1);
    expect(toNested(ones([2, 0]))).toEqual([[], []]);
  });
});

describe('errors', () => {
  it('refuses lengths that are no integers ≥ 0', () => {
    expectFailure('shape', 'ndarray.zeros: expected a shape of integers ≥ 0, got [2, -1]', () =>
      zeros([2, -1]),
    );
    expectFailure('shape', 'ndarray.ones: expected a shape of integers ≥ 0, got [1.5]', () => ones([1.5]));
    expectFailure('shape', 'ndarray.full: expected a shape of integers ≥ 0, got [NaN]', () =>
      full([Number.NaN], 1),
    );
  });

  it('refuses a value that an integer type cannot hold', () => {
    expectFailure(
      'domain',
      'ndarray.full: expected int32 values in the result, got 0.5; round or clip the values first',
      () => full([2], 0.5, { dtype: 'int32' }),
    );
  });
});
