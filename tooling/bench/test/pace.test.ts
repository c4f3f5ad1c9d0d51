import { expect, it } from 'vitest';
import { createPace } from '../src/pace.js';

it('compares with the fastest so far', () => {
  const pace = createPace();
  expect(pace()).toBe(1);
  for (let k = 0; k < 20; k++) expect(pace()).toBeGreaterThanOrEqual(1);
});
