import { cos, grad, sum, type Tensor, tanh } from '@monge/autodiff';
import { checkDerivatives } from '@monge/autodiff/testing';
import { add, array, fromData, matmul, maximum, multiply, type NdArray, slice } from '@monge/ndarray';
import { silu } from '@monge/ndarray/special';
import { constant, layerNorm, linear, mlp, residual, sequential, zeros } from '@monge/nn';
import { describe, expect, it } from 'vitest';
import { expectClose, normals } from '../support/arrays.js';
import { expectFailure } from '../support/expect-failure.js';

const dtype = 'float64';

describe('a linear layer', () => {
  it('is x·w + b', () => {
    const layer = linear({ inputs: 3, outputs: 2, dtype });
    const params = { w: normals([3, 2]), b: normals([2], 1) };
    const x = normals([1000, 3], 2);
    expectClose('y', layer.apply(params, x) as NdArray, add(matmul(x, params.w), params.b), 1e-14);
    expectClose(
      'one',
      layer.apply(params, slice(x, 5)) as NdArray,
      add(matmul(slice(x, 5), params.w), params.b),
      1e-14,
    );
  });

  it('without a bias is x·w', () => {
    const layer = linear({ inputs: 3, outputs: 2, bias: false, dtype });
    const params = layer.init(0);
    expect(Object.keys(params)).toEqual(['w']);
    const x = normals([4, 3]);
    expectClose('y', layer.apply(params, x) as NdArray, matmul(x, params.w), 0);
  });

  it('computes in the element type of its parameters, whatever x has', () => {
    const layer = linear({ inputs: 2, outputs: 1, initialiser: constant(1) });
    const params = layer.init(0);
    for (const x of [
      [[1, 2]],
      fromData(Uint8Array.of(1, 2), [1, 2]),
      fromData(Float64Array.of(1, 2), [1, 2]),
    ]) {
      const y = layer.apply(params, x) as NdArray;
      expect([y.dtype, ...y.data]).toEqual(['float32', 3]);
    }
    const ofX = grad((x: Tensor) => sum(layer.apply(params, x)))([[1, 2]]);
    expect(ofX.dtype).toBe('float64');
  });

  it('refuses other features, and sizes that are none', () => {
    expectFailure(
      'domain',
      'nn.linear: expected inputs to be a positive integer (the features of x), got 0; give the layer its sizes when it is made',
      () => linear({ inputs: 0, outputs: 1 }),
    );
    expect(() => linear({ inputs: 1, outputs: Number.NaN })).toThrow(
      /expected outputs to be a positive integer/,
    );
    const layer = linear({ inputs: 2, outputs: 1 });
    expectFailure(
      'shape',
      'nn.linear: expected x of shape [..., 2] (features last, as many as the layer was made for), got [1, 3]',
      () => layer.apply(layer.init(0), [[1, 2, 3]]),
    );
  });
});

describe('a multilayer perceptron', () => {
  const sizes = { inputs: 3, hidden: [5, 5, 4], outputs: 2, dtype } as const;
  const x = normals([6, 3]);

  it('is linear layers with activations between', () => {
    const net = mlp(sizes);
    const params = net.init(4);
    const y = params.layers.reduce<NdArray>((h, { w, b }, k) => {
      const sums = add(matmul(h, w), b);
      return k === 3 ? sums : silu(sums);
    }, x);
    expectClose('y', net.apply(params, x) as NdArray, y, 1e-14);
  });

  it('takes activations as names or functions', () => {
    const [named, given] = ['tanh' as const, (sums: Tensor) => tanh(sums)].map((activation) =>
      mlp({ ...sizes, activation, finalActivation: activation }),
    );
    const params = named.init(0);
    expectClose('y', given.apply(params, x) as NdArray, named.apply(params, x) as NdArray, 0);
    expect(
      Math.max(...Array.from((named.apply(params, multiply(x, 100)) as NdArray).data, Math.abs)),
    ).toBeLessThanOrEqual(1);
  });

  it('adds its hidden layers to what they are given where the sizes agree', () => {
    const net = mlp({ ...sizes, residual: true, activation: 'relu' });
    const { layers } = net.init(4);
    const relu = (h: NdArray, k: number): NdArray => maximum(add(matmul(h, layers[k].w), layers[k].b), 0);
    const first = relu(x, 0);
    const second = add(first, relu(first, 1));
    const expected = add(matmul(relu(second, 2), layers[3].w), layers[3].b);
    expectClose('y', net.apply({ layers }, x) as NdArray, expected, 1e-14);
  });

  it('normalises the sums of its hidden layers, before the activation', () => {
    const net = mlp({ ...sizes, hidden: [5], normalise: true });
    const params = net.init(4);
    const [first, last] = params.layers;
    const norm = layerNorm({ features: 5, dtype });
    const h = silu(norm.apply(norm.init(0), add(matmul(x, first.w), first.b)) as NdArray);
    expectClose('y', net.apply(params, x) as NdArray, add(matmul(h, last.w), last.b), 1e-14);
  });

  it('without hidden layers is linear', () => {
    const net = mlp({ inputs: 3, hidden: [], outputs: 2, dtype });
    const params = net.init(0);
    expectClose('y', net.apply(params, x) as NdArray, matmul(x, params.layers[0].w), 1e-15);
  });

  it('has derivatives of every order', () => {
    const { apply } = mlp({ inputs: 3, hidden: [4, 4], outputs: 2, residual: true, normalise: true, dtype });
    const f = (input: Tensor, w: Tensor, b: Tensor, u: Tensor, v: Tensor, scale: Tensor) =>
      apply(
        {
          layers: [
            { w, b },
            { w: u, b },
            { w: v, b: zeros(0, [2], { dtype: w.dtype }) },
          ],
          norms: [
            { scale, shift: b },
            { scale: b, shift: scale },
          ],
        },
        input,
      );
    const args = [[2, 3], [3, 4], [4], [4, 4], [4, 2], [4]].map((shape, k) => normals(shape, k));
    checkDerivatives(f, args, { float32Tolerance: 1e-3 });
  });

  it('depends on its key alone, and its layers on different ones', () => {
    const net = mlp({ inputs: 4, hidden: [4, 4], outputs: 4 });
    expect(net.init(1)).toEqual(net.init(1));
    expect(net.init(1)).not.toEqual(net.init(2));
    const [first, second] = net.init(1).layers;
    expect(first.w.data).not.toEqual(second.w.data);
  });

  it('refuses unknown activations and sizes that are none', () => {
    expectFailure(
      'domain',
      "nn.mlp: expected activation to be a function or one of none, relu, tanh, sigmoid, silu, gelu, softplus, got 'swish'",
      () => mlp({ ...sizes, activation: 'swish' as 'silu' }),
    );
    expect(() => mlp({ ...sizes, hidden: [3, 0] })).toThrow(/expected hidden\[1\] to be a positive integer/);
    const net = mlp(sizes);
    expect(() => net.apply(net.init(0), [[1, 2]])).toThrow(/^nn\.mlp: expected x of shape \[\.\.\., 3\]/);
  });
});

describe('stages in sequence', () => {
  it('are applied one after another, functions among them', () => {
    const [first, last] = [
      linear({ inputs: 2, outputs: 3, dtype }),
      linear({ inputs: 3, outputs: 1, dtype }),
    ];
    const net = sequential([
      first,
      cos,
      residual(linear({ inputs: 3, outputs: 3, initialiser: zeros, dtype })),
      last,
    ]);
    const params = net.init(0);
    expect(params[1]).toBeNull();
    const x = normals([5, 2]);
    const expected = last.apply(params[3], cos(first.apply(params[0], x)));
    expectClose('y', net.apply(params, x) as NdArray, expected as NdArray, 0);
    const gradient = grad((p: typeof params) => sum(net.apply(p, x)))(params);
    expectClose('the gradient of the last bias', gradient[3].b, array([5]), 0);
  });

  it('draw from different keys', () => {
    const net = sequential([linear({ inputs: 2, outputs: 2 }), linear({ inputs: 2, outputs: 2 })]);
    const [first, second] = net.init(0);
    expect(first.w.data).not.toEqual(second.w.data);
  });

  it('must be there', () => {
    const none = [] as unknown[] as [typeof cos];
    expectFailure('domain', 'nn.sequential: expected at least one layer, got none', () => sequential(none));
  });
});

describe('a residual layer', () => {
  it('adds what it computes', () => {
    const inner = linear({ inputs: 3, outputs: 3, dtype });
    const params = inner.init(0);
    const x = normals([2, 3]);
    expectClose(
      'y',
      residual(inner).apply(params, x) as NdArray,
      add(x, inner.apply(params, x) as NdArray),
      0,
    );
  });
});
