import { expect, it } from 'vitest';
import { fastest } from '../src/fastest.js';

it('is the smallest sample, wherever it is', () => {
  expect(fastest([3, 10, 2])).toBe(2);
  expect(fastest([2, 3])).toBe(2);
});

it('of nothing is NaN', () => {
  expect(fastest([])).toBeNaN();
});
