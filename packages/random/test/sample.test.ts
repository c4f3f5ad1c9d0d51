import { permutation, RandomError, uniform } from '@monge/random';
import { keys } from '@monge/random/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elementwise, shaped } from './draws.js';

describe.each(Object.entries(elementwise))('%s', (name, draw) => {
  it('draws the beginning of a longer sample when it draws a shorter one', () => {
    fc.assert(
      fc.property(keys(), fc.nat(3000), fc.nat(3000), (k, n, m) => {
        const [few, many] = [draw(k, Math.min(n, m)).data, draw(k, Math.max(n, m)).data];
        expect(many.slice(0, few.length)).toEqual(few);
      }),
      { numRuns: 8 },
    );
  });

  it('does not depend on what was drawn before', () => {
    const once = draw(1, 100);
    draw(2, 77);
    expect(draw(1, 100)).toEqual(once);
  });

  it('depends on both words of the key', () => {
    expect(draw([1, 0], 100)).not.toEqual(draw([0, 1], 100));
    expect(draw([1, 0], 100)).not.toEqual(draw([0, 0], 100));
  });

  it('draws the same numbers whatever the shape', () => {
    expect(draw(8, [6, 0, 2]).data).toHaveLength(0);
    expect(draw(8, [3, 5, 2]).data).toEqual(draw(8, 30).data);
    expect(draw(8, []).data).toEqual(draw(8, 1).data);
  });

  it('says its element type', () => {
    const { data, dtype } = draw(0, 3);
    expect(data.constructor.name.toLowerCase()).toBe(`${dtype}array`);
    expect(/float../.exec(name)?.[0] ?? dtype).toBe(dtype);
  });
});

// What float32 keeps of 64 bits is not worth a second algorithm where the words are not what costs.
describe.each(['exponential', 'gumbel', 'rademacher', 'gamma', 'beta', 'dirichlet'])(
  '%s in float32',
  (name) => {
    it('is the float64 draw, rounded', () => {
      const rounded = Float32Array.from(shaped[`${name} float64`](4, 1000).data);
      expect(shaped[`${name} float32`](4, 1000).data).toEqual(rounded);
    });
  },
);

describe('a sample', () => {
  it('is in C order', () => {
    expect(uniform(0, [4, 3, 2])).toMatchObject({ shape: [4, 3, 2], stride: [6, 2, 1], offset: 0 });
    expect(uniform(0, 4)).toMatchObject({ shape: [4], stride: [1], offset: 0 });
    expect(uniform(0, [])).toMatchObject({ shape: [], stride: [], offset: 0 });
    expect(uniform(0, [2, 0, 3])).toMatchObject({ shape: [2, 0, 3], stride: [0, 3, 1], offset: 0 });
  });

  it('does not share the shape that it was given', () => {
    const shape = [2, 3];
    expect(uniform(0, shape).shape).not.toBe(shape);
  });

  it.each(Object.entries({ ...shaped, permutation: permutation as (typeof shaped)[string] }))(
    'refuses a shape of anything but non-negative integers: %s',
    (_, draw) => {
      for (const shape of [-1, 1.5, Number.NaN, 2 ** 60]) {
        expect(() => draw(0, shape)).toThrow(RandomError);
        expect(() => draw(0, shape)).toThrow(expect.objectContaining({ code: 'shape' }));
      }
    },
  );

  it('names the function and the shape in its error', () => {
    expect(() => uniform(0, [3, -1])).toThrow(
      'random.uniform: expected a shape of integers >= 0, got [3,-1]',
    );
  });

  it('refuses an element type that is not there', () => {
    const options = JSON.parse('{"dtype":"int32"}') as { dtype: 'float32' };
    expect(() => uniform(0, 1, options)).toThrow(
      "random.uniform: expected dtype 'float64' or 'float32', got int32",
    );
  });
});
