import { vjp } from '@monge/autodiff';
import { array, type NdArray } from '@monge/ndarray';
import { conv2d, convTranspose2d, type TransposedConvolutionOptions } from '@monge/nn';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import document from '../fixtures/images.json' with { type: 'json' };
import { expectClose, inner, normals, stored } from '../support/arrays.js';
import { expectDerivatives } from '../support/expect-derivatives.js';
import { slidings } from './slidings.js';

describe('convTranspose2d', () => {
  it('is the transpose of conv2d: ⟨conv2d(x, w), y⟩ = ⟨x, convTranspose2d(y, w)⟩', () => {
    fc.assert(
      fc.property(slidings(), ({ image, kernel, options }) => {
        const [x, w] = [normals(image, 1), normals(kernel, 2)];
        const there = conv2d(x, w, options);
        const y = normals(there.shape, 3);
        const back = convTranspose2d(y, w, { ...options, size: [image[1], image[2]] });
        expect(back.shape).toEqual(image);
        expect(Math.abs(inner(there, y) - inner(x, back))).toBeLessThan(1e-11);
      }),
    );
  });

  it('is the pullback of conv2d by the images', () => {
    const options = { stride: [2, 3], dilation: [2, 1], padding: 1 } as const;
    const [x, w] = [normals([2, 7, 8, 3], 4), normals([3, 2, 3, 2], 5)];
    const [value, pullback] = vjp((images) => conv2d(images, w, options), x);
    const y = normals((value as NdArray).shape, 6);
    const [rate] = pullback(y) as readonly NdArray[];
    expectClose('the pullback', convTranspose2d(y, w, { ...options, size: [7, 8] }), rate, 1e-13);
  });

  it("makes images stride times as large with padding 'same'", () => {
    const y = convTranspose2d(normals([2, 3, 5, 1]), normals([4, 3, 2, 1]), { stride: [2, 3] });
    expect(y.shape).toEqual([2, 6, 15, 2]);
  });

  it('has the derivatives of a bilinear function', () => {
    const args = [normals([2, 3, 4, 2], 1), normals([3, 2, 3, 2], 2), normals([3], 3)];
    expectDerivatives((x, w, bias) => convTranspose2d(x, w, { stride: [2, 3], padding: 1, bias }), args);
    const pixels = [normals([2, 3, 4, 2], 4), normals([1, 1, 3, 2], 5)];
    expectDerivatives((x, w) => convTranspose2d(x, w), pixels);
  });
});

describe(`convTranspose2d and its gradients in PyTorch ${document.version}`, () => {
  it.each(document.transposed)('$name', ({ options, inputs, value, cotangent, gradients }) => {
    const given = options as unknown as TransposedConvolutionOptions;
    const args = [stored(inputs.x), stored(inputs.w), stored(inputs.bias)] as const;
    const [result, pullback] = vjp((x, w, bias) => convTranspose2d(x, w, { ...given, bias }), ...args);
    expectClose('the value', result, stored(value), 1e-13);
    const rates = pullback(stored(cotangent)) as readonly NdArray[];
    (['x', 'w', 'bias'] as const).forEach((name, k) => {
      expectClose(`the gradient of ${name}`, rates[k], stored(gradients[name]), 1e-13);
    });
  });

  it('has the smallest size that fits where none is given', () => {
    const [, second] = document.transposed;
    const { size, ...options } = second.options as unknown as TransposedConvolutionOptions;
    const y = convTranspose2d(stored(second.inputs.x), stored(second.inputs.w), options);
    expect(y.shape.slice(1, 3)).toEqual(size);
  });
});

describe('convTranspose2d at the edges', () => {
  it('keeps float32', () => {
    const [x, w] = [normals([2, 6, 5, 4], 1), normals([3, 3, 2, 4], 2)];
    const [single, kernel] = [x, w].map((each) => array(each, { dtype: 'float32' }));
    const y = convTranspose2d(single, kernel, { stride: 2 });
    expect(y.dtype).toBe('float32');
    expectClose('float32', y, convTranspose2d(x, w, { stride: 2 }), 1e-6);
  });

  it('leaves zeros between the pixels where the stride is larger than the kernel', () => {
    const y = convTranspose2d([[[[1], [2]]]], [[[[5]]]], { stride: 2 });
    expect(y.shape).toEqual([1, 2, 4, 1]);
    expect(Array.from(y.data)).toEqual([5, 0, 10, 0, 0, 0, 0, 0]);
  });
});

describe('convTranspose2d refuses', () => {
  const [x, w] = [normals([1, 3, 4, 2]), normals([3, 3, 5, 2])];

  it.each([
    [
      'the channels of the result for those of x',
      () => convTranspose2d(normals([1, 3, 4, 5]), w),
      'got 5 and 2',
    ],
    ['a bias of another size', () => convTranspose2d(x, w, { bias: [1, 2] }), 'bias of shape [5]'],
    [
      'a size that has another convolution',
      () => convTranspose2d(x, w, { size: [3, 5] }),
      'which has [3, 5]',
    ],
    ['padding that leaves nothing', () => convTranspose2d(x, w, { padding: 3 }), 'got a result of [-1, 0]'],
  ])('%s', (_, run, part) => {
    expect(run).toThrow(expect.objectContaining({ code: 'shape', message: expect.stringContaining(part) }));
  });

  it('a size that is no positive integer', () => {
    expect(() => convTranspose2d(x, w, { size: [3, 0] })).toThrow(
      expect.objectContaining({ code: 'domain', message: expect.stringContaining('size to be') }),
    );
  });
});
