import { add, array, type NdArray, type Operand, resultDtype } from '@monge/ndarray';
import { describe, expect, expectTypeOf, it } from 'vitest';

const single = Float32Array.of(1, 2);
const double = Float64Array.of(1, 2);
const integers = Int32Array.of(1, 2);

describe('resultDtype', () => {
  it('is float32 when all arrays are', () => {
    expect(resultDtype(single)).toBe('float32');
    expect(resultDtype(single, array(single))).toBe('float32');
  });

  it('does not count plain numbers', () => {
    expect(resultDtype(single, 2, 0.1)).toBe('float32');
    expect(resultDtype(2)).toBe('float64');
  });

  it('is float64 as soon as an array is anything else', () => {
    for (const other of [double, integers, array(integers), new Uint8Array(2), [1, 2]]) {
      expect(resultDtype(single, other)).toBe('float64');
      expect(resultDtype(other, single)).toBe('float64');
      expect(resultDtype(other)).toBe('float64');
    }
  });

  it('is what arithmetic returns', () => {
    expect(add(single, single).data).toBeInstanceOf(Float32Array);
    expect(add(single, 1).data).toBeInstanceOf(Float32Array);
    expect(add(single, double).data).toBeInstanceOf(Float64Array);
    expect(add(integers, integers).data).toBeInstanceOf(Float64Array);
  });

  it('is known to the types as far as those of the operands are', () => {
    expectTypeOf(add(single, 1)).toEqualTypeOf<NdArray<Float32Array>>();
    expectTypeOf(add(array(single), single)).toEqualTypeOf<NdArray<Float32Array>>();
    expectTypeOf(add([1, 2], 1)).toEqualTypeOf<NdArray<Float64Array>>();
    expectTypeOf(add(integers, integers)).toEqualTypeOf<NdArray<Float64Array>>();
    expectTypeOf(add(1, 1)).toEqualTypeOf<NdArray<Float64Array>>();
    const unknown: Operand = single;
    expectTypeOf(add(unknown as Operand, 1)).toEqualTypeOf<NdArray<Float32Array | Float64Array>>();
  });
});
