import { add, copy, exp, map, multiply, toNested, zip } from '@monge/ndarray';
import { stridedArrays } from '@monge/ndarray/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

describe('map', () => {
  it('does what a named operation does', () => {
    fc.assert(
      fc.property(stridedArrays(), (x) => {
        expect(toNested(map(x, Math.exp))).toEqual(toNested(exp(x)));
      }),
    );
  });

  it('visits the elements in C order, whatever their layout', () => {
    fc.assert(
      fc.property(stridedArrays(), (x) => {
        const visited: number[] = [];
        map(x, (value) => visited.push(value));
        expect(visited).toEqual([...copy(x).data]);
      }),
    );
  });

  it('calls the function with the element only', () => {
    expect(toNested(map(['1', '2'].map(Number), (...args) => args.length))).toEqual([1, 1]);
  });

  it('keeps float32', () => {
    expect(map(Float32Array.of(1), () => 0.1).data).toEqual(Float32Array.of(0.1));
  });
});

describe('zip', () => {
  it('of three arrays does what two operations do, with broadcasting', () => {
    const columns = stridedArrays({ shape: [3, 1] });
    fc.assert(
      fc.property(stridedArrays({ shape: [2, 3, 4] }), columns, stridedArrays({ shape: [4] }), (a, b, c) => {
        const expected = add(multiply(a, b), c);
        expect(toNested(zip([a, b, c], (x, y, z) => x * y + z))).toEqual(toNested(expected));
      }),
    );
  });

  it('visits the elements in C order', () => {
    const visited: number[][] = [];
    zip(
      [
        [[1], [2]],
        [10, 20, 30],
      ],
      (x, y) => visited.push([x, y]),
    );
    expect(visited).toEqual([
      [1, 10],
      [1, 20],
      [1, 30],
      [2, 10],
      [2, 20],
      [2, 30],
    ]);
  });

  it('is float32 only if all the arrays are', () => {
    const single = Float32Array.of(1);
    expect(zip([single, single, 2], Math.max).dtype).toBe('float32');
    expect(zip([single, [1]], Math.max).dtype).toBe('float64');
  });
});
