import * as autodiff from '@monge/autodiff';
import { clip, grad, jvp, type Operand, power, sum, type Tensor, vjp, where } from '@monge/autodiff';
import { betainc, logBeta, logBinomial } from '@monge/autodiff/special';
import type { FloatData, NdArray, Operand as PlainOperand } from '@monge/ndarray';
import * as arrays from '@monge/ndarray';
import * as special from '@monge/ndarray/special';
import { assertAllClose } from '@monge/ndarray/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normals } from '../../support/arrays.js';
import { checkDerivatives } from '../../support/check-derivatives.js';

type Binary = (a: Operand, b: Operand) => Tensor;
type PlainBinary = (a: PlainOperand, b: PlainOperand) => NdArray<FloatData>;
type Samples = readonly (readonly number[])[];

const wide: Samples = [
  [0.3, -1.2, 0.55],
  [2.1, 0.75, -0.4],
];
const row = [0.9, -0.65, 1.7];
const column: Samples = [[1.5], [-0.8]];
const positive: Samples = [
  [0.4, 1.2, 0.6],
  [2.1, 0.7, 1.5],
];

interface Case {
  readonly name: string;
  readonly f: Binary;
  readonly expected: PlainBinary;
  readonly a: Samples;
  readonly b: PlainOperand;
  /** In the place of a; `column` by default. */
  readonly columns?: Samples;
  readonly tolerance?: number;
}

const functions: readonly Case[] = [
  { name: 'add', f: autodiff.add, expected: arrays.add, a: wide, b: row },
  { name: 'subtract', f: autodiff.subtract, expected: arrays.subtract, a: wide, b: row },
  { name: 'multiply', f: autodiff.multiply, expected: arrays.multiply, a: wide, b: row },
  { name: 'divide', f: autodiff.divide, expected: arrays.divide, a: wide, b: row, tolerance: 1e-6 },
  {
    name: 'power',
    f: autodiff.power,
    expected: arrays.power,
    a: positive,
    b: row,
    columns: [[1.5], [0.8]],
    tolerance: 1e-6,
  },
  { name: 'minimum', f: autodiff.minimum, expected: arrays.minimum, a: wide, b: row },
  { name: 'maximum', f: autodiff.maximum, expected: arrays.maximum, a: wide, b: row },
  { name: 'atan2', f: autodiff.atan2, expected: arrays.atan2, a: wide, b: row, tolerance: 1e-7 },
  { name: 'hypot', f: autodiff.hypot, expected: arrays.hypot, a: wide, b: row, tolerance: 1e-7 },
  { name: 'logAddExp', f: autodiff.logAddExp, expected: arrays.logAddExp, a: wide, b: row },
  {
    name: 'logBeta',
    f: logBeta,
    expected: special.logBeta,
    a: positive,
    b: [1.2, 3.5, 0.8],
    columns: [[1.5], [0.8]],
    tolerance: 1e-7,
  },
  {
    name: 'logBinomial',
    f: logBinomial,
    expected: special.logBinomial,
    a: [
      [5.4, 3.2, 8.6],
      [2.1, 2.7, 7.5],
    ],
    b: [1.2, 1.5, 0.8],
    columns: [[7.5], [4]],
    tolerance: 1e-7,
  },
];

describe.each(functions)('$name', ({ f, expected, a, b, columns = column, tolerance = 1e-8 }) => {
  test('has derivatives of every order with respect to each operand, in both modes', () => {
    checkDerivatives(f, [a, b], { tolerance });
  });

  test('sums the derivative over the axes along which an operand is repeated', () => {
    checkDerivatives(f, [columns, b], { tolerance });
    checkDerivatives(f, [a, 1.3], { tolerance });
  });

  test('has tangents of the element type of the result, and gradients of that of their operand', () => {
    const [single, double] = [Float32Array.of(0.5, 1.25, 3), Float64Array.of(0.75, 2, 1)];
    const [value, tangent] = jvp((x: Tensor) => f(x, double), [single], [single]);
    expect([value.dtype, tangent.dtype]).toEqual(['float64', 'float64']);
    const gradients = vjp((x: Tensor, y: Tensor) => f(x, y), single, double)[1](double);
    expect(gradients.map(({ dtype }) => dtype)).toEqual(['float32', 'float64']);
  });

  test('of what is not traced is that of @monge/ndarray', () => {
    expect(f(a, b)).toEqual(expected(a, b));
    const edges = Float64Array.of(-2, -0, 0, 0.5, 3, -Infinity, Infinity, NaN);
    const others = arrays.expandDims(edges, 1);
    expect(f(edges, others)).toEqual(expected(edges, others));
    const single = Float32Array.of(0.5, -1.25, 3);
    expect(f(single, 2)).toEqual(expected(single, 2));
    expect(f(single, edges.subarray(0, 3))).toEqual(expected(single, edges.subarray(0, 3)));
  });
});

test.each([2, 3, 0.5, -1.5, 1, 0])(
  'power with the constant exponent %d has derivatives of every order',
  (exponent) => {
    checkDerivatives((x) => power(x, exponent), [positive], { tolerance: 1e-6 });
  },
);

test.each([1, 2, -1, 0.5, 0, 3, -0.5])(
  'power with the constant exponent %d is that of @monge/ndarray',
  (exponent) => {
    const edges = Float64Array.of(
      -2.5,
      -0,
      0,
      5e-324,
      1e-160,
      0.3,
      7,
      1e160,
      -Infinity,
      Infinity,
      NaN,
      -1e-320,
    );
    for (const base of [edges, Float32Array.from(edges), arrays.linspace(-9, 9, 1001)]) {
      expect(power(base, exponent)).toEqual(arrays.power(base, exponent));
      const alike = arrays.array([exponent], { dtype: 'float32' });
      expect(power(base, alike)).toEqual(arrays.power(base, alike));
    }
    const slopes = grad((x: Tensor) => sum(power(x, exponent)))([0.3, 7]);
    assertAllClose(slopes, [exponent * 0.3 ** (exponent - 1), exponent * 7 ** (exponent - 1)], {
      rtol: 1e-14,
    });
  },
);

test('operands of any shapes broadcast as those of @monge/ndarray do, and gradients are summed back', () => {
  const lengths = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 4 });
  const part = fc.record({
    skipped: fc.nat({ max: 4 }),
    single: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
  });
  fc.assert(
    fc.property(lengths, part, part, (whole, ...parts) => {
      const [a, b] = parts.map(({ skipped, single }, k) =>
        normals(whole.map((length, at) => (single[at] ? 1 : length)).slice(skipped), k),
      );
      const expected = arrays.subtract(a, b);
      expect(autodiff.subtract(a, b)).toEqual(expected);
      const cotangent = normals(expected.shape, 2);
      const [ofA, ofB] = vjp((x: Tensor, y: Tensor) => autodiff.subtract(x, y), a, b)[1](cotangent);
      const summed = (shape: readonly number[], weights: arrays.NdArray): NdArray => {
        const lead = expected.shape.length - shape.length;
        const axes = expected.shape.flatMap((_, at) => (at < lead || shape[at - lead] === 1 ? [at] : []));
        return arrays.reshape(arrays.sum(weights, { axis: axes, keepDims: true }), shape);
      };
      assertAllClose(ofA, summed(a.shape, cotangent), { rtol: 1e-12, atol: 1e-14 });
      assertAllClose(ofB, summed(b.shape, arrays.neg(cotangent)), { rtol: 1e-12, atol: 1e-14 });
    }),
  );
});

test('power of negative bases with whole exponents has derivatives of every order', () => {
  checkDerivatives((x) => power(x, 3), [wide]);
  const several = (x: Tensor) => power(x, Float32Array.of(2, 3, -2));
  checkDerivatives(several, [wide], { tolerance: 1e-6 });
});

test('power with a constant base has derivatives of every order', () => {
  checkDerivatives((x) => power(1.7, x), [wide]);
});

describe('clip', () => {
  test('has derivatives with respect to the array and to both bounds', () => {
    checkDerivatives(clip, [wide, [-0.5, -0.6, -0.7], [[1], [0.5]]]);
  });

  test('of what is not traced is that of @monge/ndarray', () => {
    const x = Float64Array.of(-2, 0.5, 7, NaN);
    expect(clip(x, 0, 1)).toEqual(arrays.clip(x, 0, 1));
  });
});

describe('where', () => {
  const condition = [[1], [0]];

  test('has derivatives with respect to what it takes, with broadcasting', () => {
    checkDerivatives((a, b) => where(condition, autodiff.exp(a), autodiff.sin(b)), [wide, row]);
    checkDerivatives((a, b) => where([1, 0, 1], autodiff.exp(a), autodiff.sin(b)), [column, wide]);
    checkDerivatives((a, b) => where(condition, autodiff.exp(a), b), [row, 0.7]);
    checkDerivatives((a) => where(condition, autodiff.square(a), 2), [row]);
  });

  test('of what is not traced is that of @monge/ndarray', () => {
    const greater = arrays.greater(wide, 0.5);
    expect(where(greater, wide, row)).toEqual(arrays.where(greater, wide, row));
    expect(where([1, NaN, 0], 1, Float32Array.of(2))).toEqual(
      arrays.where([1, NaN, 0], 1, Float32Array.of(2)),
    );
    expect(
      where(
        [
          [1, 0],
          [0, 1],
        ],
        Float32Array.of(3),
        5,
      ).dtype,
    ).toBe('float32');
  });
});

describe('betainc', () => {
  const x = [
    [0.3, 0.6, 0.55],
    [0.4, 0.7, 0.45],
  ];

  test('has derivatives of every order with respect to x', () => {
    const a = arrays.array([[2], [0.7]], { dtype: 'float32' });
    checkDerivatives((at) => betainc(a, 3.4, at), [x], { tolerance: 1e-6 });
    const b = Float32Array.of(3, 0.5, 1);
    checkDerivatives((at) => betainc(a, b, at), [[0.4, 0.5, 0.6]], { tolerance: 1e-6 });
  });

  test('has the density of the law for its derivative, also where a power of it is 0 to the 0', () => {
    const density = (a: number, b: number, x: readonly number[]) =>
      arrays.toNested(grad((at: Tensor) => sum(betainc(a, b, at)))(x));
    // 12 x (1 − x)².
    expect(density(2, 3, [0, 0.5, 1])).toEqual([0, expect.closeTo(1.5, 14), 0]);
    expect(density(1, 1, [0, 0.5, 1])).toEqual([1, 1, 1]);
    expect(density(1, 1, [-1, 2])).toEqual([NaN, NaN]);
  });

  test('of what is not traced is that of @monge/ndarray', () => {
    expect(betainc([[2], [0.7]], 3, x)).toEqual(special.betainc([[2], [0.7]], 3, x));
    const single = Float32Array.of(0.25, 0.5);
    expect(betainc(2, 3, single)).toEqual(special.betainc(2, 3, single));
  });

  test('refuses parameters that it has no derivative with respect to', () => {
    expect(() => vjp((a: Tensor) => betainc(a, 3, 0.5), 2)).toThrow(arrays.UnsupportedError);
    expect(() => vjp((b: Tensor) => betainc(2, b, 0.5), 3)).toThrow(
      'autodiff.betainc: expected a and b to be constants (it is differentiated with respect to x alone), got a traced b; use stopGradient',
    );
  });
});

test('logBinomial has no derivatives where the coefficient is 0', () => {
  const slopes = vjp((k: Tensor) => logBinomial(3, k), [-1, 3, 3.5])[1]([1, 1, 1])[0];
  expect(arrays.toNested(slopes)).toEqual([NaN, expect.closeTo(-11 / 6, 14), NaN]);
});
