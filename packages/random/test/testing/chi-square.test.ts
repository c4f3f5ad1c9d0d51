import { categorical, split } from '@monge/random';
import { chiSquare, kolmogorovSmirnov, uniformCdf } from '@monge/random/testing';
import { describe, expect, it } from 'vitest';
import { countsOf } from '../fits.js';

describe('chiSquare', () => {
  // p > 1e-6; the statistic is discrete, by so little that 500 p-values do not show it.
  it('has uniform p-values where the proportions are right', () => {
    const weights = [1, 2, 3, 4, 5];
    const pValues = split(1, 500).map((k) => {
      return chiSquare(countsOf(categorical(k, 3000, { weights }).data, 5), weights).pValue;
    });
    expect(kolmogorovSmirnov(pValues, uniformCdf()).pValue).toBeGreaterThan(1e-6);
  });

  it('takes the expected counts up to a constant', () => {
    expect(chiSquare([8, 92, 50], [15, 90, 45])).toEqual(chiSquare([8, 92, 50], [1, 6, 3]));
  });

  // scipy 1.16: chisquare(counts, expected).
  it.each([
    [[18, 25, 30, 27], [25, 25, 25, 25], 3.12, 0.37349103176769155],
    [[8, 92, 50], [15, 90, 45], 3.8666666666666663, 0.14466517663899509],
  ])('has SciPy’s statistic and p-value for %s', (counts, expected, statistic, pValue) => {
    const result = chiSquare(counts, expected);
    expect(result.statistic).toBeCloseTo(statistic, 13);
    expect(result.pValue).toBeCloseTo(pValue, 13);
    expect(result.degreesOfFreedom).toBe(counts.length - 1);
  });

  it('forgives an empty cell that should be empty, and no other', () => {
    expect(chiSquare([5, 0, 7], [1, 0, 1])).toEqual(chiSquare([5, 7], [1, 1]));
    expect(chiSquare([5, 1, 7], [1, 0, 1])).toMatchObject({ statistic: Infinity, pValue: 0 });
  });

  it('is certain of a single cell', () => {
    expect(chiSquare([9], [1])).toEqual({ statistic: 0, degreesOfFreedom: 0, pValue: 1 });
  });
});
