import {
  add,
  broadcastTo,
  copy,
  exp,
  log,
  logSumExp,
  max,
  maximum,
  reshape,
  subtract,
  sum,
  toNested,
} from '@monge/ndarray';
import { allClose, assertAllClose, floats, maxUlp, shapes, stridedArrays } from '@monge/ndarray/testing';
import { normal } from '@monge/random';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectFailure } from '../failure.js';

const arrays = stridedArrays({ shape: shapes({ minLength: 1 }) });
const weights = floats({ min: 0.001, max: 100 });

describe('laws', () => {
  it('moves with a shift', () => {
    fc.assert(
      fc.property(arrays, fc.integer({ min: -1e6, max: 1e6 }), (x, c) => {
        expect(allClose(logSumExp(add(x, c)), logSumExp(x) + c, { rtol: 1e-15, atol: 1e-9 })).toBe(true);
      }),
    );
  });

  it('lies between the maximum and the maximum plus log n', () => {
    fc.assert(
      fc.property(arrays, (x) => {
        const value = logSumExp(x);
        expect(value).toBeGreaterThanOrEqual(max(x));
        expect(value).toBeLessThanOrEqual(max(x) + Math.log(x.size) + 1e-12 * Math.abs(max(x)) + 1e-15);
      }),
    );
  });

  it('over all axes is that over one after the other', () => {
    fc.assert(
      fc.property(stridedArrays({ shape: [3, 4, 2] }), (x) => {
        assertAllClose(logSumExp(logSumExp(x, { axis: 1 })), logSumExp(x), { rtol: 1e-14, atol: 1e-13 });
      }),
    );
  });

  it('takes a weight like a logarithm added', () => {
    const shape = [4, 3];
    fc.assert(
      fc.property(stridedArrays({ shape }), stridedArrays({ shape: [3], element: weights }), (x, b) => {
        const expected = logSumExp(add(x, log(b)), { axis: 1 });
        assertAllClose(logSumExp(x, { b, axis: 1 }), expected, { rtol: 1e-13, atol: 1e-12 });
      }),
    );
  });

  it('does not see the layout', () => {
    fc.assert(
      fc.property(
        stridedArrays({ shape: [3, 5] }),
        stridedArrays({ shape: [3, 1], element: weights }),
        (x, b) => {
          expect(logSumExp(x)).toBe(logSumExp(copy(x)));
          expect(logSumExp(x, { axis: 0, b })).toEqual(logSumExp(copy(x), { axis: 0, b: copy(b) }));
        },
      ),
    );
  });
});

describe('oracles', () => {
  it('is the logarithm of the sum where that does not overflow', () => {
    const x = normal(3, [1000, 7], { std: 5 });
    assertAllClose(logSumExp(x, { axis: 0 }), log(sum(exp(x), { axis: 0 })), { rtol: 1e-14 });
    assertAllClose(logSumExp(x), Math.log(sum(exp(x))), { rtol: 1e-14 });
  });

  it('is log1p(e^(−y)) for 0 and −y, to the last digits, however small', () => {
    for (const y of [0, 0.1, 1, 10, 36, 40, 300, 700, 745]) {
      expect(maxUlp(logSumExp([-y, 0]), Math.log1p(Math.exp(-y)))).toBeLessThanOrEqual(1);
    }
  });

  it('of n equal terms is the term plus log n', () => {
    for (const value of [0, -1e4, 800, 1e300]) {
      assertAllClose(logSumExp(broadcastTo(value, [1000])), value + Math.log(1000), { rtol: 1e-15 });
    }
  });
});

describe('edges', () => {
  const { NaN: nan } = Number;

  it('of nothing is −∞', () => {
    expect(logSumExp([])).toBe(-Infinity);
    expect(toNested(logSumExp([[], []], { axis: 1 }))).toEqual([-Infinity, -Infinity]);
  });

  it('of −∞ alone is −∞; +∞ and NaN pass through', () => {
    const rows = [
      [-Infinity, -Infinity, -Infinity],
      [-Infinity, 2, -Infinity],
      [1, Infinity, -Infinity],
      [Infinity, Infinity, 0],
      [nan, 1, 2],
      [1, 2, nan],
      [Infinity, nan, -Infinity],
    ];
    const expected = [-Infinity, 2, Infinity, Infinity, nan, nan, nan];
    expect(toNested(logSumExp(rows, { axis: 1 }))).toEqual(expected);
    expect(toNested(logSumExp(rows, { axis: 1, b: 1 }))).toEqual(expected);
  });

  it('leaves out terms of weight 0, whatever they are', () => {
    expect(logSumExp([3, Infinity, nan], { b: [1, 0, 0] })).toBe(3);
    expect(logSumExp([3, Infinity], { b: 0 })).toBe(-Infinity);
  });

  it('takes infinite weights for infinite terms', () => {
    expect(logSumExp([0, -5], { b: [1, Infinity] })).toBe(Infinity);
    expect(logSumExp([0, -Infinity], { b: [1, Infinity] })).toBe(0);
  });

  it('stretches x to the weights', () => {
    expect(toNested(logSumExp([0], { b: [[1], [3]], axis: 1 }))).toEqual([0, Math.log(3)]);
  });

  it('keeps float32, computing in float64', () => {
    const x = Float32Array.of(0.1, 0.2, 0.3);
    const rows = logSumExp(reshape(x, [1, 3]), { axis: 1 });
    expect(rows.data).toEqual(Float32Array.of(logSumExp(Float64Array.from(x))));
    expect(logSumExp(x, { axis: 0, b: [1, 2, 3] }).dtype).toBe('float64');
  });
});

describe('errors', () => {
  it('refuses weights that are negative or NaN', () => {
    expectFailure('domain', 'ndarray.logSumExp: expected weights b ≥ 0, got -1', () =>
      logSumExp([1, 2], { b: [1, -1] }),
    );
    expectFailure('domain', 'ndarray.logSumExp: expected weights b ≥ 0, got NaN', () =>
      logSumExp([1, 2], { b: Number.NaN }),
    );
  });
});

it('bounds the maximum of two from above', () => {
  fc.assert(
    fc.property(stridedArrays({ shape: [2, 5] }), (x) => {
      const [a, b] = [0, 1].map((i) =>
        copy({ ...x, shape: [5], stride: [x.stride[1]], offset: x.offset + i * x.stride[0] }),
      );
      expect(Math.min(...subtract(logSumExp(x, { axis: 0 }), maximum(a, b)).data)).toBeGreaterThanOrEqual(0);
    }),
  );
});
