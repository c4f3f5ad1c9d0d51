import { describe, expect, it } from 'vitest';
import { processorFamily } from '../src/machine.js';

describe('processorFamily', () => {
  it.each([
    ['AMD EPYC 9B45 64-Core Processor', 'AMD EPYC'],
    ['AMD EPYC', 'AMD EPYC'],
    ['Intel(R) Xeon(R) Platinum 8375C CPU @ 2.90GHz', 'Intel Xeon Platinum'],
    ['13th Gen Intel(R) Core(TM) i7-1360P', 'Intel Core'],
    ['Apple M2 Pro', 'Apple M2 Pro'],
    ['AMD Ryzen 9 7950X 16-Core Processor', 'AMD Ryzen 9'],
  ])('of %s is %s', (model, family) => {
    expect(processorFamily(model)).toBe(family);
  });
});
