import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { median } from '../src/median.js';

const values = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 });

describe('median', () => {
  it('has as many values below it as above', () => {
    fc.assert(
      fc.property(values, (list) => {
        const middle = median(list);
        const below = list.filter((value) => value < middle).length;
        const above = list.filter((value) => value > middle).length;
        expect(Math.max(below, above)).toBeLessThanOrEqual(list.length / 2);
      }),
    );
  });

  it('does not depend on the order, and leaves the list as it was', () => {
    const list = [3, 10, 2];
    expect(median(list)).toBe(3);
    expect(list).toEqual([3, 10, 2]);
  });

  it('is the mean of the two middle values of an even number', () => {
    expect(median([4, 1, 10, 2])).toBe(3);
  });

  it('of nothing is NaN', () => {
    expect(median([])).toBeNaN();
  });
});
