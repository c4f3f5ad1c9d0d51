import { grad, sum, type Tensor, vjp } from '@monge/autodiff';
import { array, copy, flip, full, type NdArray, ones, slice, softmax, zeros } from '@monge/ndarray';
import { type AttentionOptions, scaledDotProductAttention } from '@monge/nn';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import document from '../fixtures/images.json' with { type: 'json' };
import { expectClose, normals, type Stored, stored } from '../support/arrays.js';
import { expectDerivatives } from '../support/expect-derivatives.js';

const sizes = fc.integer({ min: 1, max: 6 });

describe('scaledDotProductAttention', () => {
  it('returns means: of equal values that value, whatever the scores', () => {
    fc.assert(
      fc.property(sizes, sizes, sizes, sizes, (n, m, d, e) => {
        const y = scaledDotProductAttention(normals([n, d], 1), normals([m, d], 2), full([m, e], 3.5));
        expectClose('the mean', y, full([n, e], 3.5), 1e-14);
      }),
    );
  });

  it('does not care about the order of keys, and keeps that of queries', () => {
    fc.assert(
      fc.property(sizes, sizes, sizes, (n, m, d) => {
        const [q, k, v] = [normals([3, n, d], 1), normals([3, m, d], 2), normals([3, m, 2], 3)];
        const y = scaledDotProductAttention(q, k, v);
        const turned = scaledDotProductAttention(q, flip(k, 1), flip(v, 1));
        expectClose('keys in reverse', turned, y, 1e-14);
        const others = scaledDotProductAttention(flip(q, 1), k, v);
        expectClose('queries in reverse', others, copy(flip(y, 1)), 1e-14);
      }),
    );
  });

  it('with a mask is attention to the keys that it leaves', () => {
    const [q, k, v] = [normals([4, 3], 1), normals([7, 3], 2), normals([7, 2], 3)];
    const mask = [0, 0, 1, 1, 1, 0, 0];
    const part = scaledDotProductAttention(q, slice(k, [2, 5]), slice(v, [2, 5]));
    expectClose('the mask', scaledDotProductAttention(q, k, v, { mask }), part, 1e-14);
    const bias = mask.map((may) => (may === 1 ? 0 : -Infinity));
    expectClose('a bias of −∞', scaledDotProductAttention(q, k, v, { bias }), part, 1e-14);
  });

  it('may be causal: what comes later changes nothing', () => {
    const [q, k, v] = [normals([6, 3], 1), normals([6, 3], 2), normals([6, 2], 3)];
    const y = scaledDotProductAttention(q, k, v, { causal: true });
    for (let i = 1; i <= 6; i++) {
      const head = (x: NdArray) => slice(x, [0, i]);
      const early = scaledDotProductAttention(head(q), head(k), head(v), { causal: true });
      expectClose(`the first ${i}`, early, copy(head(y)), 1e-14);
    }
  });

  it('weighs values by the softmax of the scores', () => {
    const [k, v] = [normals([5, 4], 1), normals([5, 2], 2)];
    const q = [[0, 0, 2, 0]];
    const weights = softmax(Array.from({ length: 5 }, (_, j) => k.get(j, 2)));
    const expected = [0, 1].map((column) =>
      weights.data.reduce((total, weight, j) => total + weight * v.get(j, column), 0),
    );
    expectClose('by hand', scaledDotProductAttention(q, k, v), array([expected]), 1e-14);
  });

  it('has the derivatives of its formula, up to the second', () => {
    const args = [normals([2, 3, 4], 1), normals([2, 5, 4], 2), normals([2, 5, 3], 3)];
    const mask = normals([3, 5], 4).data.map((value) => (value > -0.5 ? 1 : 0));
    const masked: AttentionOptions = { mask: { ...normals([3, 5]), data: mask } };
    for (const options of [{}, { causal: true }, masked] as const) {
      expectDerivatives((q, k, v) => scaledDotProductAttention(q, k, v, options), args);
    }
    const biased = [...args, normals([3, 1], 5)];
    expectDerivatives((q, k, v, bias) => scaledDotProductAttention(q, k, v, { bias }), biased);
  });
});

describe(`scaledDotProductAttention and its gradients in PyTorch ${document.version}`, () => {
  it.each(document.attention)('$name', ({ options, inputs, value, cotangent, gradients }) => {
    const names = Object.keys(inputs);
    const args = Object.values<Stored>(inputs).map(stored);
    const given: AttentionOptions = options;
    const [result, pullback] = vjp(
      (...[q, k, v, bias]: Tensor[]) => {
        return scaledDotProductAttention(q, k, v, bias === undefined ? given : { ...given, bias });
      },
      ...args,
    );
    expectClose('the value', result, stored(value), 1e-13);
    const rates = pullback(stored(cotangent)) as readonly NdArray[];
    Object.values<Stored>(gradients).forEach((gradient, k) => {
      expectClose(`the gradient of ${names[k]}`, rates[k], stored(gradient), 1e-13);
    });
  });
});

describe('scaledDotProductAttention at the edges', () => {
  const [q, k, v] = [normals([3, 2], 1), normals([4, 2], 2), normals([4, 5], 3)];
  const mask = [
    [1, 0, 1, 1],
    [0, 0, 0, 0],
    [1, 1, 0, 1],
  ];

  it('gives 0 to a query that may attend to no key, and leaves the others alone', () => {
    const y = scaledDotProductAttention(q, k, v, { mask });
    expectClose('the query without keys', slice(y, [1, 2]), full([1, 5], 0), 0);
    for (const i of [0, 2]) {
      const alone = scaledDotProductAttention(slice(q, [i, i + 1]), k, v, { mask: [mask[i]] });
      expectClose(`query ${i}`, copy(slice(y, [i, i + 1])), alone, 1e-15);
    }
  });

  it('has derivatives without NaN there, up to the second, and 0 for the query', () => {
    expectDerivatives((x, y, z) => scaledDotProductAttention(x, y, z, { mask }), [q, k, v]);
    const bias = mask.map((row) => row.map((may) => (may === 1 ? 0.5 : -Infinity)));
    expectDerivatives((x, y, z) => scaledDotProductAttention(x, y, z, { bias }), [q, k, v]);
    const rate = grad((x: Tensor) => sum(scaledDotProductAttention(x, k, v, { mask })))(q);
    expectClose('the gradient', slice(rate, [1, 2]), full([1, 2], 0), 0);
  });

  it('gives 0 where there are no keys at all', () => {
    const none: [NdArray, NdArray, NdArray] = [q, zeros([0, 2]), zeros([0, 5])];
    for (const options of [{}, { causal: true }, { mask: zeros([3, 0]) }]) {
      expectClose('nothing', scaledDotProductAttention(...none, options), zeros([3, 5]), 0);
    }
  });

  it('takes scores as large as they come', () => {
    const far = scaledDotProductAttention([[1e160, 0]], [[1e140, 0], [-1e140, 0]], [[2], [7]]); // biome-ignore format: a table
    expectClose('the largest wins', far, array([[2]]), 0);
  });

  it('does not hide NaN behind a mask of others', () => {
    const y = scaledDotProductAttention([[Number.NaN, 0]], k, v, { mask: [[1, 1, 0, 1]] });
    expect(Array.from(y.data).every(Number.isNaN)).toBe(true);
  });

  it('keeps float32', () => {
    const args = [q, k, v].map((each) => array(each, { dtype: 'float32' }));
    const y = scaledDotProductAttention(args[0], args[1], args[2], { mask, causal: true });
    expect(y.dtype).toBe('float32');
    expectClose('float32', y, scaledDotProductAttention(q, k, v, { mask, causal: true }), 1e-6);
  });

  it('broadcasts batches together', () => {
    const y = scaledDotProductAttention(normals([2, 1, 3, 4]), normals([5, 6, 4]), ones([6, 2]));
    expectClose('the batch', y, ones([2, 5, 3, 2]), 1e-14);
  });
});

describe('scaledDotProductAttention refuses', () => {
  it.each([
    ['keys of another size', [2, 3], [4, 2], [4, 5]],
    ['other values than keys', [2, 3], [4, 3], [5, 5]],
    ['a vector', [3], [4, 3], [4, 5]],
  ])('%s', (_, q, k, v) => {
    expect(() => scaledDotProductAttention(normals(q), normals(k), normals(v))).toThrow(
      expect.objectContaining({
        code: 'shape',
        message: expect.stringContaining('nn.scaledDotProductAttention: expected q of shape [..., n, d]'),
      }),
    );
  });
});
