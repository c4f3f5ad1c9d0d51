import {
  add,
  copy,
  cumprod,
  cumsum,
  diff,
  exp,
  log,
  logSoftmax,
  logSumExp,
  max,
  maximum,
  multiply,
  ones,
  prod,
  type Range,
  slice,
  softmax,
  subtract,
  sum,
  toNested,
} from '@monge/ndarray';
import { assertAllClose, floats, shapes, stridedArrays } from '@monge/ndarray/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectFailure } from '../failure.js';

const arrays = stridedArrays({ shape: shapes({ minRank: 1, minLength: 1 }) });

describe('softmax', () => {
  it('sums to 1 along its axis', () => {
    fc.assert(
      fc.property(arrays, fc.nat(3), (x, at) => {
        const axis = at % x.dimension;
        const total = sum(softmax(x, { axis }), { axis });
        assertAllClose(total, ones(total.shape), { rtol: 1e-15 });
      }),
    );
  });

  it('is e^x over its sum, without overflow', () => {
    fc.assert(
      fc.property(arrays, (x) => {
        const expected = exp(subtract(x, logSumExp(x, { axis: -1, keepDims: true })));
        assertAllClose(softmax(x), expected, { rtol: 1e-12, atol: 1e-300 });
      }),
    );
  });

  it('does not see a shift', () => {
    fc.assert(
      fc.property(stridedArrays({ shape: [3, 4], element: fc.integer({ min: -50, max: 50 }) }), (x) => {
        expect(toNested(softmax(add(x, 1000)))).toEqual(toNested(softmax(x)));
      }),
    );
  });

  it('does not see the layout, and keeps float32', () => {
    fc.assert(
      fc.property(stridedArrays({ shape: [3, 4, 2], dtype: 'float32' }), (x) => {
        expect(softmax(x, { axis: 1 })).toEqual(softmax(copy(x), { axis: 1 }));
        expect(softmax(x).dtype).toBe('float32');
      }),
    );
  });

  it('gives −∞ nothing; it is NaN where nothing is finite, and with +∞ or NaN', () => {
    expect(toNested(softmax([0, -Infinity]))).toEqual([1, 0]);
    for (const lane of [
      [-Infinity, -Infinity],
      [0, Infinity],
      [0, Number.NaN],
    ]) {
      expect(toNested(softmax(lane))).toEqual([Number.NaN, Number.NaN]);
    }
  });
});

describe('logSoftmax', () => {
  it('is the logarithm of softmax', () => {
    fc.assert(
      fc.property(arrays, fc.nat(3), (x, at) => {
        const axis = at % x.dimension;
        const logs = logSoftmax(x, { axis });
        expect(max(logs)).toBeLessThanOrEqual(0);
        // Near 1 and near 0 the logarithm shows what softmax has rounded away.
        assertAllClose(maximum(logs, -690), maximum(log(softmax(x, { axis })), -690), {
          rtol: 0,
          atol: 4e-13,
        });
      }),
    );
  });

  it('is accurate where softmax underflows, and where it rounds to 1', () => {
    expect(toNested(logSoftmax([0, -2000]))).toEqual([0, -2000]);
    assertAllClose(logSoftmax([0, -50]), [-Math.exp(-50), -50], { rtol: 1e-15 });
    assertAllClose(logSoftmax(ones([1000])), multiply(ones([1000]), -Math.log(1000)), { rtol: 1e-14 });
  });

  it('does not see the layout, and keeps float32', () => {
    fc.assert(
      fc.property(stridedArrays({ shape: [3, 4, 2], dtype: 'float32' }), (x) => {
        expect(logSoftmax(x, { axis: 1 })).toEqual(logSoftmax(copy(x), { axis: 1 }));
        expect(logSoftmax(x).dtype).toBe('float32');
      }),
    );
  });

  it('is NaN where softmax is, and of nothing nothing', () => {
    expect(toNested(logSoftmax([0, -Infinity]))).toEqual([0, -Infinity]);
    for (const lane of [
      [-Infinity, -Infinity],
      [0, Infinity],
      [0, Number.NaN],
    ]) {
      expect(toNested(logSoftmax(lane))).toEqual([Number.NaN, Number.NaN]);
    }
    expect(logSoftmax([]).shape).toEqual([0]);
  });
});

describe('cumsum', () => {
  it('adds from the front, on every axis', () => {
    fc.assert(
      fc.property(stridedArrays({ shape: [3, 4, 2] }), fc.integer({ min: -3, max: 2 }), (x, axis) => {
        const y = cumsum(x, { axis });
        const all: Range[] = [null, null, null];
        let total = slice(y, ...all.with(axis, 0));
        expect(toNested(total)).toEqual(toNested(slice(x, ...all.with(axis, 0))));
        for (let i = 1; i < x.shape.at(axis)!; i++) {
          total = add(total, slice(x, ...all.with(axis, i)));
          expect(toNested(slice(y, ...all.with(axis, i)))).toEqual(toNested(total));
        }
      }),
    );
  });

  it('never decreases when the terms are not negative', () => {
    fc.assert(
      fc.property(fc.array(floats({ min: 0 }), { minLength: 1, maxLength: 200 }), (values) => {
        const { data } = cumsum(values);
        expect(data.every((value, i) => i === 0 || value >= data[i - 1])).toBe(true);
      }),
    );
  });

  it('works along the last axis by default', () => {
    expect(
      toNested(
        cumsum([
          [1, 2],
          [3, 4],
        ]),
      ),
    ).toEqual([
      [1, 3],
      [3, 7],
    ]);
  });

  it('of nothing is nothing', () => {
    expect(cumsum([]).shape).toEqual([0]);
    expect(cumsum([[], []], { axis: 0 }).shape).toEqual([2, 0]);
  });
});

describe('cumprod', () => {
  it('multiplies from the front, on every axis', () => {
    fc.assert(
      fc.property(stridedArrays({ shape: [3, 4, 2] }), fc.integer({ min: -3, max: 2 }), (x, axis) => {
        const y = cumprod(x, { axis });
        const all: Range[] = [null, null, null];
        for (let i = 0; i < x.shape.at(axis)!; i++) {
          const first = slice(x, ...all.with(axis, [0, i + 1]));
          expect(toNested(slice(y, ...all.with(axis, i)))).toEqual(toNested(prod(first, { axis })));
        }
      }),
    );
  });

  it('works along the last axis by default, and of nothing is nothing', () => {
    const products = cumprod([
      [1, 2],
      [3, 4],
    ]);
    expect([...products.data]).toEqual([1, 2, 3, 12]);
    expect(cumprod([]).shape).toEqual([0]);
  });
});

describe('diff', () => {
  it('undoes cumsum, on every axis', () => {
    const whole = stridedArrays({ shape: [3, 4, 2], element: fc.integer({ min: -99, max: 99 }) });
    fc.assert(
      fc.property(whole, fc.integer({ min: -3, max: 2 }), (x, axis) => {
        const all: Range[] = [null, null, null];
        const rest = slice(x, ...all.with(axis, [1, null]));
        expect(toNested(diff(cumsum(x, { axis }), { axis }))).toEqual(toNested(rest));
      }),
    );
  });

  it('is one shorter, and keeps float32', () => {
    expect(toNested(diff(Float32Array.of(1, 4, 9)))).toEqual([3, 5]);
    expect(diff(Float32Array.of(1, 4, 9)).dtype).toBe('float32');
    expect(toNested(diff(Uint8Array.of(3, 1)))).toEqual([-2]);
    expect(diff([7]).shape).toEqual([0]);
    expect(diff([]).shape).toEqual([0]);
  });
});

it('refuses an axis that is not there', () => {
  expectFailure('domain', 'ndarray.cumsum: expected an axis in [-1, 1), got 1', () =>
    cumsum([1], { axis: 1 }),
  );
  expectFailure('domain', 'ndarray.softmax: expected no axis (the array has rank 0), got -1', () =>
    softmax(slice([1], 0)),
  );
  expectFailure('domain', 'ndarray.diff: expected an axis in [-1, 1), got -2', () => diff([1], { axis: -2 }));
});
