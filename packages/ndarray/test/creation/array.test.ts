import { array, toNested } from '@monge/ndarray';
import { shapes, stridedArrays } from '@monge/ndarray/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectFailure } from '../failure.js';

describe('laws', () => {
  it('is undone by toNested', () => {
    const lists = stridedArrays({ shape: shapes({ minRank: 1, minLength: 1 }) }).map(toNested);
    fc.assert(
      fc.property(lists, (nested) => {
        expect(toNested(array(nested))).toEqual(nested);
      }),
    );
  });

  it('copies, in C order', () => {
    fc.assert(
      fc.property(stridedArrays({ dtype: 'int32' }), (x) => {
        const copy = array(x);
        expect(copy.dtype).toBe('int32');
        expect(copy.data).not.toBe(x.data);
        expect([...copy.data]).toEqual([toNested(x)].flat(9));
      }),
    );
  });
});

describe('element types', () => {
  it('are float64 for nested numbers, and those of the input otherwise', () => {
    expect(array([1, 2]).dtype).toBe('float64');
    expect(array(3).dtype).toBe('float64');
    expect(array(Uint8Array.of(1, 2)).dtype).toBe('uint8');
  });

  it('are what is asked for', () => {
    for (const dtype of ['float64', 'float32', 'int32', 'uint32', 'uint8'] as const) {
      const x = array([[0, 1, 255]], { dtype });
      expect(x.dtype).toBe(dtype);
      expect(toNested(x)).toEqual([[0, 1, 255]]);
    }
  });

  it('round to the nearest float32', () => {
    expect(array([0.1], { dtype: 'float32' }).get(0)).toBe(Math.fround(0.1));
  });
});

describe('errors', () => {
  it('refuses what an integer type cannot hold', () => {
    expectFailure(
      'domain',
      'ndarray.array: expected uint8 values in input, got -3; round or clip the values first',
      () => array([[1, -3]], { dtype: 'uint8' }),
    );
  });
});
