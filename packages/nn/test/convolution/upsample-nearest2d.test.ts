import { array, slice } from '@monge/ndarray';
import { upsampleNearest2d } from '@monge/nn';
import { describe, expect, it } from 'vitest';
import { expectClose, normals } from '../support/arrays.js';
import { expectDerivatives } from '../support/expect-derivatives.js';

describe('upsampleNearest2d', () => {
  const x = normals([2, 3, 5, 2], 1);

  it('shows the image again in every factor-th row and column, from any first one on', () => {
    const larger = upsampleNearest2d(x, [2, 3]);
    expect(larger.shape).toEqual([2, 6, 15, 2]);
    for (const row of [0, 1]) {
      for (const column of [0, 1, 2]) {
        const part = slice(larger, null, [row, 6, 2], [column, 15, 3]);
        expectClose(`from [${row}, ${column}]`, array(part), x, 0);
      }
    }
  });

  it('has the derivative of a linear function', () => {
    expectDerivatives((images) => upsampleNearest2d(images, [3, 2]), [x]);
  });

  it('keeps float32', () => {
    expect(upsampleNearest2d(array(x, { dtype: 'float32' }), 2).dtype).toBe('float32');
  });

  it('refuses a factor that is no positive integer, and what are no images', () => {
    expect(() => upsampleNearest2d(x, 1.5)).toThrow('nn.upsampleNearest2d: expected factor to be');
    expect(() => upsampleNearest2d([[1]], 2)).toThrow('nn.upsampleNearest2d: expected x of shape');
  });
});
