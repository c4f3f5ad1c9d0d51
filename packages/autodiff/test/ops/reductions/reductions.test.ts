import type { Tensor } from '@monge/autodiff';
import * as ad from '@monge/autodiff';
import { median, sort } from '@monge/autodiff/sorting';
import * as nd from '@monge/ndarray';
import { array, DomainError, type NdArray, ShapeError, zeros } from '@monge/ndarray';
import { assertAllClose } from '@monge/ndarray/testing';
import { describe, expect, it } from 'vitest';
import { normals } from '../../support/arrays.js';
import { checkDerivatives } from '../../support/check-derivatives.js';

type Options = {
  readonly axis?: number | readonly number[];
  readonly keepDims?: boolean;
  readonly ddof?: number;
};
type Reduction = (x: Tensor, options?: Options) => Tensor;
type Reference = (x: nd.ArrayInput, options: Options) => NdArray | number;

const { sum, mean, variance, std, prod, max, min, norm, logSumExp, softmax, logSoftmax } = ad;
const { cumprod, cumsum, diff, multiply } = ad;

/** Each with the function of @monge/ndarray that it is. */
const reductions = {
  sum: [sum, nd.sum],
  mean: [mean, nd.mean],
  variance: [variance, nd.variance],
  std: [std, nd.std],
  prod: [prod, nd.prod],
  max: [max, nd.max],
  min: [min, nd.min],
  norm: [norm, nd.norm],
  logSumExp: [logSumExp, nd.logSumExp],
  median: [median, nd.median],
} as unknown as Record<string, readonly [Reduction, Reference]>;

const scans = {
  softmax: [softmax, nd.softmax],
  logSoftmax: [logSoftmax, nd.logSoftmax],
  cumsum: [cumsum, nd.cumsum],
  cumprod: [cumprod, nd.cumprod],
  diff: [diff, nd.diff],
  sort: [sort, nd.sort],
} as const;

const choices: readonly Options[] = [
  {},
  { keepDims: true },
  { axis: 0 },
  { axis: -1 },
  { axis: 1, keepDims: true },
  { axis: [-1, 0] },
  { axis: [1, -1], keepDims: true },
  { axis: [0, 1, 2] },
];

describe.each(Object.entries(reductions))('%s', (name, [reduce, reference]) => {
  it.each(choices)('has its derivatives, with %o', (options) => {
    // What repeats an element has no derivative where it has a kink.
    const repeated = !['std', 'max', 'min', 'median'].includes(name);
    const order = options.axis === undefined || options.axis === 0 ? 3 : 2;
    checkDerivatives((x) => reduce(x, options), [normals([2, 3, 4])], {
      order,
      repeated,
      step: 2 ** -10,
      tolerance: 1e-6,
    });
  });

  it('is that of @monge/ndarray when nothing is traced', () => {
    const x = normals([3, 4, 5], 1);
    for (const view of [x, nd.transpose(x), nd.flip(x, 1)]) {
      for (const options of choices) {
        const expected = reference(view, options);
        const actual = reduce(view, options) as NdArray;
        const wanted = typeof expected === 'number' ? array(expected) : expected;
        expect(actual.shape).toEqual(wanted.shape);
        assertAllClose(actual, wanted, { rtol: 1e-13, atol: 1e-14 });
      }
    }
  });

  it('refuses an axis that is not there, or twice', () => {
    expect(() => reduce(normals([2, 3]), { axis: 2 })).toThrow(DomainError);
    expect(() => reduce(normals([2, 3]), { axis: [0, -2] })).toThrow(
      `autodiff.${name}: expected each axis once`,
    );
  });
});

describe.each(Object.entries(scans))('%s', (_, [scan, reference]) => {
  it.each([0, 1, -1])('has its derivatives along axis %i', (axis) => {
    checkDerivatives((x) => scan(x, { axis }), [normals([2, 3, 4], 2)], {
      step: 2 ** -9,
      tolerance: 1e-7,
    });
  });

  it('is that of @monge/ndarray when nothing is traced', () => {
    const x = normals([3, 4, 5], 3);
    for (const view of [x, nd.transpose(x), nd.flip(x, 1)]) {
      for (const axis of [0, 1, -1]) {
        assertAllClose(scan(view, { axis }), reference(view, { axis }), { rtol: 1e-14, atol: 1e-15 });
      }
    }
  });

  it('refuses an axis that is not there', () => {
    expect(() => scan(normals([2]), { axis: 1 })).toThrow(DomainError);
  });
});

describe('logSumExp with weights', () => {
  const x = normals([2, 3, 4], 5);
  const weights = nd.abs(normals([3, 1], 6));

  it.each(choices)('has its derivatives with respect to both, with %o', (options) => {
    checkDerivatives((y, b) => logSumExp(y, { ...options, b }), [x, weights], {
      tolerance: 1e-6,
      step: 2 ** -9,
    });
  });

  it('is that of @monge/ndarray when nothing is traced', () => {
    for (const b of [weights, nd.abs(normals([5, 2, 3, 4], 7)), 2, [0, 1, 0, 3], [0, 0, 0, 0]]) {
      for (const axis of [0, -1, [0, 2]]) {
        const expected = nd.logSumExp(x, { axis, b });
        assertAllClose(logSumExp(x, { axis, b }) as NdArray, expected, { rtol: 1e-14, atol: 1e-15 });
      }
    }
    const single = nd.array(x, { dtype: 'float32' });
    expect(logSumExp(single, { b: 2 }).dtype).toBe('float32');
    assertAllClose(logSumExp(single, { axis: 1, b: 2 }) as NdArray, nd.logSumExp(single, { axis: 1, b: 2 }), {
      rtol: 1e-6,
    });
    const infinite = [
      [Infinity, 1],
      [-Infinity, 1],
      [NaN, 1],
      [-Infinity, -Infinity],
      [1000, 1000],
    ];
    for (const b of [
      [1, 1],
      [0, 1],
      [0, 0],
    ]) {
      expect(nd.toNested(logSumExp(infinite, { axis: 1, b }) as NdArray)).toEqual(
        nd.toNested(nd.logSumExp(infinite, { axis: 1, b })),
      );
    }
    expect(nd.toNested(logSumExp(zeros([2, 0]), { axis: 1, b: 3 }) as NdArray)).toEqual([
      -Infinity,
      -Infinity,
    ]);
  });

  it('leaves out terms of weight 0, which may be infinite or NaN, but not the derivative of the weight', () => {
    const gradient = ad.grad(({ y, b }: { y: Tensor; b: Tensor }) => logSumExp(y, { b }));
    const { y, b } = gradient({ y: [0, Math.log(3), Infinity, NaN], b: [1, 0, 0, 0] });
    expect(nd.toNested(y as NdArray)).toEqual([1, 0, 0, 0]);
    assertAllClose(nd.slice(b, [0, 3]), [1, 3, Infinity]);
    expect(nd.toNested(gradient({ y: [-Infinity, -Infinity], b: [1, 1] }).y as NdArray)).toEqual([0, 0]);
  });

  it('refuses weights that are negative, NaN, or of another shape', () => {
    expect(() => logSumExp([1, 2], { b: [1, -1] })).toThrow(
      'autodiff.logSumExp: expected weights b ≥ 0, got -1',
    );
    expect(() => logSumExp([1, 2], { b: NaN })).toThrow(DomainError);
    expect(() => logSumExp([1, 2], { b: [1, 2, 3] })).toThrow(ShapeError);
  });
});

describe('traps', () => {
  const gradient = (f: (x: Tensor) => Tensor, x: nd.Operand) => nd.toNested(ad.grad(f)(x) as NdArray);
  const hessianProduct = (f: (x: Tensor) => Tensor, x: nd.Operand) =>
    nd.toNested(ad.grad((y: Tensor) => sum(ad.grad(f)(y)))(x) as NdArray);

  it('the norm has the gradient 0 at the zero vector, to every order', () => {
    expect(gradient(norm, [0, 0, 0])).toEqual([0, 0, 0]);
    expect(hessianProduct(norm, [0, 0])).toEqual([0, 0]);
    const rows = [
      [0, 0],
      [3, -4],
    ];
    const lengths = (x: Tensor) => sum(norm(x, { axis: 1 }));
    assertAllClose(ad.grad(lengths)(rows) as NdArray, [
      [0, 0],
      [0.6, -0.8],
    ]);
    expect(gradient((x) => norm(x, { ord: 1 }), [0, -2])).toEqual([0, -1]);
    expect(gradient((x) => norm(x, { ord: Infinity }), [1, -2])).toEqual([0, -1]);
  });

  it('the norm neither overflows nor underflows', () => {
    assertAllClose(ad.grad(norm)([3e200, -4e200]) as NdArray, [0.6, -0.8], { rtol: 1e-15 });
    assertAllClose(ad.grad(norm)([3e-200, -4e-200]) as NdArray, [0.6, -0.8], { rtol: 1e-15 });
  });

  it('the standard deviation of equal elements has the gradient 0', () => {
    expect(gradient((x) => std(x), [2, 2, 2])).toEqual([0, 0, 0]);
  });

  it('ties share the derivative of the largest and of the smallest', () => {
    expect(gradient((x) => max(x), [1, 3, 3, 2])).toEqual([0, 0.5, 0.5, 0]);
    expect(gradient((x) => min(x), [1, 1, 1, 2])).toEqual([1 / 3, 1 / 3, 1 / 3, 0]);
    const x = [
      [0, 7],
      [-0, 7],
    ];
    expect(gradient((y) => sum(max(y, { axis: 0 })), x)).toEqual([
      [0.5, 0.5],
      [0.5, 0.5],
    ]);
  });

  it('the product has its derivatives where elements are 0', () => {
    expect(gradient((x) => prod(x), [2, 0, 3])).toEqual([0, 6, 0]);
    expect(gradient((x) => prod(x), [2, 0, 0])).toEqual([0, 0, 0]);
    expect(hessianProduct((x) => prod(x), [2, 0, 0])).toEqual([0, 2, 2]);
  });

  it('running products have their derivatives where elements are 0, and none where they are not wanted', () => {
    const last = (x: Tensor) => sum(multiply([1, 10, 100], cumprod(x)));
    expect(gradient(last, [2, 0, 3])).toEqual([1, 620, 0]);
    expect(hessianProduct(last, [2, 0, 0])).toEqual([10, 210, 200]);
    expect(gradient((x) => sum(ad.where([1, 0, 0], cumprod(x), 0)), [2, Infinity, NaN])).toEqual([1, 0, 0]);
    expect(nd.toNested(cumprod(zeros([2, 0])) as NdArray)).toEqual([[], []]);
    const single = nd.array(normals([1000], 8), { dtype: 'float32' });
    expect(cumprod(single)).toEqual(nd.cumprod(single));
  });

  it('logSumExp and softmax take −∞ for a term that is 0', () => {
    expect(gradient((x) => logSumExp(x), [0, -Infinity, 0])).toEqual([0.5, 0, 0.5]);
    expect(gradient((x) => logSumExp(x), [-Infinity, -Infinity])).toEqual([0, 0]);
    expect(hessianProduct((x) => logSumExp(x), [-Infinity, -Infinity])).toEqual([0, 0]);
    const first = (f: typeof softmax) =>
      ad.grad((x: Tensor) => ad.slice(f(x), 0))([0, -Infinity, 0]) as NdArray;
    assertAllClose(first(softmax), [0.25, 0, -0.25]);
    assertAllClose(first(logSoftmax), [0.5, 0, -0.5]);
  });

  it.each([
    ['softmax', softmax],
    ['logSoftmax', logSoftmax],
    ['norm', (x: Tensor) => norm(x, { axis: 1, keepDims: true })],
    ['logSumExp', (x: Tensor) => logSumExp(x, { axis: 1, keepDims: true })],
    ['variance', (x: Tensor) => variance(x, { axis: 1, keepDims: true })],
    ['std', (x: Tensor) => std(x, { axis: 1, keepDims: true })],
  ] as const)('rows that are not taken lend no NaN to the derivatives of %s', (_, f) => {
    const unsafe = [
      [-Infinity, -Infinity],
      [Infinity, 1],
      [NaN, 1],
    ];
    const taken = [[3, 5]];
    const masked = (x: Tensor) => sum(multiply(ad.where([[0], [0], [0], [1]], f(x), 0), [1, 10]));
    const first = (x: Tensor) => sum(multiply(f(x), [1, 10]));
    const all = [...unsafe, ...taken];
    const zero = unsafe.map(() => [0, 0]);
    for (const derivative of [gradient, hessianProduct]) {
      expect(derivative(masked, all)).toEqual([...zero, ...(derivative(first, taken) as number[][])]);
    }
  });

  it('nothing to reduce has the neutral element, or is refused', () => {
    const nothing = zeros([2, 0]);
    expect(nd.toNested(sum(nothing, { axis: 1 }) as NdArray)).toEqual([0, 0]);
    expect(nd.toNested(prod(nothing, { axis: 1 }) as NdArray)).toEqual([1, 1]);
    expect(nd.toNested(norm(nothing, { axis: 1 }) as NdArray)).toEqual([0, 0]);
    expect(nd.toNested(logSumExp(nothing, { axis: 1 }) as NdArray)).toEqual([-Infinity, -Infinity]);
    const withNeutral: readonly Reduction[] = [sum, prod, norm, logSumExp];
    for (const reduce of withNeutral) {
      expect((ad.grad((x: Tensor) => reduce(x))(nothing) as NdArray).shape).toEqual([2, 0]);
    }
    for (const reduce of [mean, max, min, variance, std, median]) {
      expect(() => reduce(nothing)).toThrow(ShapeError);
      expect((reduce(zeros([0, 3]), { axis: 1 }) as NdArray).shape).toEqual([0]);
    }
  });

  it('the number of degrees of freedom is taken off', () => {
    const x = normals([5], 4);
    for (const [reduce, reference] of [
      [variance, nd.variance],
      [std, nd.std],
    ] as const) {
      assertAllClose(reduce(x, { ddof: 1 }) as NdArray, reference(x, { ddof: 1 }), { rtol: 1e-14 });
      expect(() => reduce(x, { ddof: -1 })).toThrow(DomainError);
      expect(() => reduce(x, { ddof: 5 })).toThrow(ShapeError);
    }
  });

  it('sums over the first axes have every row, however many there are', () => {
    for (const rows of [1, 3, 4, 5, 1003]) {
      const x = normals([rows, 2, 7], rows);
      assertAllClose(sum(x, { axis: 0 }) as NdArray, nd.sum(x, { axis: 0 }), { rtol: 1e-12, atol: 1e-13 });
      assertAllClose(sum(x, { axis: [0, 1] }) as NdArray, nd.sum(x, { axis: [0, 1] }), {
        rtol: 1e-12,
        atol: 1e-13,
      });
    }
  });

  it('sums of float32 run in float64', () => {
    const x = nd.array(nd.full([3, 1_000], 0.1), { dtype: 'float32' });
    const total = 1000 * Math.fround(0.1);
    expect(nd.toNested(sum(x, { axis: 1 }) as NdArray)).toEqual([total, total, total].map(Math.fround));
    const columns = sum(nd.transpose(x), { axis: 0 }) as NdArray;
    expect(nd.toNested(columns)).toEqual([total, total, total].map(Math.fround));
  });
});
