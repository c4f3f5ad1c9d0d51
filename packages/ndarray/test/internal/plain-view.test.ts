import { stridedArrays } from '@monge/ndarray/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PlainView } from '../../src/internal/plain-view.js';
import type { NdArray } from '../../src/nd-array.js';

const plain = ({ data, shape, stride, offset }: NdArray) => new PlainView(data, shape, stride, offset);

/** What two views have to agree in. */
const facts = ({ data, shape, stride, offset, dtype, size, dimension }: NdArray) => ({
  data,
  shape: [...shape],
  stride: stride.map((step) => step + 0),
  offset,
  dtype,
  size,
  dimension,
});

const arrays = stridedArrays({ shape: [3, 4, 5] });
const triple = (value: fc.Arbitrary<number>) => fc.array(value, { minLength: 3, maxLength: 3 });

describe('a plain view does what the view of scijs does', () => {
  it('in its properties', () => {
    fc.assert(
      fc.property(stridedArrays(), (x) => {
        expect(facts(plain(x))).toEqual(facts(x));
      }),
    );
    const rows = { data: new Float64Array(60), shape: [3, 4, 5], stride: [1, 3, 12], offset: 0 };
    expect(new PlainView(rows.data, rows.shape, rows.stride, 0).order).toEqual([0, 1, 2]);
    expect(new PlainView(rows.data, [3, 4, 5], [20, -5, 1], 15).order).toEqual([2, 1, 0]);
  });

  it('in lo, hi and step', () => {
    const step = fc.constantFrom(1, 2, 3, -1, -2);
    fc.assert(
      fc.property(arrays, triple(fc.nat(3)), triple(step), (x, index, steps) => {
        expect(facts(plain(x).lo(...index))).toEqual(facts(x.lo(...index)));
        expect(facts(plain(x).hi(...index))).toEqual(facts(x.hi(...index)));
        expect(facts(plain(x).step(...steps))).toEqual(facts(x.step(...steps)));
        expect(facts(plain(x).lo(1).hi(-1, 2).step(2))).toEqual(facts(x.lo(1).hi(-1, 2).step(2)));
      }),
    );
  });

  it('in transpose and pick', () => {
    const axes = fc.shuffledSubarray([0, 1, 2], { minLength: 3 });
    const picks = fc.array(fc.option(fc.nat(2)), { minLength: 0, maxLength: 3 });
    fc.assert(
      fc.property(arrays, axes, picks, (x, order, index) => {
        expect(facts(plain(x).transpose(...order))).toEqual(facts(x.transpose(...order)));
        expect(facts(plain(x).pick(...index))).toEqual(facts(x.pick(...index)));
      }),
    );
  });

  it('in get, set and index', () => {
    const written = arrays.filter(({ stride }) => !stride.includes(0));
    fc.assert(
      fc.property(written, fc.nat(2), fc.nat(3), fc.nat(4), (x, i, j, k) => {
        expect(plain(x).get(i, j, k)).toBe(x.get(i, j, k));
        expect(plain(x).index(i, j, k)).toBe(x.index(i, j, k));
        expect(plain(x).set(i, j, k, 7)).toBe(7);
        expect(x.get(i, j, k)).toBe(7);
      }),
    );
  });

  it('as a number, at rank 0', () => {
    const seven = new PlainView(Float64Array.of(5, 7), [], [], 1);
    expect(Number(seven)).toBe(7);
    const row = new PlainView(Float64Array.of(5, 7), [2], [1], 0);
    expect(row.valueOf()).toBe(row);
  });
});
