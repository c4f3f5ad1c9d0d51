import { copy, logAddExp, logSumExp, stack, toNested } from '@monge/ndarray';
import { assertAllClose, floats, stridedArrays } from '@monge/ndarray/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';

const arrays = stridedArrays({ shape: [3, 4], element: floats({ exceptional: true }) });

it('is the log-sum-exp of two, whatever the layouts', () => {
  fc.assert(
    fc.property(arrays, arrays, (a, b) => {
      const expected = logSumExp(stack([a, b]), { axis: 0 });
      assertAllClose(logAddExp(a, b), expected, { rtol: 1e-15, atol: 1e-16 });
      expect(logAddExp(a, b)).toEqual(logAddExp(copy(b), copy(a)));
    }),
  );
});

it('neither overflows nor loses the smaller term', () => {
  expect(logAddExp(1e308, 1e308).get()).toBe(1e308);
  expect(logAddExp(0, -700).get()).toBe(Math.exp(-700));
  expect(logAddExp([-1000], [-1000]).get(0)).toBe(-1000 + Math.LN2);
});

it('takes infinities and NaN for what they are', () => {
  const { NaN: nan, POSITIVE_INFINITY: inf } = Number;
  expect(toNested(logAddExp([-inf, -inf, inf, inf, nan], [-inf, 3, inf, -inf, -inf]))).toEqual([
    -inf,
    3,
    inf,
    inf,
    nan,
  ]);
});

it('broadcasts, and keeps float32', () => {
  const result = logAddExp(Float32Array.of(0, 1), Float32Array.of(0, 1));
  expect(result.dtype).toBe('float32');
  expect(result.get(0)).toBe(Math.fround(Math.LN2));
  expect(logAddExp([[0], [1]], [0, 1, 2]).shape).toEqual([2, 3]);
});
