import { copy, toNested } from '@monge/ndarray';
import { betainc, erf, lgamma, logBeta, relu } from '@monge/ndarray/special';
import { floats, layouts, stridedArrays } from '@monge/ndarray/testing';
import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { expectFailure } from '../failure.js';

describe('laws', () => {
  it('a function of an array does not see its layout', () => {
    fc.assert(
      fc.property(stridedArrays({ element: floats({ exceptional: true }) }), (x) => {
        for (const operation of [erf, lgamma, relu]) {
          expect(operation(x).shape).toEqual(x.shape);
          expect(operation(x).data).toEqual(operation(copy(x)).data);
        }
      }),
    );
  });

  it('three arrays broadcast together, in any layout', () => {
    const a = [[0.5], [2], [30]];
    const b = Float64Array.of(0.7, 3, 11, 40);
    const x = Float64Array.from({ length: 12 }, (_, k) => k / 11);
    const each = a.map(([a], i) => [...b].map((b, j) => betainc(a, b, x[4 * i + j]).get()));
    for (const { array } of layouts(x, [3, 4])) expect(toNested(betainc(a, b, array))).toEqual(each);
  });
});

describe('element types', () => {
  it('are float32 if all arrays are, and float64 otherwise', () => {
    const single = Float32Array.of(0.5, 2);
    expectTypeOf(betainc(single, 2, single).data).toEqualTypeOf<Float32Array>();
    expect(betainc(single, 2, Float32Array.of(0.25, 0.75)).dtype).toBe('float32');
    expect(logBeta(single, [1, 2]).dtype).toBe('float64');
    expect(erf(Int32Array.of(0, 1)).dtype).toBe('float64');
  });

  it('are those of out', () => {
    const out = copy(Float32Array.of(0, 0));
    expect(betainc(2, 3, [0, 0.5], { out })).toBe(out);
    expect(toNested(out)).toEqual([0, 0.6875]);
  });
});

describe('errors', () => {
  it('names the function whose arguments do not broadcast', () => {
    expectFailure(
      'shape',
      'ndarray.betainc: expected shapes that broadcast together (aligned at the last axis, each pair of lengths equal or one of them 1), got [2] and [3] and []',
      () => betainc([1, 2], [1, 2, 3], 0.5),
    );
  });
});
