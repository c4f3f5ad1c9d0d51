import {
  abs,
  acos,
  add,
  asin,
  atan2,
  ceil,
  clip,
  divide,
  equal,
  exp,
  floor,
  gelu,
  grad,
  greater,
  greaterEqual,
  hessian,
  hypot,
  less,
  lessEqual,
  log,
  logAddExp,
  maximum,
  minimum,
  multiply,
  notEqual,
  power,
  relu,
  round,
  sigmoid,
  sign,
  silu,
  softplus,
  sqrt,
  square,
  sum,
  type Tensor,
  vjp,
  where,
} from '@monge/autodiff';
import {
  besselI0e,
  besselI1,
  betainc,
  digamma,
  erf,
  erfc,
  lgamma,
  logBesselI0,
  logBesselI1,
  logNormalCdf,
  normalCdf,
} from '@monge/autodiff/special';
import { fromData, type NdArray, slice, toNested } from '@monge/ndarray';
import { assertAllClose } from '@monge/ndarray/testing';
import { describe, expect, test } from 'vitest';

type Function = (x: Tensor) => Tensor;

/** The gradients of Σ f and of Σ f′ at some points. */
function derivatives(f: Function, x: readonly number[]): unknown[] {
  const first = grad((y: Tensor) => sum(f(y)));
  const second = grad((y: Tensor) => sum(first(y)));
  return [toNested(first(x)), toNested(second(x))];
}

const slope = (f: Function, x: number): number => grad(f)(x);

describe('a branch that is not taken', () => {
  const unsafe: readonly (readonly [name: string, f: Function, x: number])[] = [
    ['√x at 0', sqrt, 0],
    ['√x at −1', sqrt, -1],
    ['log x at 0', log, 0],
    ['x log x at 0', (x) => multiply(x, log(x)), 0],
    ['1 / x at 0', (x) => divide(1, x), 0],
    ['x / x at 0', (x) => divide(x, x), 0],
    ['eˣ past its range', exp, 1000],
    ['eˣ eˣ past its range', (x) => multiply(exp(x), exp(x)), 500],
    ['x^−½ at 0', (x) => power(x, -0.5), 0],
    ['xˣ at −1', (x) => power(x, x), -1.5],
    ['asin at 1', asin, 1],
    ['acos at 2', acos, 2],
    ['log Γ at −1', lgamma, -1],
    ['√√x at 0', (x) => sqrt(sqrt(x)), 0],
    ['hypot(x, 0) at 0', (x) => hypot(x, 0), 0],
    ['I₁ past its range', besselI1, 1000],
    ['log I₁ at 0', logBesselI1, 0],
    ['I_x(½, ½) at 0', (x) => betainc(0.5, 0.5, x), 0],
  ];
  test.each(unsafe)('has no derivative of any order: %s', (_, f, x) => {
    const branch: Function = (y) => where([0], f(y), square(y));
    expect(derivatives(branch, [x])).toEqual([[2 * x], [2]]);
  });
});

test('√x has the derivative ∞ at 0, and the zero vector no influence on itself', () => {
  expect(slope(sqrt, 0)).toBe(Infinity);
  expect(toNested(grad((x: Tensor) => sqrt(sum(square(x))))([0, 0]))).toEqual([0, 0]);
});

test('what has a kink has the middle of its slopes there, and ReLU 0', () => {
  expect(slope(abs, 0)).toBe(0);
  expect(slope(relu, 0)).toBe(0);
  expect(slope((x) => maximum(x, 2), 2)).toBe(0.5);
  expect(slope((x) => minimum(2, x), 2)).toBe(0.5);
  expect(slope((x) => maximum(x, x), 2)).toBe(1);
  expect(slope((x) => clip(x, 0, 1), 1)).toBe(0.5);
  expect(slope((x) => clip(x, 0, 1), 1.5)).toBe(0);
});

test('arcs have infinite slopes at ±1', () => {
  expect([slope(asin, 1), slope(asin, -1), slope(acos, 1), slope(acos, -1)]).toEqual([
    Infinity,
    Infinity,
    -Infinity,
    -Infinity,
  ]);
});

test.each([atan2, hypot] as const)('%o has the derivative 0 at the origin', (f) => {
  const [a, b] = vjp((x: Tensor, y: Tensor): Tensor => f(x, y), [0, 0, 3], 0)[1]([1, 1, 0]);
  expect([toNested(a as NdArray), b]).toEqual([[0, 0, 0], 0]);
  const second = hessian((p: Tensor) => f(sum(multiply(p, [1, 0])), sum(multiply(p, [0, 1]))))([0, 0]);
  expect(toNested(second as NdArray)).toEqual([
    [0, 0],
    [0, 0],
  ]);
});

test('comparisons and roundings of traced values are plain constants', () => {
  const f = (x: Tensor): Tensor => sum(multiply(x, add(greater(x, 1), multiply(10, add(floor(x), sign(x))))));
  expect(toNested(grad(f)([0.5, 2.5]))).toEqual([10, 31]);
  const g = (x: Tensor): Tensor => sum(multiply(x, add(ceil(x), multiply(10, round(x)))));
  expect(toNested(grad(g)([0.5, 2.6]))).toEqual([1, 33]);
  const h = (x: Tensor): Tensor =>
    sum(multiply(x, add(add(less(x, 1), multiply(2, lessEqual(x, 1))), multiply(4, greaterEqual(x, 1)))));
  expect(toNested(grad(h)([0, 1, 2]))).toEqual([3, 6, 4]);
  const k = (x: Tensor): Tensor => sum(multiply(x, add(equal(x, 1), multiply(2, notEqual(x, 1)))));
  expect(toNested(grad(k)([1, 2]))).toEqual([1, 2]);
});

describe('power with a constant exponent', () => {
  test('is differentiable at 0 and below', () => {
    expect(derivatives((x) => power(x, 2), [0, -3])).toEqual([
      [0, -6],
      [2, 2],
    ]);
    expect(derivatives((x) => power(x, 1), [0, -3])).toEqual([
      [1, 1],
      [0, 0],
    ]);
    expect(derivatives((x) => power(x, 0), [0, -3])).toEqual([
      [0, 0],
      [0, 0],
    ]);
    expect(slope((x) => power(x, 0.5), 0)).toBe(Infinity);
  });

  test('has no derivative with respect to the exponent at the base 0', () => {
    expect(slope((b) => power(0, b), 2)).toBe(0);
    expect(slope((b) => power(-2, b), 2)).toBeNaN();
  });
});

describe('far out', () => {
  test('activations have the slopes of their asymptotes', () => {
    const far = [-1e4, 1e4, -Infinity, Infinity];
    expect(derivatives(silu, far)[0]).toEqual([-0, 1, -0, 1].map((each) => expect.closeTo(each)));
    expect(derivatives(softplus, far)[0]).toEqual([0, 1, 0, 1]);
    expect(derivatives(sigmoid, far)[0]).toEqual([0, 0, 0, 0]);
    expect(derivatives(gelu, far)[0]).toEqual([0, 1, 0, 1]);
    for (const f of [silu, softplus, sigmoid, gelu]) {
      expect(derivatives(f, far)[1]).toEqual([0, 0, 0, 0].map((each) => expect.closeTo(each)));
    }
  });

  test('logAddExp of infinities has weights that sum to 1', () => {
    const weights = (a: number, b: number): unknown =>
      toNested(grad((x: Tensor) => sum(logAddExp(multiply(x, [1, 1]), [b, b])))([a, a]));
    expect(weights(-Infinity, 3)).toEqual([0, 0]);
    expect(weights(3, -Infinity)).toEqual([1, 1]);
    expect(weights(-Infinity, -Infinity)).toEqual([0.5, 0.5]);
    expect(weights(1000, 1000)).toEqual([0.5, 0.5]);
  });

  test('the derivative of log Φ is φ/Φ, to full accuracy where both underflow', () => {
    const x = [-1000, -50, -7.5, -6, -5.99, -3, 2];
    // By mpmath.
    const expected = [
      1000.000999998, 50.01998403190564, 7.6289663911037655, 6.158482604544599, 6.148722829073211,
      3.2830986549304364, 0.055247862678989956,
    ];
    assertAllClose(grad((y: Tensor) => sum(logNormalCdf(y)))(x), expected, { rtol: 1e-13 });
  });
});

test('the derivatives of the gamma and Bessel functions are those of mpmath', () => {
  const trigamma = grad((x: Tensor) => sum(digamma(x)));
  const x = [1, 0.001, -2.5, 40];
  const expected = [1.6449340668482264, 1000001.6425331958, 9.539246644989124, 0.02531510384129103];
  assertAllClose(trigamma(x), expected, { rtol: 1e-14 });
  const second = grad((y: Tensor) => sum(grad((z: Tensor) => sum(digamma(z)))(y)));
  assertAllClose(second([0.5, 7.25]), [-16.82879664423432, -0.02182895229519774], { rtol: 1e-14 });
  assertAllClose(second([-0.25, -3.75]), [122.69736678366236, -124.07972713378925], { rtol: 1e-13 });
  expect(toNested(trigamma([-1e9 - 0.5, Infinity, -2, -Infinity]))).toEqual([
    expect.closeTo(Math.PI ** 2, 8),
    0,
    Infinity,
    NaN,
  ]);
  const ratio = grad((y: Tensor) => sum(logBesselI0(y)));
  const ratios = [0.14833742694087526, 0.697774657964008, 0.9831895553653361, 0.9989994989968619];
  assertAllClose(ratio([0.3, 2, 30, 500]), ratios, { rtol: 1e-14 });
  expect(derivatives(logBesselI0, [0])).toEqual([[0], [0.5]]);
});

test('the higher derivatives of the Bessel functions are those of mpmath, at 0 too', () => {
  const highest = (f: Function, order: number): Function =>
    order === 0 ? f : highest((x) => grad((y: Tensor) => sum(f(y)))(x), order - 1);
  const at = fromData(Float64Array.of(0, 0.5, 7, -20, 100), [5]);
  const third = [0.375, 0.4147799393105973, 131.60383976463581, 39607631.11019856, 1.0527000346201079e42];
  assertAllClose(highest(besselI1, 3)(at) as NdArray, third, { rtol: 1e-13 });
  const fourth = [-0.375, -0.2400054905417848, 0.001561429781553139];
  assertAllClose(slice(highest(logBesselI0, 4)(at) as NdArray, [0, 3]), fourth, { rtol: 1e-11 });
  expect(slope(besselI0e, 0)).toBe(0);
  expect(derivatives(besselI1, [Infinity, -Infinity])[0]).toEqual([Infinity, Infinity]);
});

test.each(Object.entries({ erf, erfc, normalCdf, gelu }))(
  'where the density of the normal law is 0, the higher derivatives of %s are too',
  (_, f) => {
    const nth = (order: number): ((x: Tensor) => Tensor) =>
      order === 0 ? f : (x) => grad((y: Tensor) => sum(nth(order - 1)(y)))(x);
    const far = fromData(Float64Array.of(Infinity, -Infinity, 1e200), [3]);
    for (const order of [2, 3]) assertAllClose(nth(order)(far) as NdArray, [0, 0, 0]);
  },
);
