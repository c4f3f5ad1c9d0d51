import { copy, type DType, type NdArray, toNested } from '@monge/ndarray';
import { shapes, stridedArrays } from '@monge/ndarray/testing';
import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';

const samples = fc.sample(stridedArrays({ shape: [3, 4] }), { numRuns: 500, seed: 1 });

describe('stridedArrays', () => {
  it('draws every kind of layout', () => {
    const kinds: Record<string, (x: NdArray) => boolean> = {
      packed: ({ stride, offset }) => offset === 0 && stride[0] === 4 && stride[1] === 1,
      transposed: ({ stride: [s, t] }) => t !== 0 && Math.abs(s) < Math.abs(t) && s !== 0,
      stepped: ({ stride }) => Math.abs(stride[1]) > 1,
      backwards: ({ stride }) => stride[0] < 0 && stride[1] < 0,
      'in a larger buffer': ({ data, offset }) => offset > 0 && data.length > 20,
      repeated: ({ stride }) => stride.includes(0),
    };
    const rare = Object.entries(kinds).filter(([, is]) => samples.filter(is).length < 10);
    expect(rare.map(([name]) => name)).toEqual([]);
  });

  it('stays inside its buffer, and surrounds its elements with NaN', () => {
    fc.assert(
      fc.property(stridedArrays(), (x) => {
        const { data } = copy(x);
        expect(data.every(Number.isFinite)).toBe(true);
        const places = new Set<number>();
        const visit = (axis: number, at: number): void => {
          if (axis === x.dimension) places.add(at);
          else for (let i = 0; i < x.shape[axis]; i++) visit(axis + 1, at + i * x.stride[axis]);
        };
        visit(0, x.offset);
        x.data.forEach((value, i) => {
          expect(Number.isNaN(value)).toBe(!places.has(i));
        });
      }),
    );
  });

  it('draws shapes, element types and elements as it is told', () => {
    fc.assert(
      fc.property(
        stridedArrays({
          shape: shapes({ minRank: 2, maxRank: 2, minLength: 1 }),
          element: fc.constantFrom(1, 2),
        }),
        (x) => {
          expect(x.dimension).toBe(2);
          expect([toNested(x)].flat(2).every((value) => value === 1 || value === 2)).toBe(true);
        },
      ),
    );
    expectTypeOf(stridedArrays({ dtype: 'uint8' })).toEqualTypeOf<fc.Arbitrary<NdArray<Uint8Array>>>();
  });

  it.each<DType>(['float64', 'float32', 'int32', 'uint32', 'uint8'])('draws %s', (dtype) => {
    const drawn = fc.sample(stridedArrays({ shape: [200], dtype }), { numRuns: 5, seed: 1 });
    for (const x of drawn) expect(x.dtype).toBe(dtype);
    expect(new Set(drawn.flatMap((x) => [...copy(x).data])).size).toBeGreaterThan(50);
  });

  it('shrinks to a small packed array, and says how it lies in memory', () => {
    const run = fc.check(
      fc.property(stridedArrays({ dtype: 'int32' }), (x) => x.size < 3),
      { seed: 1 },
    );
    const [x] = run.counterexample ?? [];
    expect(x).toMatchObject({ shape: [3], stride: [1], offset: 0 });
    expect(fc.stringify(x)).toBe('int32 [0,0,0] (shape [3], stride [1], offset 0)');
  });
});

describe('shapes', () => {
  it('keeps to its bounds, and reaches them', () => {
    const drawn = fc.sample(shapes({ minRank: 1, maxRank: 3, minLength: 2, maxLength: 4 }), {
      numRuns: 300,
      seed: 1,
    });
    expect(new Set(drawn.map((shape) => shape.length))).toEqual(new Set([1, 2, 3]));
    expect(new Set(drawn.flat())).toEqual(new Set([2, 3, 4]));
  });
});
