import { vjp } from '@monge/autodiff';
import { add, array, type NdArray, slice, transpose, zeros } from '@monge/ndarray';
import { conv2d, type Padding, type WindowOptions } from '@monge/nn';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import document from '../fixtures/images.json' with { type: 'json' };
import { expectClose, normals, stored } from '../support/arrays.js';
import { expectDerivatives } from '../support/expect-derivatives.js';
import { margins, naiveConvolution } from './naive-convolution.js';
import { slidings } from './slidings.js';

describe('conv2d', () => {
  it('is the sum over the window, element by element', () => {
    fc.assert(
      fc.property(slidings(), ({ image, kernel, options }) => {
        const [x, w] = [normals(image, 1), normals(kernel, 2)];
        expectClose('conv2d', conv2d(x, w, options), naiveConvolution(x, w, options), 1e-13);
      }),
    );
  });

  it('is linear in the images and in the kernel', () => {
    const options = { stride: [2, 1], dilation: [1, 2], padding: 1 } as const;
    const [x, y] = [normals([2, 6, 5, 3], 1), normals([2, 6, 5, 3], 2)];
    const [w, v] = [normals([3, 2, 3, 4], 3), normals([3, 2, 3, 4], 4)];
    const sum = add(conv2d(x, w, options), conv2d(y, w, options));
    expectClose('of a sum of images', conv2d(add(x, y), w, options), sum, 1e-13);
    const other = add(conv2d(x, w, options), conv2d(x, v, options));
    expectClose('with a sum of kernels', conv2d(x, add(w, v), options), other, 1e-13);
  });

  it('moves with the image', () => {
    const [x, w] = [normals([1, 9, 12, 2], 5), normals([3, 2, 2, 3], 6)];
    const y = conv2d(x, w, { padding: 'valid' });
    const moved = conv2d(slice(x, null, [2, 9], [3, 12]), w, { padding: 'valid' });
    expectClose('the convolution of a part', moved, array(slice(y, null, [2, 7], [3, 11])), 1e-14);
  });

  it('takes images one by one', () => {
    const [x, w] = [normals([5, 4, 6, 2], 7), normals([2, 3, 2, 2], 8)];
    const all = conv2d(x, w);
    for (let k = 0; k < 5; k++) {
      const alone = conv2d(slice(x, [k, k + 1]), w);
      expectClose(`image ${k}`, alone, array(slice(all, [k, k + 1])), 1e-14);
    }
  });

  it("has ⌈length/stride⌉ windows with padding 'same'", () => {
    for (const stride of [1, 2, 3, 4]) {
      const { shape } = conv2d(normals([1, 7, 10, 1]), normals([4, 3, 1, 1]), { stride });
      expect(shape.slice(1, 3)).toEqual([Math.ceil(7 / stride), Math.ceil(10 / stride)]);
    }
  });

  it('has the derivatives of a bilinear function, with and without a bias', () => {
    for (const options of [{}, { stride: [2, 3], padding: 1 }, { dilation: 2 }] as const) {
      const args = [normals([2, 6, 7, 2], 1), normals([3, 2, 2, 3], 2)];
      expectDerivatives((x, w) => conv2d(x, w, options), args);
    }
    const pixels = [normals([2, 3, 4, 3], 3), normals([1, 1, 3, 2], 4), normals([2], 5)];
    expectDerivatives((x, w, bias) => conv2d(x, w, { bias }), pixels);
  });

  it('does not care how images lie in memory', () => {
    const [x, w] = [normals([3, 5, 4, 2], 9), normals([2, 3, 2, 3], 10)];
    const other = transpose(array(transpose(x)));
    expectClose('of strided images', conv2d(other, w), conv2d(x, w), 0);
  });
});

describe(`conv2d and its gradients in PyTorch ${document.version}`, () => {
  it.each(document.convolutions)('$name', ({ options, inputs, value, cotangent, gradients }) => {
    const { stride, dilation, padding } = options as {
      stride: [number, number];
      dilation: [number, number];
      padding: Padding;
    };
    const given: WindowOptions = { stride, dilation, padding };
    const args = [stored(inputs.x), stored(inputs.w), stored(inputs.bias)] as const;
    const [result, pullback] = vjp((x, w, bias) => conv2d(x, w, { ...given, bias }), ...args);
    expectClose('the value', result, stored(value), 1e-13);
    const rates = pullback(stored(cotangent)) as readonly NdArray[];
    (['x', 'w', 'bias'] as const).forEach((name, k) => {
      expectClose(`the gradient of ${name}`, rates[k], stored(gradients[name]), 1e-13);
    });
  });
});

describe('conv2d at the edges', () => {
  it('keeps float32, and computes in it', () => {
    const [x, w] = [normals([2, 12, 11, 5], 1), normals([3, 3, 5, 7], 2)];
    const [single, kernel] = [x, w].map((each) => array(each, { dtype: 'float32' }));
    const y = conv2d(single, kernel);
    expect(y.dtype).toBe('float32');
    expectClose('float32', y, conv2d(x, w), 1e-6);
    const [, pullback] = vjp(conv2d<typeof single, typeof kernel>, single, kernel);
    for (const rate of pullback(y) as readonly NdArray[]) expect(rate.dtype).toBe('float32');
  });

  it('takes no images, and returns none', () => {
    expect(conv2d(zeros([0, 4, 5, 2]), zeros([3, 3, 2, 6])).shape).toEqual([0, 4, 5, 6]);
  });

  it('takes a window as large as the padded image, that sees mostly zeros', () => {
    const y = conv2d([[[[2]]]], normals([5, 7, 1, 1]), { padding: margins([2, 2], [3, 3]) });
    expect(y.shape).toEqual([1, 1, 1, 1]);
    expect(y.data[0]).toBeCloseTo(2 * normals([5, 7, 1, 1]).data[2 * 7 + 3], 14);
  });

  it('may have windows that lie in the margin altogether', () => {
    const y = conv2d([[[[2]]]], [[[[3]]]], { padding: margins([1, 0], [0, 2]) });
    expect(Array.from(y.data)).toEqual([0, 0, 0, 6, 0, 0]);
  });
});

describe('conv2d refuses', () => {
  const [x, w] = [normals([1, 4, 5, 2]), normals([3, 3, 2, 4])];

  it.each([
    ['images without a batch', () => conv2d(normals([4, 5, 2]), w), 'x of shape [n, h, w, c]'],
    ['a kernel that is a matrix', () => conv2d(x, normals([2, 4])), 'w of shape [kh, kw, c, d]'],
    ['other channels', () => conv2d(normals([1, 4, 5, 3]), w), 'got 3 and 2'],
    ['a bias of another size', () => conv2d(x, w, { bias: [1, 2] }), 'bias of shape [4]'],
    ['an image without room', () => conv2d(x, w, { padding: 'valid', dilation: 2 }), 'a window of [5, 5]'],
  ])('%s', (_, run, part) => {
    expect(run).toThrow(expect.objectContaining({ code: 'shape', message: expect.stringContaining(part) }));
  });

  it.each([
    ['a stride of 0', { stride: 0 }, 'stride to be a positive integer'],
    ['a dilation that is no integer', { dilation: [1, 1.5] }, 'dilation to be a positive integer'],
    ['a negative padding', { padding: -1 }, 'padding to be'],
    ['one pair for both axes', { padding: [1, 2] }, 'padding to be'],
  ])('%s', (_, options, part) => {
    const run = () => conv2d(x, w, options as WindowOptions);
    expect(run).toThrow(expect.objectContaining({ code: 'domain', message: expect.stringContaining(part) }));
  });
});
