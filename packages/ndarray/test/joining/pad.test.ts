import { arange, copy, flip, type NdArray, pad, reshape, slice, sum, toNested } from '@monge/ndarray';
import { shapes, stridedArrays } from '@monge/ndarray/testing';
import { normal } from '@monge/random';
import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { expectFailure } from '../failure.js';

const modes = ['constant', 'edge', 'reflect'] as const;
const mode = fc.constantFrom(...modes);
const width = fc.nat(7);

/** An array, and a pair of widths for each of its axes. */
const cases = shapes({ minRank: 1, maxRank: 3, minLength: 1 }).chain((shape) =>
  fc.record({
    x: stridedArrays({ shape }),
    widths: fc.tuple(...shape.map(() => fc.tuple(width, width))),
  }),
);

describe('laws', () => {
  it('has the array in the middle', () => {
    fc.assert(
      fc.property(cases, mode, ({ x, widths }, mode) => {
        const padded = pad(x, widths, { mode });
        expect(padded.shape).toEqual(
          x.shape.map((length, axis) => widths[axis][0] + length + widths[axis][1]),
        );
        const middle = widths.map(([before], axis) => [before, before + x.shape[axis]] as const);
        expect(toNested(slice(padded, ...middle))).toEqual(toNested(x));
      }),
    );
  });

  it('does not see the layout', () => {
    fc.assert(
      fc.property(cases, mode, ({ x, widths }, mode) => {
        expect(pad(x, widths, { mode })).toEqual(pad(copy(x), widths, { mode }));
      }),
    );
  });

  it('of the flipped array is flipped', () => {
    fc.assert(
      fc.property(cases, mode, ({ x, widths }, mode) => {
        const swapped = widths.map(([before, after]) => [after, before] as const);
        expect(pad(flip(x), swapped, { mode })).toEqual(copy(flip(pad(x, widths, { mode }))));
      }),
    );
  });

  it('adds nothing to the sum but the value', () => {
    fc.assert(
      fc.property(stridedArrays({ shape: [2, 3], dtype: 'int32' }), width, width, (x, a, b) => {
        const padded = pad(x, [a, b], { value: 5 });
        expect(sum(padded)).toBe(sum(x) + 5 * (padded.size - x.size));
      }),
    );
  });

  it('finds every element of a margin by walking there and back, or not beyond the edge', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), width, width, (n, before, after) => {
        const x = arange(n);
        const [mirrored, clamped] = [
          pad(x, [before, after], { mode: 'reflect' }),
          pad(x, [before, after], { mode: 'edge' }),
        ];
        for (const direction of [1, -1]) {
          // From the first element, towards the last one or away from it: mirrored, both look alike.
          let [at, step] = [0, 1];
          for (let i = 0; before + direction * i >= 0 && before + direction * i < mirrored.size; i++) {
            expect(mirrored.get(before + direction * i)).toBe(at);
            expect(clamped.get(before + direction * i)).toBe(Math.min(Math.max(direction * i, 0), n - 1));
            if (n === 1) continue;
            if (at + step < 0 || at + step >= n) step = -step;
            at += step;
          }
        }
      }),
    );
  });
});

describe('oracles', () => {
  const x = [
    [1, 2, 3],
    [4, 5, 6],
  ];
  const widths = [
    [1, 2],
    [3, 4],
  ] as const;

  it('agrees with NumPy', () => {
    const [first, second, zeros] = [
      [1, 1, 1, 1, 2, 3, 3, 3, 3, 3],
      [4, 4, 4, 4, 5, 6, 6, 6, 6, 6],
      new Array<number>(10).fill(0),
    ];
    expect(toNested(pad(x, widths, { mode: 'edge' }))).toEqual([first, first, second, second, second]);
    const [upper, lower] = [
      [2, 3, 2, 1, 2, 3, 2, 1, 2, 3],
      [5, 6, 5, 4, 5, 6, 5, 4, 5, 6],
    ];
    expect(toNested(pad(x, widths, { mode: 'reflect' }))).toEqual([lower, upper, lower, upper, lower]);
    expect(toNested(pad(x, widths))).toEqual([
      zeros,
      [0, 0, 0, 1, 2, 3, 0, 0, 0, 0],
      [0, 0, 0, 4, 5, 6, 0, 0, 0, 0],
      zeros,
      zeros,
    ]);
    expect(toNested(pad([1, 2, 3], [7, 6], { mode: 'reflect' }))).toEqual([
      2, 3, 2, 1, 2, 3, 2, 1, 2, 3, 2, 1, 2, 3, 2, 1,
    ]);
    expect(toNested(pad([5], 2, { mode: 'reflect' }))).toEqual([5, 5, 5, 5, 5]);
  });

  it.each(modes)('pads a long array (%s) as a loop does', (mode) => {
    const [n, margin] = [1500, 700];
    const { data } = normal(1, n);
    const at = (i: number) => {
      if (i >= 0 && i < n) return data[i];
      if (mode === 'constant') return -1;
      if (mode === 'edge') return data[i < 0 ? 0 : n - 1];
      return data[i < 0 ? -i : 2 * (n - 1) - i];
    };
    const expected = Float64Array.from({ length: n + 2 * margin }, (_, k) => at(k - margin));
    expect(pad(data, margin, { mode, value: -1 }).data).toEqual(expected);
  });
});

describe('edges', () => {
  it('keeps the element type', () => {
    const bytes = pad(Uint8Array.of(7), 1, { value: 255 });
    expectTypeOf(bytes).toEqualTypeOf<NdArray<Uint8Array<ArrayBuffer>>>();
    expect(bytes.data).toEqual(Uint8Array.of(255, 7, 255));
  });

  it('copies where there is no margin', () => {
    const x = Float64Array.of(1, 2);
    for (const mode of modes) {
      const same = pad(x, 0, { mode });
      same.set(0, 9);
      expect(x[0]).toBe(1);
    }
    expect(toNested(pad(slice([4], 0), 3))).toBe(4);
  });

  it('surrounds nothing by a value', () => {
    expect(toNested(pad([], [1, 2], { value: 3 }))).toEqual([3, 3, 3]);
    expect(
      pad(
        reshape([], [2, 0]),
        [
          [1, 1],
          [0, 0],
        ],
        { mode: 'edge' },
      ).shape,
    ).toEqual([4, 0]);
  });

  it('takes NaN and infinities as values', () => {
    expect(toNested(pad([1], [1, 0], { value: Number.NaN }))).toEqual([Number.NaN, 1]);
  });
});

describe('errors', () => {
  it('refuses widths that are not integers ≥ 0', () => {
    expectFailure('domain', 'ndarray.pad: expected widths to be integers ≥ 0, got -1', () => pad([1], -1));
    expectFailure('domain', 'ndarray.pad: expected widths to be integers ≥ 0, got 0.5', () =>
      pad([1], [0, 0.5]),
    );
  });

  it('refuses widths for another number of axes', () => {
    expectFailure(
      'shape',
      'ndarray.pad: expected widths to be a number, a pair, or a pair for each axis of x (shape [1]), got [[1,2],[3,4]]',
      () =>
        pad(
          [1],
          [
            [1, 2],
            [3, 4],
          ],
        ),
    );
  });

  it('refuses to repeat what is not there', () => {
    expectFailure(
      'shape',
      "ndarray.pad: expected elements to repeat along axis 0, got shape [0]; use mode 'constant'",
      () => pad([], 1, { mode: 'reflect' }),
    );
  });

  it('refuses a value that the type cannot hold', () => {
    expectFailure(
      'domain',
      'ndarray.pad: expected uint8 values in value, got 256; round or clip the values first',
      () => pad(Uint8Array.of(1), 1, { value: 256 }),
    );
  });
});
