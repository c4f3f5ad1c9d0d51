import type { NdArray } from '@monge/ndarray';
import { array, fromData } from '@monge/ndarray';
import { decodeSafetensors, encodeSafetensors, restoreTree } from '@monge/nn';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { expectFailure } from '../support/expect-failure.js';

const params = {
  layers: [
    { w: array([[1, 2, 3]], { dtype: 'float32' }), b: array([4, 5, 6], { dtype: 'float32' }) },
    { w: array([[7], [8], [9]], { dtype: 'float32' }), b: array([10], { dtype: 'float32' }) },
  ],
  step: 1234567890123,
};
const tensorsOf = (tree: unknown) => decodeSafetensors(encodeSafetensors(tree)).tensors;

describe('edges', () => {
  it('numbers are numbers again, and arrays are those that were decoded', () => {
    const tensors = tensorsOf(params);
    const restored = restoreTree(tensors, params);
    expectTypeOf(restored).toEqualTypeOf<{
      layers: { w: NdArray<Float32Array>; b: NdArray<Float32Array> }[];
      step: number;
    }>();
    expect(restored.step).toBe(1234567890123);
    expect(restored.layers[1].w).toBe(tensors['layers.1.w']);
  });

  it('an array of rank 0 stays one', () => {
    const like = { rate: fromData(Float64Array.of(0), []), bias: -0 };
    const { rate, bias } = restoreTree(tensorsOf({ rate: 0.1, bias: -0 }), like);
    expect(rate).toMatchObject({ dtype: 'float64', dimension: 0 });
    expect(rate.get()).toBe(0.1);
    expect(bias).toBe(-0);
  });

  it('parts without leaves are as in like', () => {
    const like = { w: 0, none: null, missing: undefined, empty: [] };
    expect(restoreTree(tensorsOf({ w: 1 }), like)).toEqual({ ...like, w: 1 });
  });
});

describe('errors', () => {
  it('arrays that are missing, and others that have no place', () => {
    expectFailure(
      'shape',
      "nn.restoreTree: expected the arrays that like has, got none called 'layers.1.w', 'layers.1.b', and besides 'layer'",
      () => restoreTree(tensorsOf({ layers: [params.layers[0]], layer: 1, step: 3 }), params),
    );
    expectFailure(
      'shape',
      "nn.restoreTree: expected the arrays that like has, got none called 'constructor'",
      () => restoreTree({}, { constructor: 1 }),
    );
  });

  it('many of them', () => {
    const tree = Object.fromEntries([0, 1, 2, 3, 4, 5, 6].map((k) => [`w${k}`, k]));
    expectFailure(
      'shape',
      "nn.restoreTree: expected the arrays that like has, got besides 'w0', 'w1', 'w2', 'w3', 'w4' … (7)",
      () => restoreTree(tensorsOf(tree), {}),
    );
  });

  it('an array of another shape', () => {
    expectFailure(
      'shape',
      "nn.restoreTree: expected 'layers.0.w' of shape [1, 3], as in like, got [3, 1]",
      () =>
        restoreTree(
          tensorsOf({
            ...params,
            layers: [{ ...params.layers[0], w: params.layers[1].w }, params.layers[1]],
          }),
          params,
        ),
    );
  });

  it('an array of another element type', () => {
    expectFailure(
      'dtype',
      "nn.restoreTree: expected 'w' to be float32, as in like, got float64; convert it with array(x, { dtype: 'float32' })",
      () => restoreTree(tensorsOf({ w: [1, 2] }), { w: new Float32Array(2) }),
    );
  });

  it('names in like that are the same once joined', () => {
    expectFailure(
      'domain',
      "nn.restoreTree: expected names that differ once their parts are joined by dots, got 'a.b' twice; rename a key that has a dot in it",
      () => restoreTree(tensorsOf({ a: { b: 1 } }), { a: { b: 1 }, 'a.b': 2 }),
    );
  });
});
