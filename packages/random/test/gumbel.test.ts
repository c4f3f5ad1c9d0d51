import { gumbel } from '@monge/random';
import { gumbelCdf } from '@monge/random/testing';
import { describe, expect, it } from 'vitest';
import { countsOf, expectFit, expectMoments, expectProportions } from './fits.js';

describe('gumbel', () => {
  it('makes the argmax of logits a categorical draw', () => {
    const weights = [1, 4, 0.5, 2.5];
    const { data } = gumbel(41, [20_000, 4]);
    const winners = Float64Array.from({ length: 20_000 }, (_, i) => {
      const scores = weights.map((weight, j) => Math.log(weight) + data[4 * i + j]);
      return scores.indexOf(Math.max(...scores));
    });
    expectProportions(countsOf(winners, 4), weights);
  });

  it('fits the Gumbel law', () => {
    const { data } = gumbel(42, 20_000);
    expectFit(data, gumbelCdf());
    expectMoments(data, { mean: 0.5772156649015329, variance: Math.PI ** 2 / 6, excessKurtosis: 2.4 });
  });

  it('is finite', () => {
    expect(gumbel(43, 100_000, { dtype: 'float32' }).data.every((x) => x > -4 && x < 37)).toBe(true);
  });
});
