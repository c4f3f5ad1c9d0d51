import {
  add,
  all,
  any,
  argmax,
  argmin,
  grad,
  isfinite,
  isnan,
  multiply,
  sum,
  type Tensor,
} from '@monge/autodiff';
import { argsort, median, quantile, searchsorted, sort } from '@monge/autodiff/sorting';
import * as nd from '@monge/ndarray';
import { DomainError, type NdArray, ShapeError, toNested } from '@monge/ndarray';
import { assertAllClose } from '@monge/ndarray/testing';
import { describe, expect, test } from 'vitest';
import { normals } from '../support/arrays.js';
import { checkDerivatives } from '../support/check-derivatives.js';

const gradient = (f: (x: Tensor) => Tensor, x: nd.Operand) => toNested(grad(f)(x) as NdArray);

describe('quantile', () => {
  const levels = [
    [0, 0.3],
    [0.5, 1],
    [0.85, 0.999],
  ];
  const choices = [{}, { axis: 0 }, { axis: [2, 0] }, { axis: -1, keepDims: true }, { keepDims: true }];

  test.each(choices)('has its derivatives, with %o', (options) => {
    const smooth = { step: 2 ** -10, tolerance: 1e-6, repeated: false };
    checkDerivatives((x) => quantile(x, 0.3, options), [normals([2, 3, 4])], smooth);
    checkDerivatives((x) => quantile(multiply(x, x), levels, options), [normals([2, 3, 4])], smooth);
  });

  test('is that of @monge/ndarray when nothing is traced', () => {
    const x = normals([3, 4, 5], 1);
    for (const view of [x, nd.transpose(x), nd.flip(x, 1), nd.array(x, { dtype: 'float32' })]) {
      for (const options of choices) {
        expect(quantile(view, levels, options)).toEqual(nd.quantile(view, levels, options));
      }
    }
    const edges = [
      [1, NaN, 3],
      [-Infinity, 0, Infinity],
      [Infinity, Infinity, 1],
      [-1e308, 1e308, 1e308],
      [2, 2, 2],
    ];
    expect(quantile(edges, [0, 0.2, 0.5, 0.8, 1], { axis: 1 })).toEqual(
      nd.quantile(edges, [0, 0.2, 0.5, 0.8, 1], { axis: 1 }),
    );
    expect(quantile(nd.zeros([0, 3]), 0.5, { axis: 1 }).shape).toEqual([0]);
    expect(quantile([1, 2], []).shape).toEqual([0]);
  });

  test('gives its derivative to the elements it lies between: equal ones in their order, to NaN if there is one', () => {
    expect(gradient((x) => quantile(x, 0.25), [10, 40, 20])).toEqual([0.5, 0, 0.5]);
    expect(gradient((x) => quantile(x, 0.5), [10, 40, 20])).toEqual([0, 0, 1]);
    expect(gradient((x) => quantile(x, 1), [10, 40, 20])).toEqual([0, 1, 0]);
    expect(gradient(median, [3, 3, 3, 0])).toEqual([0.5, 0.5, 0, 0]);
    expect(gradient(median, [3, NaN, 3, 0])).toEqual([0, 1, 0, 0]);
    expect(gradient(median, [Infinity, -Infinity])).toEqual([0.5, 0.5]);
  });

  test('refuses levels outside [0, 1], nothing, and an axis that is not there', () => {
    expect(() => quantile([1], 1.5)).toThrow('autodiff.quantile: expected q in [0, 1], got 1.5');
    expect(() => quantile([1], [0, NaN])).toThrow(DomainError);
    expect(() => quantile(nd.zeros([2, 0]), 0.5, { axis: 1 })).toThrow(ShapeError);
    expect(() => quantile([1], 0.5, { axis: 1 })).toThrow(DomainError);
  });
});

describe('sort', () => {
  test('keeps the order of equal elements, each with its own derivative, and puts NaN last', () => {
    const weigh = (x: Tensor) => sum(multiply([1, 10, 100, 1000, 10_000], sort(x)));
    expect(gradient(weigh, [2, 1, 2, NaN, 1])).toEqual([100, 1, 1000, 10_000, 10]);
    expect(toNested(sort([2, -0, NaN, 0, -1]) as NdArray)).toEqual([-1, -0, 0, 2, NaN]);
  });

  test('of many elements has the inverse permutation for its derivative', () => {
    const x = normals([1200], 2);
    const ranks = nd.argsort(nd.argsort(x));
    assertAllClose(grad((y: Tensor) => sum(multiply(nd.arange(1200), sort(y))))(x) as NdArray, ranks);
  });
});

test('questions, indices and orders of traced values are plain, those of @monge/ndarray', () => {
  const x = [
    [3, 1, 2],
    [NaN, 5, Infinity],
  ];
  const answers = (y: Tensor | readonly (readonly number[])[]) => [
    any(y),
    any(y, { axis: 0 }),
    all(y),
    all(y, { keepDims: true }),
    argmax(y),
    argmax(y, { axis: 1 }),
    argmin(y),
    argmin(y, { axis: 0, keepDims: true }),
    argsort(y),
    argsort(y, { axis: 0 }),
    isfinite(y),
    isnan(y),
    searchsorted([1, 2, 3], y),
  ];
  const expected = [
    nd.any(x),
    nd.any(x, { axis: 0 }),
    nd.all(x),
    nd.all(x, { keepDims: true }),
    nd.argmax(x),
    nd.argmax(x, { axis: 1 }),
    nd.argmin(x),
    nd.argmin(x, { axis: 0, keepDims: true }),
    nd.argsort(x),
    nd.argsort(x, { axis: 0 }),
    nd.isfinite(x),
    nd.isnan(x),
    nd.searchsorted([1, 2, 3], x),
  ];
  expect(answers(x)).toEqual(expected);
  grad((y: Tensor) => {
    expect(answers(add(y, 0))).toEqual(expected);
    expect(searchsorted(sum(y, { axis: 0 }), 5, { side: 'right' })).toBe(
      nd.searchsorted(nd.sum(x, { axis: 0 }), 5, { side: 'right' }),
    );
    return sum(y);
  })(x);
});
