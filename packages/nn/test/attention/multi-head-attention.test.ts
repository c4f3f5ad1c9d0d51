import { vjp } from '@monge/autodiff';
import { add, array, full, type NdArray, slice, take, zeros } from '@monge/ndarray';
import { multiHeadAttention, scaledDotProductAttention } from '@monge/nn';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import document from '../fixtures/images.json' with { type: 'json' };
import { expectClose, normals, type Stored, stored } from '../support/arrays.js';
import { expectDerivatives } from '../support/expect-derivatives.js';

const layer = multiHeadAttention({ features: 6, heads: 3, dtype: 'float64' });
const params = layer.init(1);
const x = normals([2, 5, 6], 1);

describe('multiHeadAttention', () => {
  it('moves with the positions of x, and does not care about the order of the context', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }), (order) => {
        const y = layer.apply(params, x) as NdArray;
        const moved = layer.apply(params, take(x, order, { axis: 1 })) as NdArray;
        expectClose('self-attention', moved, take(y, order, { axis: 1 }), 1e-13);
        const context = take(x, order, { axis: 1 });
        expectClose('the context', layer.apply(params, x, { context }) as NdArray, y, 1e-13);
      }),
    );
  });

  it('with one head and matrices of identity is attention', () => {
    const one = multiHeadAttention({ features: 4, heads: 1, dtype: 'float64' });
    const identity = {
      w: array([
        [1, 0, 0, 0],
        [0, 1, 0, 0],
        [0, 0, 1, 0],
        [0, 0, 0, 1],
      ]),
      b: zeros([4]),
    };
    const plain = { q: identity, k: identity, v: identity, result: identity };
    const z = normals([2, 3, 4], 2);
    expectClose('one head', one.apply(plain, z) as NdArray, scaledDotProductAttention(z, z, z), 1e-14);
  });

  it('may be causal, or masked: what is not seen changes nothing', () => {
    const causal = multiHeadAttention({ features: 6, heads: 3, causal: true, dtype: 'float64' });
    const y = causal.apply(params, x) as NdArray;
    const early = causal.apply(params, slice(x, null, [0, 3])) as NdArray;
    expectClose('the first three', early, slice(y, null, [0, 3]), 1e-14);
    const masked = layer.apply(params, x, { mask: [1, 1, 1, 0, 0] }) as NdArray;
    const part = layer.apply(params, x, { context: slice(x, null, [0, 3]) }) as NdArray;
    expectClose('the mask', masked, part, 1e-14);
  });

  it('adds a bias to the scores, for each head its own', () => {
    const even = layer.apply(params, x, { bias: full([3, 1, 1], 2) }) as NdArray;
    expectClose('the same for all keys', even, layer.apply(params, x) as NdArray, 1e-13);
    const first = normals([3, 5, 5], 3);
    const both = layer.apply(params, x, { bias: add(first, [[[0]], [[1]], [[0]]]) }) as NdArray;
    expectClose('a constant for a head', both, layer.apply(params, x, { bias: first }) as NdArray, 1e-13);
  });

  it('has derivatives by its parameters and inputs, up to the second', () => {
    const cross = multiHeadAttention({ features: 4, heads: 2, contextFeatures: 3, dtype: 'float64' });
    const { k, v, result } = cross.init(5);
    const args = [normals([2, 3, 4], 6), normals([2, 5, 3], 7), normals([4, 4], 8), normals([4], 9)];
    expectDerivatives((y, context, w, b) => cross.apply({ q: { w, b }, k, v, result }, y, { context }), args);
  });
});

describe(`multiHeadAttention in PyTorch ${document.version}`, () => {
  it.each(document.heads)('$name', ({ heads, parameters, inputs, value, cotangent, gradients }) => {
    const given: { readonly x: Stored; readonly context?: Stored } = inputs;
    const [y, context] = [given.x, given.context ?? given.x].map(stored);
    const [features, contextFeatures] = [y, context].map(({ shape }) => shape[2]);
    const net = multiHeadAttention({ features, heads, contextFeatures, dtype: 'float64' });
    const part = (name: 'q' | 'k' | 'v' | 'o') => ({
      w: stored(parameters[`w${name}`]),
      b: stored(parameters[`b${name}`]),
    });
    const theirs = { q: part('q'), k: part('k'), v: part('v'), result: part('o') };
    const args = given.context === undefined ? [y] : [y, context];
    const [result, pullback] = vjp(
      (...[from, to]: NdArray[]) => net.apply(theirs, from, { context: to }),
      ...args,
    );
    expectClose('the value', result, stored(value), 1e-13);
    const rates = pullback(stored(cotangent)) as readonly NdArray[];
    Object.values<Stored>(gradients).forEach((gradient, k) => {
      expectClose(`the gradient of input ${k}`, rates[k], stored(gradient), 1e-13);
    });
  });
});

describe('multiHeadAttention at the edges', () => {
  it('computes in float32 if nothing else is said, whatever it is given', () => {
    const single = multiHeadAttention({ features: 6, heads: 2, contextFeatures: 3 });
    const y = single.apply(single.init(0), x, { context: normals([2, 4, 3]), bias: normals([5, 4]) });
    expect([y.shape, y.dtype]).toEqual([[2, 5, 6], 'float32']);
  });

  it('takes one sequence, or a batch of batches', () => {
    const batch = normals([2, 3, 5, 6], 4);
    const y = layer.apply(params, batch) as NdArray;
    const alone = layer.apply(params, slice(batch, 1, 2)) as NdArray;
    expectClose('one of them', alone, slice(y, 1, 2), 1e-14);
  });
});

describe('multiHeadAttention refuses', () => {
  it('heads that do not divide the features, and sizes that are none', () => {
    expect(() => multiHeadAttention({ features: 6, heads: 4 })).toThrow('expected heads to divide the 6');
    expect(() => multiHeadAttention({ features: 6, heads: 0 })).toThrow('expected heads to be a positive');
    expect(() => multiHeadAttention({ features: 0.5, heads: 1 })).toThrow('expected features');
  });

  it('inputs with other features', () => {
    expect(() => layer.apply(params, normals([2, 5, 4]))).toThrow(
      'nn.multiHeadAttention: expected x of shape',
    );
    expect(() => layer.apply(params, x, { context: normals([2, 5, 4]) })).toThrow(
      'expected context of shape',
    );
  });

  it('a vector, which has no positions', () => {
    expect(() => layer.apply(params, normals([6]))).toThrow(
      'nn.multiHeadAttention: expected x of shape [..., n, 6] (positions and their features), got [6]',
    );
    expect(() => layer.apply(params, x, { context: normals([6]) })).toThrow(
      'expected context of shape [..., n, 6]',
    );
  });
});
