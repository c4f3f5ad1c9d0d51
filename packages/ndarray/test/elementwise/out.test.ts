import * as nd from '@monge/ndarray';
import { copy, toNested } from '@monge/ndarray';
import { stridedArrays } from '@monge/ndarray/testing';
import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { expectFailure } from '../failure.js';

/** Arrays that one may write to: no two elements are one in memory. */
const outputs = stridedArrays({ shape: [3, 4] }).filter((x) => !x.stride.includes(0));

describe('laws', () => {
  it('writes what would have been returned, in any layout, and nothing else', () => {
    fc.assert(
      fc.property(stridedArrays({ shape: [3, 4] }), stridedArrays({ shape: [4] }), outputs, (a, b, out) => {
        const expected = nd.subtract(a, b);
        const before = [...out.data];
        expect(nd.subtract(a, b, { out })).toBe(out);
        expect(toNested(out)).toEqual(toNested(expected));
        const written = new Set<number>();
        for (let i = 0; i < 3; i++) for (let j = 0; j < 4; j++) written.add(out.index(i, j));
        const untouched = (_: number, i: number) => !written.has(i);
        expect([...out.data].filter(untouched)).toEqual(before.filter(untouched));
      }),
    );
  });

  it('may be the operand itself', () => {
    fc.assert(
      fc.property(outputs, (x) => {
        const expected = toNested(nd.multiply(x, x));
        expect(toNested(nd.multiply(x, x, { out: x }))).toEqual(expected);
      }),
    );
  });

  it('may overlap with the operands in any way', () => {
    const buffer = Float64Array.from({ length: 40 }, (_, i) => i * i);
    const view = fc
      .record({
        offset: fc.nat(39),
        stride: fc.tuple(fc.integer({ min: -9, max: 9 }), fc.constantFrom(-2, -1, 1, 2)),
      })
      .map((layout) => ({ shape: [3, 4], ...layout }))
      .filter(({ offset, stride: [s, t] }) =>
        [0, 2 * s, 3 * t, 2 * s + 3 * t].every((at) => offset + at >= 0 && offset + at < 40),
      );
    const separate = view.filter(({ stride: [s, t] }) => Math.abs(s) > 3 * Math.abs(t));
    fc.assert(
      fc.property(view, view, separate, (a, b, out) => {
        const data = buffer.slice();
        const expected = toNested(nd.add(copy({ data, ...a }), copy({ data, ...b })));
        expect(toNested(nd.add({ data, ...a }, { data, ...b }, { out: { data, ...out } }))).toEqual(expected);
      }),
    );
  });

  it('may overlap from another place in the buffer', () => {
    const { buffer } = Float64Array.of(1, 2, 3, 4);
    const [x, out] = [new Float64Array(buffer, 0, 3), new Float64Array(buffer, 8, 3)];
    nd.add(x, 10, { out: nd.fromData(out, [3]) });
    expect([...new Float64Array(buffer)]).toEqual([1, 11, 12, 13]);
  });

  it('may overlap as a wider element type', () => {
    const { buffer } = new Float64Array(3);
    const [narrow, wide] = [new Float32Array(buffer, 0, 3), new Float64Array(buffer)];
    narrow.set([1, 2, 3]);
    expect([...nd.add(narrow, 1, { out: nd.fromData(wide, [3]) }).data]).toEqual([2, 3, 4]);
  });

  it('may overlap as a narrower element type', () => {
    const { buffer } = new Float64Array(4);
    const wide = new Float64Array(buffer, 0, 2);
    const narrow = new Float32Array(buffer, 0, 2);
    wide.set([1, 2]);
    expect([...nd.add(wide, 1, { out: nd.fromData(narrow, [2]) }).data]).toEqual([2, 3]);
  });
});

describe('which operations take it', () => {
  const out = () => nd.zeros([2]);

  it('is all of them', () => {
    expect(toNested(nd.exp([0, 0], { out: out() }))).toEqual([1, 1]);
    expect(toNested(nd.where([1, 0], 3, 4, { out: out() }))).toEqual([3, 4]);
    expect(toNested(nd.clip([-1, 2], 0, 1, { out: out() }))).toEqual([0, 1]);
    expect(toNested(nd.map([1, 2], (x) => -x, { out: out() }))).toEqual([-1, -2]);
    expect(toNested(nd.zip([[1, 2], 5], (x, y) => x * y, { out: out() }))).toEqual([5, 10]);
    expect(toNested(nd.less([1, 2], 2, { out: nd.zeros([2], { dtype: 'int32' }) }))).toEqual([1, 0]);
  });

  it('returns the array that it is given', () => {
    const record = { data: new Float64Array(2), shape: [2], stride: [1], offset: 0 };
    const result = nd.neg([1, 2], { out: record });
    expectTypeOf(result).toEqualTypeOf(record);
    expect(result).toBe(record);
  });
});

describe('errors', () => {
  it('refuses another shape, also one that would broadcast', () => {
    expectFailure('shape', 'ndarray.add: expected out of shape [2] (that of the result), got [1, 2]', () =>
      nd.add([1, 2], 1, { out: nd.zeros([1, 2]) }),
    );
  });

  it('refuses integers for arithmetic', () => {
    expectFailure('dtype', 'ndarray.add: expected out of type float64 or float32, got int32', () =>
      nd.add([1, 2], 1, { out: nd.zeros([2], { dtype: 'int32' }) as unknown as nd.NdArray<Float64Array> }),
    );
  });

  it('refuses a view that reaches outside its data', () => {
    expectFailure(
      'shape',
      'ndarray.exp: expected out (shape [3], stride [1], offset 0) to stay within the 2 elements of its data, but it reaches from 0 to 2',
      () => nd.exp([1, 2, 3], { out: { data: new Float64Array(2), shape: [3], stride: [1], offset: 0 } }),
    );
  });
});
