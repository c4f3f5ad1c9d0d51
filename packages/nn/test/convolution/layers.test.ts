import { grad, mean, square, subtract, type Tensor } from '@monge/autodiff';
import { add, array, fromData, multiply, type NdArray, ones } from '@monge/ndarray';
import {
  type ConvolutionParams,
  conv2d,
  convolution,
  convTranspose2d,
  type Initialiser,
  transposedConvolution,
} from '@monge/nn';
import { describe, expect, it } from 'vitest';
import { expectClose, normals } from '../support/arrays.js';

const sizes = {
  inputs: 2,
  outputs: 5,
  kernel: [3, 4],
  stride: [2, 3],
  padding: 1,
  dtype: 'float64',
} as const;

describe('convolution', () => {
  const layer = convolution(sizes);
  const params = layer.init(3);
  const x = normals([2, 7, 8, 2], 1);

  it('is conv2d with its weights and biases', () => {
    const shifted = { w: params.w, b: normals([5], 2) };
    const { kernel: _, ...options } = sizes;
    expectClose(
      'the layer',
      layer.apply(shifted, x) as NdArray,
      conv2d(x, params.w, { ...options, bias: shifted.b }),
      0,
    );
  });

  it('keeps the size of images, with a window of 3×3, if nothing else is said', () => {
    const plain = convolution({ inputs: 2, outputs: 3 });
    const made = plain.init(0);
    expect(made.w.shape).toEqual([3, 3, 2, 3]);
    expect(made.w.dtype).toBe('float32');
    const y = plain.apply(made, x);
    expect([y.shape, y.dtype]).toEqual([[2, 7, 8, 3], 'float32']);
  });

  it('begins with biases of 0, and with other weights for another key', () => {
    expectClose('the biases', params.b, fromData(new Float64Array(5), [5]), 0);
    expect(Array.from(layer.init(3).w.data)).toEqual(Array.from(params.w.data));
    expect(Array.from(layer.init(4).w.data)).not.toEqual(Array.from(params.w.data));
  });

  it('may have no biases', () => {
    const bare = convolution({ ...sizes, bias: false });
    const made = bare.init(3);
    expect(Object.keys(made)).toEqual(['w']);
    expectClose('the same', bare.apply(made, x) as NdArray, layer.apply(params, x) as NdArray, 0);
  });

  it('is trained like any function of its parameters', () => {
    const target = normals([2, 4, 3, 5], 9);
    const loss = (p: ConvolutionParams): Tensor => mean(square(subtract(layer.apply(p, x), target)));
    const rate = grad(loss)(params);
    const step = (by: number): ConvolutionParams => ({
      w: add(params.w, multiply(rate.w, by)),
      b: add(params.b, multiply(rate.b, by)),
    });
    const at = (by: number): number => (loss(step(by)) as NdArray).data[0];
    const squares = [rate.w, rate.b].reduce((total, { data }) => total + sumOfSquares(data), 0);
    expect((at(1e-4) - at(-1e-4)) / 2e-4).toBeCloseTo(squares, 6);
  });
});

describe('transposedConvolution', () => {
  const layer = transposedConvolution(sizes);
  const x = normals([2, 4, 3, 2], 1);

  it('is convTranspose2d with its weights and biases', () => {
    const { w } = layer.init(3);
    expect(w.shape).toEqual([3, 4, 5, 2]);
    const b = normals([5], 2);
    const { kernel: _, ...options } = sizes;
    const expected = convTranspose2d(x, w, { ...options, bias: b });
    expectClose('the layer', layer.apply({ w, b }, x) as NdArray, expected, 0);
  });

  it('draws weights of the size that its inputs ask for', () => {
    let asked: readonly number[] = [];
    const initialiser: Initialiser = (_, shape) => {
      asked = shape;
      return ones(shape);
    };
    transposedConvolution({ ...sizes, initialiser }).init(0);
    expect(asked).toEqual([3, 4, 2, 5]);
  });

  it('may have no biases', () => {
    const bare = transposedConvolution({ ...sizes, bias: false });
    expectClose(
      'the same',
      bare.apply(bare.init(3), x) as NdArray,
      layer.apply(layer.init(3), x) as NdArray,
      0,
    );
  });
});

describe('Convolutions refuse', () => {
  const single = array(normals([1, 4, 5, 3]), { dtype: 'float32' });

  it.each([
    ['no channels', () => convolution({ inputs: 0, outputs: 2 }), 'nn.convolution: expected inputs'],
    ['half a channel', () => convolution({ inputs: 1, outputs: 0.5 }), 'nn.convolution: expected outputs'],
    ['a window of nothing', () => convolution({ inputs: 1, outputs: 2, kernel: [3, 0] }), 'expected kernel'],
    ['a stride of 0', () => transposedConvolution({ inputs: 1, outputs: 2, stride: 0 }), 'expected stride'],
  ])('%s, when they are made', (_, run, part) => {
    expect(run).toThrow(expect.objectContaining({ code: 'domain', message: expect.stringContaining(part) }));
  });

  it.each([convolution, transposedConvolution])('images with other channels', (make) => {
    const layer = make({ inputs: 2, outputs: 3 });
    expect(() => layer.apply(layer.init(0), single)).toThrow(
      expect.objectContaining({ code: 'shape', message: expect.stringContaining(`nn.${make.name}`) }),
    );
  });
});

function sumOfSquares(values: ArrayLike<number>): number {
  return Array.from(values, (value) => value * value).reduce((total, value) => total + value, 0);
}
