import { type CategoricalOptions, categorical, RandomError, uniform } from '@monge/random';
import { keys } from '@monge/random/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countsOf, expectProportions } from './fits.js';

const n = 20_000;

describe('categorical', () => {
  it('never draws an index of weight zero', () => {
    const weight = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1.7e308, noNaN: true }));
    fc.assert(
      fc.property(keys(), fc.array(weight, { minLength: 1, maxLength: 20 }), (k, weights) => {
        fc.pre(weights.some((w) => w > 0));
        return categorical(k, 50, { weights }).data.every((j) => weights[j] > 0);
      }),
    );
  });

  it('does not change when weights are scaled by a power of two, or logits shifted', () => {
    fc.assert(
      fc.property(
        keys(),
        fc.array(fc.nat(30), { minLength: 1 }),
        fc.integer({ min: -900, max: 900 }),
        (k, units, shift) => {
          const weights = units.map((unit) => unit + 1);
          const scaled = weights.map((w) => w * 2 ** shift);
          expect(categorical(k, 30, { weights: scaled })).toEqual(categorical(k, 30, { weights }));
          const logits = units.map((unit) => unit + shift);
          expect(categorical(k, 30, { logits })).toEqual(categorical(k, 30, { logits: units }));
        },
      ),
    );
  });

  it.each([[[1, 2, 3, 4]], [[0, 1, 0, 0, 5, 0.1, 0]], [[1e308, 1e308, 5e307]], [[5e-324, 1.5e-323]], [[7]]])(
    'draws in proportion to the weights %s',
    (weights) => {
      const { data } = categorical(101, n, { weights });
      expectProportions(
        countsOf(data, weights.length),
        weights.map((w) => w / Math.max(...weights)),
      );
    },
  );

  it.each([[[0, 1, -2, 0.5]], [[1000, 1001]], [[Number.NEGATIVE_INFINITY, 0, -1]], [[-1e308, -1e308]]])(
    'draws in proportion to the exponentials of the logits %s',
    (logits) => {
      const { data } = categorical(102, n, { logits });
      const largest = Math.max(...logits);
      expectProportions(
        countsOf(data, logits.length),
        logits.map((logit) => Math.exp(logit - largest)),
      );
    },
  );

  it('draws in proportion to a thousand weights, in a typed array', () => {
    const weights = Float32Array.from({ length: 1000 }, (_, j) => 1 + (j % 7));
    expectProportions(countsOf(categorical(103, 200_000, { weights }).data, 1000), weights);
  });

  it('draws a uniform’s place among the cumulated weights', () => {
    const places = Int32Array.from(uniform(104, 1000).data, (u) => (u < 0.25 ? 0 : u < 0.75 ? 1 : 2));
    expect(categorical(104, 1000, { weights: [1, 2, 1] }).data).toEqual(places);
  });

  it.each([
    ['no weights', { weights: [] }, 'finite weights >= 0, not all 0, got no other'],
    ['weights that are all zero', { weights: [0, 0] }, 'finite weights >= 0, not all 0, got no other'],
    ['a negative weight', { weights: [1, -1] }, 'finite weights >= 0, not all 0, got -1 at index 1'],
    [
      'an infinite weight',
      { weights: [Infinity] },
      'finite weights >= 0, not all 0, got Infinity at index 0',
    ],
    [
      'a weight that is not a number',
      { weights: [1, 2, Number.NaN] },
      'finite weights >= 0, not all 0, got NaN at index 2',
    ],
    ['no logits', { logits: [] }, 'logits < Infinity, not all -Infinity, got no other'],
    ['logits that are all −∞', { logits: [-Infinity] }, 'logits < Infinity, not all -Infinity, got no other'],
    [
      'a logit of +∞',
      { logits: [0, Infinity] },
      'logits < Infinity, not all -Infinity, got Infinity at index 1',
    ],
    [
      'a logit that is not a number',
      { logits: [Number.NaN] },
      'logits < Infinity, not all -Infinity, got NaN at index 0',
    ],
    ['neither', {}, 'either weights or logits, got neither'],
    ['both', { weights: [1], logits: [0] }, 'either weights or logits, got both'],
  ])('refuses %s', (_, options, message) => {
    const draw = () => categorical(0, 1, options as CategoricalOptions);
    expect(draw).toThrow(RandomError);
    expect(draw).toThrow(`random.categorical: expected ${message}`);
  });
});
