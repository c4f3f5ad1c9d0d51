import { grad, sum, type Tensor, multiply as times } from '@monge/autodiff';
import { checkDerivatives } from '@monge/autodiff/testing';
import { add, array, mean, multiply, type NdArray, reshape, slice, variance } from '@monge/ndarray';
import { groupNorm, layerNorm } from '@monge/nn';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectClose, normals } from '../support/arrays.js';
import { expectFailure } from '../support/expect-failure.js';

const dtype = 'float64';
const standard = layerNorm({ features: 1000, epsilon: 1e-12, dtype });
const plain = standard.init(0);
const shifts = fc.double({ min: -100, max: 100, noNaN: true });
const scales = fc.double({ min: 0.1, max: 100, noNaN: true });

describe('layer normalisation', () => {
  it('gives features of mean 0 and variance 1', () => {
    const y = standard.apply(plain, add(multiply(normals([3, 1000]), 5), 100)) as NdArray;
    expectClose('the means', mean(y, { axis: 1 }), array([0, 0, 0]), 1e-12);
    expectClose('the variances', variance(y, { axis: 1 }), array([1, 1, 1]), 1e-12);
  });

  it('does not see what is added to all features, nor what they are multiplied by', () => {
    const x = normals([2, 1000]);
    const expected = standard.apply(plain, x) as NdArray;
    fc.assert(
      fc.property(shifts, scales, (shift, scale) => {
        const moved = add(multiply(x, [[scale], [2 * scale]]), shift);
        expectClose('moved', standard.apply(plain, moved) as NdArray, expected, 1e-9);
      }),
    );
  });

  it('takes each example for itself', () => {
    const x = normals([4, 3, 5]);
    const layer = layerNorm({ features: 5, dtype });
    const params = { scale: normals([5], 1), shift: normals([5], 2) };
    const all = layer.apply(params, x) as NdArray;
    expectClose('one', slice(all, 2, 1), layer.apply(params, slice(x, 2, 1)) as NdArray, 1e-15);
  });

  it('has derivatives of every order, of x and of the parameters', () => {
    const { apply } = layerNorm({ features: 5, epsilon: 0.1, dtype });
    const f = (x: Tensor, scale: Tensor, shift: Tensor) => apply({ scale, shift }, x);
    checkDerivatives(f, [normals([2, 3, 5]), normals([5], 1), normals([5], 2)], { float32Tolerance: 1e-3 });
  });

  it('is the shift where all features are equal, and its gradient is finite there', () => {
    const layer = layerNorm({ features: 3, dtype });
    const params = { scale: array([1, 2, 3]), shift: array([4, 5, 6]) };
    expectClose('equal', layer.apply(params, [[7, 7, 7]]) as NdArray, array([[4, 5, 6]]), 0);
    const gradient = grad((x: Tensor) => sum(times(layer.apply(params, x), [[1, -1, 0]])))([[7, 7, 7]]);
    const slope = 1 / Math.sqrt(1e-5); // times (1, −2, 0) without its mean
    expectClose('the gradient', gradient, array([[4 / 3, -5 / 3, 1 / 3].map((each) => each * slope)]), 1e-12);
  });

  it('refuses other features and meaningless options', () => {
    expectFailure(
      'shape',
      'nn.layerNorm: expected x of shape [..., 1000] (features last, as many as the layer was made for), got [2, 3]',
      () =>
        standard.apply(plain, [
          [1, 2, 3],
          [4, 5, 6],
        ]),
    );
    expectFailure(
      'domain',
      'nn.layerNorm: expected epsilon to be positive (it is added to the variance, which may be 0), got 0',
      () => layerNorm({ features: 3, epsilon: 0 }),
    );
    expectFailure(
      'domain',
      'nn.layerNorm: expected features to be a positive integer (those of x), got 2.5; give the layer its sizes when it is made',
      () => layerNorm({ features: 2.5 }),
    );
    expectFailure('dtype', "nn.layerNorm: expected dtype to be 'float32' or 'float64', got 'int32'", () =>
      layerNorm({ features: 2, dtype: 'int32' as 'float32' }),
    );
  });
});

describe('group normalisation', () => {
  const params = { scale: normals([6], 1), shift: normals([6], 2) };

  it('with one group and one place is layer normalisation', () => {
    const x = normals([4, 6]);
    const group = groupNorm({ channels: 6, groups: 1, dtype }).apply(params, x) as NdArray;
    expectClose('one group', group, layerNorm({ features: 6, dtype }).apply(params, x) as NdArray, 1e-15);
  });

  it('takes the channels of a group together over all places, and each group and example for itself', () => {
    const layer = groupNorm({ channels: 6, groups: 3, epsilon: 1e-12, dtype });
    const y = layer.apply(layer.init(0), multiply(normals([2, 5, 4, 6]), 9)) as NdArray;
    const grouped = reshape(y, [2, 20, 3, 2]);
    expectClose(
      'the means',
      mean(grouped, { axis: [1, 3] }),
      array([
        [0, 0, 0],
        [0, 0, 0],
      ]),
      1e-12,
    );
    expectClose(
      'the variances',
      variance(grouped, { axis: [1, 3] }),
      array([
        [1, 1, 1],
        [1, 1, 1],
      ]),
      1e-12,
    );
  });

  it('is equivariant under permutations of the batch', () => {
    const layer = groupNorm({ channels: 6, groups: 2, dtype });
    const x = normals([3, 2, 2, 6]);
    const backwards = layer.apply(params, slice(x, [2, null, -1])) as NdArray;
    const y = layer.apply(params, x) as NdArray;
    expectClose('backwards', backwards, slice(y, [2, null, -1]), 0);
  });

  it('has derivatives of every order', () => {
    const { apply } = groupNorm({ channels: 4, groups: 2, epsilon: 0.1, dtype });
    const f = (x: Tensor, scale: Tensor, shift: Tensor) => apply({ scale, shift }, x);
    checkDerivatives(f, [normals([2, 3, 2, 4]), normals([4], 1), normals([4], 2)], {
      float32Tolerance: 1e-3,
    });
  });

  it('refuses groups that do not divide the channels, and what has no examples', () => {
    expectFailure(
      'domain',
      'nn.groupNorm: expected groups to divide channels (6), got 4; take another number of either',
      () => groupNorm({ channels: 6, groups: 4 }),
    );
    expectFailure('shape', 'nn.groupNorm: expected x of shape [n, ..., 6] (examples first), got [6]', () =>
      groupNorm({ channels: 6, groups: 2, dtype }).apply(params, normals([6])),
    );
    expect(() => groupNorm({ channels: 0, groups: 1 })).toThrow(/channels to be a positive integer/);
  });
});
