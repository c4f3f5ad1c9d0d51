import { array, contiguous, flip, slice, toNested, transpose } from '@monge/ndarray';
import { layouts, stridedArrays } from '@monge/ndarray/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectFailure } from './failure.js';

describe('laws', () => {
  it('gives the elements in C order, whatever the layout', () => {
    fc.assert(
      fc.property(stridedArrays({ dtype: 'float32' }), (x) => {
        const { data, shape } = contiguous(x, 'float64');
        expect(shape).toEqual(x.shape);
        expect([...data]).toEqual([toNested(x)].flat(9));
      }),
    );
  });
});

describe('copies', () => {
  const data = Float64Array.of(1, 2, 3, 4, 5, 6);

  it('makes none of data that is packed in C order and of the element type', () => {
    expect(contiguous(data, 'float64').data).toBe(data);
    expect(contiguous(array(data), 'float64').data).not.toBe(data);
    const rows = { data, shape: [2, 3], stride: [3, 1], offset: 0 };
    expect(contiguous(rows, 'float64').data).toBe(data);
  });

  it('makes none of packed rows inside a larger buffer', () => {
    const rows = slice({ data, shape: [3, 2], stride: [2, 1], offset: 0 }, [1, 3]);
    const read = contiguous(rows, 'float64').data;
    expect([...read]).toEqual([3, 4, 5, 6]);
    expect(read.buffer).toBe(data.buffer);
  });

  it('ignores the strides of axes of length 1', () => {
    const column = { data, shape: [6, 1], stride: [1, 99], offset: 0 };
    expect(contiguous(column, 'float64').data).toBe(data);
  });

  it('makes one otherwise', () => {
    const rows = { data, shape: [2, 3], stride: [3, 1], offset: 0 };
    for (const view of [transpose(rows), flip(data), slice(rows, null, [0, 2])]) {
      expect(contiguous(view, 'float64').data.buffer).not.toBe(data.buffer);
    }
    expect(contiguous(data, 'float32').data).toEqual(Float32Array.of(1, 2, 3, 4, 5, 6));
  });

  it.each(layouts(data, [3, 2]))('reads an array that is laid out $name', ({ array: view }) => {
    expect(contiguous(view, 'float64').data).toEqual(data);
  });
});

describe('errors', () => {
  it('refuses elements that an integer type cannot hold', () => {
    const expected = 'ndarray.contiguous: expected';
    const remedy = 'round or clip the values first';
    expectFailure('domain', `${expected} int32 values in input, got 0.5; ${remedy}`, () =>
      contiguous([1, 0.5], 'int32'),
    );
    expectFailure('domain', `${expected} uint8 values in input, got 256; ${remedy}`, () =>
      contiguous(Int32Array.of(1, 256), 'uint8'),
    );
    expectFailure('domain', `${expected} uint32 values in input, got -1; ${remedy}`, () =>
      contiguous(Int32Array.of(-1), 'uint32'),
    );
    expectFailure('domain', `solve: expected int32 values in labels, got NaN; ${remedy}`, () =>
      contiguous([Number.NaN], 'int32', { name: 'labels', caller: 'solve' }),
    );
  });
});
