import { type ArrayInput, asStrided, type NdArray, toNested } from '@monge/ndarray';
import { shapes, stridedArrays } from '@monge/ndarray/testing';
import fc from 'fast-check';
import ndarray from 'ndarray';
import { describe, expect, it } from 'vitest';
import { expectFailure } from './failure.js';

const read = (input: ArrayInput) => asStrided(input, 'x', 'test');

describe('laws', () => {
  it('returns a strided array as it is', () => {
    fc.assert(fc.property(stridedArrays(), (x) => read(x) === x));
  });

  it('reads nested numbers back', () => {
    fc.assert(
      fc.property(stridedArrays({ shape: shapes({ minRank: 1, minLength: 1 }) }), (x) => {
        const nested = toNested(x) as number[];
        expect(toNested(read(nested))).toEqual(nested);
      }),
    );
  });
});

describe('what counts as an array', () => {
  it('is a typed array, without a copy', () => {
    const data = Float32Array.of(1, 2, 3);
    expect(read(data)).toEqual({ data, shape: [3], stride: [1], offset: 0 });
    expect(read(data).data).toBe(data);
  });

  it('is a view of scijs', () => {
    const view = ndarray(new Float64Array(6), [2, 3]).transpose(1, 0);
    expect(read(view)).toBe(view);
  });

  it('is a plain record with data, shape, stride and offset', () => {
    const record = { data: new Int32Array(4), shape: [2], stride: [-2], offset: 3 };
    expect(read(record)).toBe(record);
  });

  it('is nested numbers, as float64', () => {
    const { data, shape, stride, offset } = read([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect({ data, shape, stride, offset }).toEqual({
      data: Float64Array.of(1, 2, 3, 4, 5, 6),
      shape: [2, 3],
      stride: [3, 1],
      offset: 0,
    });
  });

  it('is a number, as an array of rank 0', () => {
    expect(asStrided(7, 'x', 'test')).toEqual({ data: Float64Array.of(7), shape: [], stride: [], offset: 0 });
  });
});

describe('edges', () => {
  it('keeps the empty axes of nested lists', () => {
    expect(read([]).shape).toEqual([0]);
    expect(read([[], []]).shape).toEqual([2, 0]);
    expect(read([[[]]]).shape).toEqual([1, 1, 0]);
  });

  it('lets an empty view lie anywhere', () => {
    const empty = { data: new Float64Array(0), shape: [3, 0], stride: [5, 1], offset: 40 };
    expect(read(empty)).toBe(empty);
  });

  it('lets a view reach exactly the ends of its data', () => {
    const view = { data: new Float64Array(6), shape: [2, 3], stride: [-3, 1], offset: 3 };
    expect(read(view)).toBe(view);
  });
});

describe('errors', () => {
  it('refuses rows of unequal length', () => {
    expectFailure(
      'shape',
      'test: expected rows of equal length in x (the first ones make it [2, 2]), got 3 elements at [1]',
      () =>
        read([
          [1, 2],
          [3, 4, 5],
        ]),
    );
    expectFailure(
      'shape',
      'test: expected rows of equal length in x (the first ones make it [2, 2]), got a number at [1]',
      () => read([[1, 2], 3] as unknown as number[]),
    );
    expectFailure('shape', 'test: expected numbers in x, got a plain array at [1]', () =>
      read([1, [2]] as unknown as number[]),
    );
  });

  it('refuses elements that are not numbers', () => {
    expectFailure('dtype', 'test: expected numbers in x, got a string at [0, 1]', () =>
      read([[1, '2']] as unknown as number[][]),
    );
    expectFailure('dtype', 'test: expected numbers in x, got null at [0]', () =>
      read([null] as unknown as number[]),
    );
    expectFailure('dtype', 'test: expected numbers in x, got undefined at [1]', () =>
      read(new Array(1).toSpliced(0, 0, 1)),
    );
  });

  it('refuses element types that it does not know', () => {
    const known = 'Float64Array, Float32Array, Int32Array, Uint32Array, Uint8Array';
    const remedy =
      'take Float64Array.from(values, Number), or new Uint8Array(pixels.buffer) for the Uint8ClampedArray of an image';
    expectFailure('dtype', `test: expected elements in one of ${known}, got an Int16Array; ${remedy}`, () =>
      read(new Int16Array(3) as unknown as Int32Array),
    );
    expectFailure('dtype', `test: expected elements in one of ${known}, got a BigInt64Array; ${remedy}`, () =>
      read(new BigInt64Array(3) as unknown as Int32Array),
    );
    expectFailure('dtype', `test: expected elements in one of ${known}, got a plain array; ${remedy}`, () =>
      read(ndarray([1, 2, 3]) as unknown as NdArray),
    );
  });

  it('refuses what is no array at all', () => {
    const expected = 'an array (nested numbers, a typed array, or { data, shape, stride, offset })';
    expectFailure('dtype', `test: expected x to be ${expected}, got undefined`, () =>
      read(undefined as unknown as number[]),
    );
    expectFailure('dtype', `test: expected x to be ${expected}, got a string`, () =>
      read('[1, 2]' as unknown as number[]),
    );
    expectFailure('dtype', `test: expected x to be ${expected}, got an Object`, () =>
      read({ values: [1] } as unknown as number[]),
    );
  });

  it('refuses views that reach outside their data', () => {
    const data = new Float64Array(5);
    expectFailure(
      'shape',
      'test: expected x (shape [2, 3], stride [3, 1], offset 0) to stay within the 5 elements of its data, but it reaches from 0 to 5',
      () => read({ data, shape: [2, 3], stride: [3, 1], offset: 0 }),
    );
    expectFailure(
      'shape',
      'test: expected x (shape [3], stride [-2], offset 3) to stay within the 5 elements of its data, but it reaches from -1 to 3',
      () => read({ data, shape: [3], stride: [-2], offset: 3 }),
    );
    expectFailure(
      'shape',
      'test: expected x (shape [4], stride [1], offset 2) to stay within the 5 elements of its data, but it reaches from 2 to 5',
      () => read(ndarray(data).lo(2).hi(4)),
    );
  });

  it('refuses shapes and strides that make no sense', () => {
    const data = new Float64Array(5);
    expectFailure(
      'shape',
      'test: expected x to have a stride for each axis of its shape [2, 2], got [1]',
      () => read({ data, shape: [2, 2], stride: [1], offset: 0 }),
    );
    expectFailure(
      'shape',
      'test: expected x to have a shape of integers ≥ 0 and integer strides, got shape [2.5], stride [1]',
      () => read({ data, shape: [2.5], stride: [1], offset: 0 }),
    );
    expectFailure(
      'shape',
      'test: expected x to have a shape of integers ≥ 0 and integer strides, got shape [2], stride [0.5]',
      () => read({ data, shape: [2], stride: [0.5], offset: 0 }),
    );
  });
});
