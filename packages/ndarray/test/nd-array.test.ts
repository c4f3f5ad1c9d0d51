import { add, fromData, type NdArray, zeros } from '@monge/ndarray';
import type ndarray from 'ndarray';
import { describe, expect, expectTypeOf, it } from 'vitest';

describe('the arrays of this package are those of scijs', () => {
  const x = fromData(Float64Array.of(1, 2, 3, 4, 5, 6), [2, 3]);

  it('have their properties', () => {
    expect({ dtype: x.dtype, size: x.size, dimension: x.dimension, order: x.order }).toEqual({
      dtype: 'float64',
      size: 6,
      dimension: 2,
      order: [1, 0],
    });
  });

  it('have their methods', () => {
    expect(x.get(1, 2)).toBe(6);
    expect(x.index(1, 0)).toBe(3);
    expect(x.transpose(1, 0).get(2, 1)).toBe(6);
    expect(x.lo(0, 1).hi(2, 1).get(1, 0)).toBe(5);
    expect(x.step(1, -1).get(0, 0)).toBe(3);
    expect(x.pick(1, null).get(0)).toBe(4);
    const y = zeros([2]);
    y.set(1, 7);
    expect([...y.data]).toEqual([0, 7]);
  });

  it('are numbers where numbers are wanted, at rank 0', () => {
    expect(Number(add(1, 2))).toBe(3);
  });

  it('pass where the types of scijs are asked for', () => {
    const asScijs = x as ndarray.NdArray<Float64Array>;
    expectTypeOf(asScijs).toExtend<NdArray<Float64Array>>();
    expect(asScijs.shape).toEqual([2, 3]);
  });
});
