import * as autodiff from '@monge/autodiff';
import { clip, jvp, type Operand, power, type Tensor, vjp, where } from '@monge/autodiff';
import { logBeta } from '@monge/autodiff/special';
import type { FloatData, NdArray, Operand as PlainOperand } from '@monge/ndarray';
import * as arrays from '@monge/ndarray';
import * as special from '@monge/ndarray/special';
import { describe, expect, test } from 'vitest';
import { checkDerivatives } from '../../support/check-derivatives.js';

type Binary = (a: Operand, b: Operand) => Tensor;
type PlainBinary = (a: PlainOperand, b: PlainOperand) => NdArray<FloatData>;
type Samples = readonly (readonly number[])[];

const wide: Samples = [
  [0.3, -1.2, 0.55],
  [2.1, 0.75, -0.4],
];
const row = [0.9, -0.65, 1.7];
const column = [[1.5], [-0.8]];
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
  readonly tolerance?: number;
}

const functions: readonly Case[] = [
  { name: 'add', f: autodiff.add, expected: arrays.add, a: wide, b: row },
  { name: 'subtract', f: autodiff.subtract, expected: arrays.subtract, a: wide, b: row },
  { name: 'multiply', f: autodiff.multiply, expected: arrays.multiply, a: wide, b: row },
  { name: 'divide', f: autodiff.divide, expected: arrays.divide, a: wide, b: row, tolerance: 1e-6 },
  { name: 'power', f: autodiff.power, expected: arrays.power, a: positive, b: row, tolerance: 1e-6 },
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
    tolerance: 1e-7,
  },
];

describe.each(functions)('$name', ({ f, expected, a, b, tolerance = 1e-8 }) => {
  test('has derivatives of every order with respect to each operand, in both modes', () => {
    checkDerivatives(f, [a, b], { tolerance });
  });

  test('sums the derivative over the axes along which an operand is repeated', () => {
    const columns = f === power || f === logBeta ? column.map((each) => each.map(Math.abs)) : column;
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
