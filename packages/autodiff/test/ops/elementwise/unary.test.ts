import type { Operand, Tensor } from '@monge/autodiff';
import * as autodiff from '@monge/autodiff';
import * as differentiable from '@monge/autodiff/special';
import type { FloatData, NdArray, Operand as PlainOperand } from '@monge/ndarray';
import * as arrays from '@monge/ndarray';
import * as special from '@monge/ndarray/special';
import { layouts, maxUlp } from '@monge/ndarray/testing';
import { describe, expect, test } from 'vitest';
import { checkDerivatives } from '../../support/check-derivatives.js';

type Unary = (x: Operand) => Tensor;
type PlainUnary = (x: PlainOperand) => NdArray<FloatData>;
type Samples = readonly (readonly number[])[];

const real: Samples = [
  [0.3, -1.2, 0.05],
  [2.1, 0.7, -0.4],
];
const positive: Samples = [
  [0.3, 1.2, 0.6],
  [2.1, 0.7, 4.5],
];
const inside: Samples = [
  [0.3, -0.75, 0.05],
  [0.6, 0.5, -0.4],
];
const awayFromZero: Samples = [
  [0.3, -1.2, 0.15],
  [2.1, 0.7, -0.4],
];

interface Case {
  readonly name: string;
  readonly f: Unary;
  /** That of `@monge/ndarray`, if it has one. */
  readonly expected?: PlainUnary;
  /** Where it is smooth, with steps of 2⁻⁷ to each side. */
  readonly at: Samples;
  readonly tolerance?: number;
}

const functions: readonly Case[] = [
  { name: 'neg', f: autodiff.neg, expected: arrays.neg, at: real },
  { name: 'square', f: autodiff.square, expected: arrays.square, at: real },
  {
    name: 'reciprocal',
    f: autodiff.reciprocal,
    expected: arrays.reciprocal,
    at: awayFromZero,
    tolerance: 1e-5,
  },
  { name: 'abs', f: autodiff.abs, expected: arrays.abs, at: awayFromZero },
  { name: 'exp', f: autodiff.exp, expected: arrays.exp, at: real },
  { name: 'expm1', f: autodiff.expm1, expected: arrays.expm1, at: real },
  { name: 'log', f: autodiff.log, expected: arrays.log, at: positive, tolerance: 1e-7 },
  { name: 'log1p', f: autodiff.log1p, expected: arrays.log1p, at: positive },
  { name: 'sqrt', f: autodiff.sqrt, expected: arrays.sqrt, at: positive },
  { name: 'sin', f: autodiff.sin, expected: arrays.sin, at: real },
  { name: 'cos', f: autodiff.cos, expected: arrays.cos, at: real },
  { name: 'tan', f: autodiff.tan, expected: arrays.tan, at: inside },
  { name: 'atan', f: autodiff.atan, at: real },
  { name: 'asin', f: autodiff.asin, at: inside, tolerance: 1e-7 },
  { name: 'acos', f: autodiff.acos, at: inside, tolerance: 1e-7 },
  { name: 'sinh', f: autodiff.sinh, at: real },
  { name: 'cosh', f: autodiff.cosh, at: real },
  { name: 'tanh', f: autodiff.tanh, expected: arrays.tanh, at: real },
  { name: 'sigmoid', f: autodiff.sigmoid, expected: special.sigmoid, at: real },
  { name: 'softplus', f: autodiff.softplus, expected: special.softplus, at: real },
  { name: 'silu', f: autodiff.silu, expected: special.silu, at: real },
  { name: 'gelu', f: autodiff.gelu, expected: special.gelu, at: real },
  { name: 'relu', f: autodiff.relu, expected: special.relu, at: awayFromZero },
  { name: 'erf', f: differentiable.erf, expected: special.erf, at: real },
  { name: 'erfc', f: differentiable.erfc, expected: special.erfc, at: real },
  { name: 'erfinv', f: differentiable.erfinv, expected: special.erfinv, at: inside, tolerance: 1e-7 },
  {
    name: 'erfcinv',
    f: differentiable.erfcinv,
    expected: special.erfcinv,
    at: [
      [0.3, 1.2, 0.6],
      [1.5, 0.7, 0.8],
    ],
    tolerance: 1e-7,
  },
  {
    name: 'normalQuantile',
    f: differentiable.normalQuantile,
    expected: special.normalQuantile,
    at: [
      [0.3, 0.5, 0.6],
      [0.75, 0.7, 0.8],
    ],
    tolerance: 1e-6,
  },
  { name: 'normalCdf', f: differentiable.normalCdf, expected: special.normalCdf, at: real },
  {
    name: 'logNormalCdf',
    f: differentiable.logNormalCdf,
    expected: special.logNormalCdf,
    at: [
      [0.3, -1.2, -7],
      [2.1, -30, -0.4],
    ],
  },
  {
    name: 'lgamma',
    f: differentiable.lgamma,
    expected: special.lgamma,
    at: [
      [0.6, 1.2, 3.4],
      [-1.5, 12, 0.8],
    ],
    tolerance: 1e-7,
  },
  {
    name: 'digamma',
    f: differentiable.digamma,
    expected: special.digamma,
    at: [
      [0.8, 1.2, 3.4],
      [2.5, 12, 1.7],
    ],
    tolerance: 1e-7,
  },
  {
    name: 'logBesselI0',
    f: differentiable.logBesselI0,
    expected: special.logBesselI0,
    at: [
      [0.3, -1.2, 5],
      [2.1, 40, -0.4],
    ],
  },
  {
    name: 'besselI0',
    f: differentiable.besselI0,
    expected: special.besselI0,
    at: [
      [0, -1.2, 5],
      [2.1, 9, -0.4],
    ],
    tolerance: 1e-7,
  },
  {
    name: 'besselI1',
    f: differentiable.besselI1,
    expected: special.besselI1,
    at: [
      [0, -1.2, 5],
      [2.1, 9, -0.4],
    ],
    tolerance: 1e-7,
  },
  {
    name: 'besselI0e',
    f: differentiable.besselI0e,
    expected: special.besselI0e,
    at: [
      [0.3, -1.2, 5],
      [2.1, 40, -0.4],
    ],
  },
  {
    name: 'besselI1e',
    f: differentiable.besselI1e,
    expected: special.besselI1e,
    at: [
      [0.3, -1.2, 5],
      [2.1, 40, -0.4],
    ],
  },
  {
    name: 'logBesselI1',
    f: differentiable.logBesselI1,
    expected: special.logBesselI1,
    at: [
      [0.3, 1.2, 5],
      [2.1, 40, 0.4],
    ],
    tolerance: 1e-6,
  },
];

describe.each(functions)('$name', ({ f, at, tolerance = 1e-8 }) => {
  test('has derivatives of every order, in both modes', () => {
    checkDerivatives(f, [at], { tolerance });
  });
});

const known = functions.flatMap(({ name, f, expected }) =>
  expected === undefined ? [] : [{ name, f, expected }],
);

test.each(known)(
  '$name of what is not traced is that of @monge/ndarray, in every layout',
  ({ f, expected }) => {
    const data = Float64Array.of(-2, -0.5, -0, 0, 0.25, 1, 3, -Infinity, Infinity, NaN, 700, -700);
    for (const { array } of layouts(data, [3, 4])) expect(f(array)).toEqual(expected(array));
    expect(f(Float32Array.from(data))).toEqual(expected(Float32Array.from(data)));
    // tanh is Math's here, and within 2 ulp of that.
    const many = arrays.linspace(-9, 9, 1001);
    expect(maxUlp(f(many) as NdArray<FloatData>, expected(many))).toBeLessThanOrEqual(
      f === autodiff.tanh ? 2 : 0,
    );
    expect(f(0.5)).toEqual(expected(0.5));
    expect(f([[0.5], [0.25]])).toEqual(expected([[0.5], [0.25]]));
    expect(f(new Float64Array(0))).toEqual(expected(new Float64Array(0)));
  },
);
