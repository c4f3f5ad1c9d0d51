import {
  array,
  concat,
  copy,
  type DType,
  expandDims,
  type NdArray,
  type Range,
  slice,
  stack,
  take,
  toNested,
} from '@monge/ndarray';
import { shapes, stridedArrays } from '@monge/ndarray/testing';
import { normal } from '@monge/random';
import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { expectFailure } from '../failure.js';

/** Arrays in layouts of their own, of shapes that agree except along an axis. */
const pieces = fc
  .tuple(shapes({ minRank: 1 }), fc.nat(3), fc.array(fc.nat(4), { minLength: 1, maxLength: 4 }))
  .chain(([shape, at, lengths]) => {
    const axis = at % shape.length;
    const arrays = lengths.map((length) => stridedArrays({ shape: shape.with(axis, length) }));
    return fc.record({ axis: fc.constantFrom(axis, axis - shape.length), arrays: fc.tuple(...arrays) });
  });

const alike = shapes({ maxRank: 3 }).chain((shape) =>
  fc.record({
    axis: fc.integer({ min: -shape.length - 1, max: shape.length }),
    arrays: fc.array(stridedArrays({ shape }), { minLength: 1, maxLength: 4 }),
  }),
);

describe('concat', () => {
  it('has each array as a slice', () => {
    fc.assert(
      fc.property(pieces, ({ arrays, axis }) => {
        const whole = concat(arrays, { axis });
        let start = 0;
        for (const each of arrays) {
          const ranges = new Array<Range>(each.dimension).fill(null);
          const stop = start + each.shape.at(axis)!;
          expect(toNested(slice(whole, ...ranges.with(axis, [start, stop])))).toEqual(toNested(each));
          start = stop;
        }
        expect(whole.shape.at(axis)).toBe(start);
      }),
    );
  });

  it('puts together what was cut', () => {
    fc.assert(
      fc.property(stridedArrays({ shape: [5, 3] }), fc.nat(5), (x, at) => {
        expect(concat([slice(x, [0, at]), slice(x, [at])])).toEqual(copy(x));
      }),
    );
  });

  it('is associative', () => {
    fc.assert(
      fc.property(pieces, ({ arrays, axis }) => {
        const [first, ...rest] = arrays;
        const inTwo = rest.length === 0 ? [first] : [first, concat(rest, { axis })];
        expect(concat(inTwo, { axis })).toEqual(concat(arrays, { axis }));
      }),
    );
  });

  it('joins many rows', () => {
    const x = normal(1, [1200, 2]);
    const rows = Array.from({ length: 1200 }, (_, i) => slice(x, [i, i + 1]));
    expect(concat(rows).data).toEqual(x.data);
  });
});

describe('stack', () => {
  it('has each array at its index on the new axis', () => {
    fc.assert(
      fc.property(alike, ({ arrays, axis }) => {
        const whole = stack(arrays, { axis });
        expect(whole.dimension).toBe(arrays[0].dimension + 1);
        expect(whole.shape.at(axis)).toBe(arrays.length);
        arrays.forEach((each, k) => {
          expect(take(whole, k, { axis })).toEqual(copy(each));
        });
      }),
    );
  });

  it('is concat along an axis of length 1', () => {
    fc.assert(
      fc.property(alike, ({ arrays, axis }) => {
        const slabs = arrays.map((each) => expandDims(each, axis));
        expect(stack(arrays, { axis })).toEqual(concat(slabs, { axis }));
      }),
    );
  });
});

describe('element types', () => {
  it('keeps the one that all have', () => {
    fc.assert(
      fc.property(fc.constantFrom<DType>('float64', 'float32', 'int32', 'uint32', 'uint8'), (dtype) => {
        const x = array([0, 200], { dtype });
        expect(concat([x, x]).dtype).toBe(dtype);
        expect(toNested(stack([x, x]))).toEqual([
          [0, 200],
          [0, 200],
        ]);
      }),
    );
    expectTypeOf(concat([Float32Array.of(1), new Float32Array(2)])).toEqualTypeOf<
      NdArray<Float32Array<ArrayBuffer>>
    >();
    expectTypeOf(concat([[1], [2]])).toEqualTypeOf<NdArray<Float64Array>>();
  });

  it('is float64 for several, which holds them all exactly', () => {
    const mixed = concat([
      Uint32Array.of(2 ** 32 - 1),
      Int32Array.of(-1),
      Float32Array.of(0.1),
      Uint8Array.of(7),
    ]);
    expect(mixed.data).toEqual(Float64Array.of(2 ** 32 - 1, -1, Math.fround(0.1), 7));
    const two = stack([Int32Array.of(1), Float32Array.of(2)]);
    expectTypeOf(two).toEqualTypeOf<
      NdArray<Int32Array<ArrayBuffer> | Float32Array<ArrayBuffer> | Float64Array>
    >();
    expect(two.dtype).toBe('float64');
  });
});

describe('edges', () => {
  it('copies a single array', () => {
    const x = Float64Array.of(1, 2);
    const [once, slab] = [concat([x]), stack([x])];
    once.set(0, 9);
    slab.set(0, 0, 9);
    expect([...x]).toEqual([1, 2]);
  });

  it('stacks arrays of rank 0, and empty ones', () => {
    expect(toNested(stack([slice([1, 2], 1), slice([3], 0)]))).toEqual([2, 3]);
    expect(stack([[], []]).shape).toEqual([2, 0]);
    expect(concat([[], [1], []]).shape).toEqual([1]);
  });
});

describe('errors', () => {
  it('refuses no arrays', () => {
    expectFailure('shape', 'ndarray.concat: expected at least one array, got none', () => concat([]));
    expectFailure('shape', 'ndarray.stack: expected at least one array, got none', () => stack([]));
  });

  it('refuses shapes that do not fit', () => {
    const expected = 'expected arrays[1] of the shape of arrays[0] ([1, 2]) except along axis 0, got';
    expectFailure('shape', `ndarray.concat: ${expected} [1, 3]`, () => concat([[[1, 2]], [[1, 2, 3]]]));
    expectFailure('shape', `ndarray.concat: ${expected} [2]`, () => concat([[[1, 2]], [1, 2]]));
    expectFailure(
      'shape',
      'ndarray.stack: expected arrays[1] of shape [2] (that of arrays[0]), got [1]',
      () => stack([[1, 2], [3]]),
    );
  });

  it('refuses an axis that is not there', () => {
    expectFailure('domain', 'ndarray.concat: expected an axis in [-1, 1), got 1', () =>
      concat([[1]], { axis: 1 }),
    );
    expectFailure('domain', 'ndarray.stack: expected an axis in [-2, 2), got 2', () =>
      stack([[1]], { axis: 2 }),
    );
  });
});
