import {
  add,
  argmax,
  argmin,
  array,
  broadcastTo,
  copy,
  type DType,
  gather,
  max,
  min,
  multiply,
  type NdArray,
  scatterAdd,
  sum,
  take,
  toNested,
  zeros,
} from '@monge/ndarray';
import { assertAllClose, shapes, stridedArrays } from '@monge/ndarray/testing';
import { normal, randint } from '@monge/random';
import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { expectFailure } from '../failure.js';

/** An array x, and indices and values for a number of its elements in each lane along an axis. */
function cases(dtype: DType = 'float64') {
  return fc.tuple(shapes({ minRank: 1, minLength: 1 }), fc.nat(3), fc.nat(6)).chain(([shape, at, picked]) => {
    const axis = at % shape.length;
    const length = shape[axis];
    const small = shape.with(axis, picked);
    const element = fc.integer({ min: -length, max: length - 1 });
    return fc.record({
      x: stridedArrays({ shape, dtype }),
      axis: fc.constantFrom(axis, axis - shape.length),
      indices: stridedArrays({ shape: small, dtype: 'int32', element }),
      y: stridedArrays({ shape: small, dtype }),
    });
  });
}

/** Calls back with each index in C order, and with the index into x that it stands for. */
function forEachIndex(
  x: NdArray,
  indices: NdArray,
  axis: number,
  visit: (own: number[], into: number[]) => void,
) {
  const along = axis < 0 ? axis + x.dimension : axis;
  const { stride } = copy(indices);
  for (let k = 0; k < indices.size; k++) {
    const own = stride.map((step, at) => Math.floor(k / step) % indices.shape[at]);
    const index = indices.get(...own);
    visit(own, own.with(along, index < 0 ? index + x.shape[along] : index));
  }
}

describe('gather', () => {
  it('reads the element at each index', () => {
    const dtypes = fc.constantFrom<DType>('float64', 'float32', 'int32', 'uint32', 'uint8');
    fc.assert(
      fc.property(dtypes.chain(cases), ({ x, indices, axis }) => {
        const gathered = gather(x, indices, { axis });
        expect(gathered.dtype).toBe(x.dtype);
        expect(gathered.shape).toEqual(indices.shape);
        forEachIndex(x, indices, axis, (own, into) => expect(gathered.get(...own)).toBe(x.get(...into)));
      }),
    );
  });

  it('does not see the layout', () => {
    fc.assert(
      fc.property(cases(), ({ x, indices, axis }) => {
        expect(gather(x, indices, { axis })).toEqual(gather(copy(x), copy(indices), { axis }));
      }),
    );
  });

  it('is take where the indices of all lanes are the same', () => {
    const indices = fc.array(fc.nat(3), { minLength: 1 });
    fc.assert(
      fc.property(stridedArrays({ shape: [3, 4] }), indices, (x, i) => {
        expect(gather(x, broadcastTo(i, [3, i.length]))).toEqual(take(x, i, { axis: 1 }));
      }),
    );
  });

  it('finds the extremes again', () => {
    fc.assert(
      fc.property(stridedArrays({ shape: [4, 5] }), fc.integer({ min: -2, max: 1 }), (x, axis) => {
        const kept = { axis, keepDims: true };
        expect(gather(x, argmax(x, kept), { axis })).toEqual(max(x, kept));
        expect(gather(x, argmin(x, kept), { axis })).toEqual(min(x, kept));
      }),
    );
  });

  it('keeps the element type', () => {
    expectTypeOf(gather(new Uint8Array(3), [1])).toEqualTypeOf<NdArray<Uint8Array<ArrayBuffer>>>();
  });
});

describe('scatterAdd', () => {
  it('is the transpose of gather', () => {
    fc.assert(
      fc.property(cases('int32'), ({ x, indices, y, axis }) => {
        const forward = sum(multiply(gather(x, indices, { axis }), y));
        const backward = sum(multiply(x, scatterAdd(zeros(x.shape), indices, y, { axis })));
        // Products of 32-bit integers, few enough for their sums to be rounded little.
        assertAllClose(forward, backward, { rtol: 1e-12, atol: 1e6 });
      }),
    );
  });

  it('is the transpose of gather exactly where nothing is rounded', () => {
    fc.assert(
      fc.property(cases('uint8'), ({ x, indices, y, axis }) => {
        const forward = sum(multiply(gather(x, indices, { axis }), y));
        expect(sum(multiply(x, scatterAdd(zeros(x.shape), indices, y, { axis })))).toBe(forward);
      }),
    );
  });

  it('adds to x one value after another, in C order', () => {
    fc.assert(
      fc.property(cases(), ({ x, indices, y, axis }) => {
        const expected = copy(x);
        forEachIndex(x, indices, axis, (own, into) =>
          expected.set(...into, expected.get(...into) + y.get(...own)),
        );
        expect(scatterAdd(x, indices, y, { axis })).toEqual(expected);
      }),
    );
  });

  it('does not see the layout', () => {
    fc.assert(
      fc.property(cases('float32'), ({ x, indices, y, axis }) => {
        expect(scatterAdd(x, indices, y, { axis })).toEqual(
          scatterAdd(copy(x), copy(indices), copy(y), { axis }),
        );
      }),
    );
  });

  it('makes a histogram', () => {
    const draws = randint(1, 5000, { low: 0, high: 7 });
    const counts = scatterAdd(zeros([7]), draws, broadcastTo(1, [5000]));
    expect(toNested(counts)).toEqual(
      [0, 1, 2, 3, 4, 5, 6].map((k) => draws.data.filter((i) => i === k).length),
    );
  });

  it('adds up in float64 what it gives back in float32', () => {
    const { data } = normal(2, 3000, { dtype: 'float32' });
    const result = scatterAdd(new Float32Array(1), new Uint8Array(3000), data);
    expect(result.data).toEqual(Float32Array.of(data.reduce((total, value) => total + value, 0)));
    expectTypeOf(result).toEqualTypeOf<NdArray<Float32Array>>();
  });

  it('leaves x alone, and widens integers', () => {
    const x = Int32Array.of(1, 2);
    expect(scatterAdd(x, [0], [0.5]).data).toEqual(Float64Array.of(1.5, 2));
    expect([...x]).toEqual([1, 2]);
  });

  it('adds nothing for no indices', () => {
    expect(toNested(scatterAdd([1, 2], [], []))).toEqual([1, 2]);
    expect(toNested(add(scatterAdd([[1], [2]], [[], []], [[], []]), 0))).toEqual([[1], [2]]);
  });
});

describe('errors', () => {
  it('refuses indices that do not fit the lanes', () => {
    const message = 'of the shape of x ([2, 3]) except along axis 1, got';
    const x = zeros([2, 3]);
    expectFailure('shape', `ndarray.gather: expected indices ${message} [3, 1]`, () =>
      gather(x, [[0], [0], [0]]),
    );
    expectFailure('shape', `ndarray.gather: expected indices ${message} [2]`, () => gather(x, [0, 0]));
    expectFailure('shape', `ndarray.scatterAdd: expected indices ${message} [1, 3]`, () =>
      scatterAdd(x, [[0, 0, 0]], [[0, 0, 0]]),
    );
  });

  it('refuses an index outside its axis', () => {
    const message = 'expected indices in [-2, 2) (those of axis 0 of x, of shape [2]), got';
    expectFailure('domain', `ndarray.gather: ${message} 2`, () => gather([1, 2], [0, 2]));
    expectFailure('domain', `ndarray.scatterAdd: ${message} -3`, () => scatterAdd([1, 2], [-3], [1]));
    expectFailure('domain', `ndarray.scatterAdd: ${message} 0.5`, () =>
      scatterAdd([1, 2], array([0.5], { dtype: 'float32' }), [1]),
    );
  });

  it('refuses values of another shape than the indices', () => {
    expectFailure(
      'shape',
      'ndarray.scatterAdd: expected values of shape [1] (that of indices), got [2]',
      () => scatterAdd([1, 2], [0], [1, 2]),
    );
  });
});
