import { add, grad, jvp, multiply, sum, type Tensor, vjp } from '@monge/autodiff';
import { array, broadcastTo, copy, fromData, type Operand } from '@monge/ndarray';
import { layouts } from '@monge/ndarray/testing';
import { type DifferenceOptions, expectDifferences } from './expect-differences.js';
import { expectClose, expectDType, expectEqual, expectLike, expectWithin } from './expectations.js';
import { type Array64, concatenated, inner, innerSize, plainly, randomLike } from './plain-arrays.js';

/** A function of traced arrays, one argument each. */
export type Differentiable = (...args: Tensor[]) => Tensor;

export interface CheckOptions extends DifferenceOptions {
  /** Up to which order. Default 3. */
  readonly order?: 1 | 2 | 3;
  /** Of derivatives of float32 arguments, relative to the larger of 1 and the largest one in float64. Default 1e-4. */
  readonly float32Tolerance?: number;
  /** Whether the function takes arrays that repeat their first element along each axis; one of regular matrices does not. Default true. */
  readonly repeated?: boolean;
}

/**
 * Checks all derivatives of a function at some arguments (read as float64): reverse mode against forward mode and both against differences,
 * to the third order, in float32, and for arguments in any layout in memory. Expects arguments around which the function is smooth.
 */
export function checkDerivatives(
  f: Differentiable,
  args: readonly Operand[],
  options: CheckOptions = {},
): void {
  const { order = 3, float32Tolerance = 1e-4, repeated = true } = options;
  const packed = args.map((arg) => array(arg, { dtype: 'float64' }));
  checkFirst(f, packed, options);
  if (order >= 2) checkSecond(f, packed, options);
  if (order >= 3) checkThird(f, packed, options);
  checkFloat32(f, packed, float32Tolerance);
  checkLayouts(f, packed, repeated);
}

/** Reverse mode is the transpose of forward mode; both are the differences; parts are those of the whole; arguments are left alone. */
export function checkFirst(f: Differentiable, args: readonly Array64[], options: CheckOptions = {}): void {
  const before = args.map(copy);
  const plain = plainly(f(...args), 'the function of plain arguments');
  const tangents = args.map((arg, k) => randomLike(arg, k));
  const cotangent = randomLike(plain, args.length);
  const [forwardValue, tangent] = jvp(f, [...args], tangents);
  const [reverseValue, pullback] = vjp(f, ...args);
  const gradients = pullback(cotangent) as readonly Tensor[];

  expectEqual('the value that jvp returns', plainly(forwardValue, 'jvp'), plain);
  expectEqual('the value that vjp returns', plainly(reverseValue, 'vjp'), plain);
  expectLike('the tangent of the result', plainly(tangent, 'jvp'), plain);
  args.forEach((arg, k) => {
    expectLike(`the gradient for argument ${k}`, plainly(gradients[k], 'vjp'), arg);
  });

  const forward = inner([cotangent], [tangent]);
  const reverse = inner(gradients, tangents);
  const size = innerSize([cotangent], [tangent]) + innerSize(gradients, tangents);
  expectWithin('⟨cotangent, jvp⟩ = ⟨vjp, tangents⟩', reverse, forward, 1e-12 * size);

  const functional = (...xs: Tensor[]) => inner([cotangent], [f(...xs)]);
  expectDifferences('the first derivative', functional, args, tangents, forward, options);
  if (args.length > 1) checkParts(f, args, tangents, cotangent, gradients, tangent);
  expectEqual('a second pull of the tape', concatenated(pullback(cotangent)), concatenated(gradients));
  args.forEach((arg, k) => {
    expectEqual(`argument ${k} afterwards`, arg, before[k]);
  });
}

/** With respect to one argument alone, the others constant: the same gradients, and tangents that sum to the tangent. */
function checkParts(
  f: Differentiable,
  args: readonly Array64[],
  tangents: readonly Array64[],
  cotangent: Array64,
  gradients: readonly Tensor[],
  tangent: Tensor,
): void {
  const total = new Float64Array(cotangent.data.length);
  args.forEach((arg, k) => {
    const part = (x: Tensor) => f(...args.map((each, l) => (l === k ? x : each)));
    const alone = (vjp(part, arg)[1](cotangent) as readonly Tensor[])[0];
    expectClose(
      `the gradient for argument ${k} alone`,
      plainly(alone, 'vjp'),
      plainly(gradients[k], 'vjp'),
      1e-13,
    );
    const rate = plainly(jvp(part, [arg], [tangents[k]])[1], 'jvp');
    expectLike(`the tangent along argument ${k} alone`, rate, cotangent);
    rate.data.forEach((value, i) => {
      total[i] += value;
    });
  });
  const sums = fromData(total, cotangent.shape);
  expectClose('the sum of the tangents along each argument alone', sums, plainly(tangent, 'jvp'), 1e-12);
}

/** Second derivatives by forward over reverse, reverse over reverse and reverse over forward agree with each other and with differences of the first. */
export function checkSecond(f: Differentiable, args: readonly Array64[], options: CheckOptions = {}): void {
  const g = randomFunctional(f, args);
  const tangents = args.map((arg, k) => randomLike(arg, 100 + k));
  const others = args.map((arg, k) => randomLike(arg, 200 + k));
  const products = hessianProducts(g, args, tangents);
  const expected = concatenated(products.forwardOverReverse);
  expectClose('reverse over reverse', concatenated(products.reverseOverReverse), expected, 1e-10);
  expectClose('reverse over forward', concatenated(products.reverseOverForward), expected, 1e-10);
  const second = inner(products.forwardOverReverse, others);
  const forward = jvp((...xs: Tensor[]) => along(g, xs, tangents), [...args], others)[1];
  expectWithin(
    'forward over forward',
    plainly(forward, 'jvp').data[0],
    second,
    1e-10 * Math.max(1, Math.abs(second)),
  );
  const first = (...xs: Tensor[]) => inner(gradient(g)(xs), tangents);
  expectDifferences('the second derivative', first, args, others, second, options);
}

/** Third derivatives nested in three ways agree with each other and with differences of the second. */
export function checkThird(f: Differentiable, args: readonly Array64[], options: CheckOptions = {}): void {
  const g = randomFunctional(f, args);
  const [t, u, v] = [300, 400, 500].map((fold) => args.map((arg, k) => randomLike(arg, fold + k)));
  const curvature = (xs: readonly Tensor[]) => dotted(hessianProducts(g, xs, t).forwardOverReverse, u);
  const forwardOver = concatenated(gradient(curvature)(args));
  const reverseOver = gradient((xs) => dotted(hessianProducts(g, xs, t).reverseOverReverse, u))(args);
  const product = (xs: readonly Tensor[]) => hessianProducts(g, xs, t).reverseOverForward;
  const forwardLast = dotted(jvp(product, [args], [v])[1], u);
  expectClose('reverse over reverse over reverse', concatenated(reverseOver), forwardOver, 1e-9);
  const third = inner([forwardOver], [concatenated(v)]);
  const size = Math.max(1, Math.abs(third));
  expectWithin('forward over reverse over forward', plainly(forwardLast, 'jvp').data[0], third, 1e-9 * size);
  const second = (...xs: Tensor[]) => plainly(curvature(xs), 'grad').data[0];
  expectDifferences('the third derivative', second, args, v, third, options);
}

/** float32 arguments give a float32 result and float32 derivatives, close to those in float64. */
export function checkFloat32(f: Differentiable, args: readonly Array64[], tolerance = 1e-4): void {
  const single = args.map((arg) => array(arg, { dtype: 'float32' }));
  const double = single.map((arg) => array(arg, { dtype: 'float64' }));
  const value = f(...single);
  expectDType('the result', value, 'float32');
  const plain = f(...double);
  const cotangent = array(randomLike(plainly(plain, 'f'), 600), { dtype: 'float32' });
  const tangents = single.map((arg, k) => array(randomLike(arg, 601 + k), { dtype: 'float32' }));
  const gradients = vjp(f, ...single)[1](cotangent) as readonly Tensor[];
  const expected = vjp(f, ...double)[1](array(cotangent, { dtype: 'float64' })) as readonly Tensor[];
  gradients.forEach((each, k) => {
    expectDType(`the gradient for argument ${k}`, each, 'float32');
    expectClose(
      `the gradient for argument ${k} in float32`,
      plainly(each, 'vjp'),
      plainly(expected[k], 'vjp'),
      tolerance,
    );
  });
  const tangent = jvp(f, [...single], tangents)[1];
  expectDType('the tangent', tangent, 'float32');
  const rate = jvp(
    f,
    [...double],
    tangents.map((each) => array(each, { dtype: 'float64' })),
  )[1];
  expectClose('the tangent in float32', plainly(tangent, 'jvp'), plainly(rate, 'jvp'), tolerance);
}

/** What lies in memory in another way, or repeats one element, has the derivatives of its packed copy. */
export function checkLayouts(f: Differentiable, args: readonly Array64[], repeated = true): void {
  const laidOut = args.map((arg) => layouts(arg.data, arg.shape));
  // Each argument in a layout of its own.
  for (let turn = 0; turn < laidOut[0].length; turn++) {
    const chosen = laidOut.map((each, k) => each[(turn + 2 * k) % each.length]);
    const names = chosen.map(({ name }) => name).join(', ');
    expectSameDerivatives(
      `arguments laid out as ${names}`,
      f,
      chosen.map(({ array: each }) => each),
    );
  }
  if (repeated) expectSameDerivatives('arguments that repeat an element', f, args.map(repeatFirst));
}

/** The first element of the array, repeated by strides of 0. */
function repeatFirst(x: Array64): Array64 {
  return x.data.length === 0 ? x : broadcastTo(fromData(x.data.slice(0, 1), []), x.shape);
}

function expectSameDerivatives(what: string, f: Differentiable, args: readonly Array64[]): void {
  const copies = args.map(copy);
  const value = plainly(f(...copies), 'f');
  expectEqual(`${what}: the value`, plainly(f(...args), 'f'), value);
  const cotangent = randomLike(value, 700);
  const tangents = args.map((arg, k) => randomLike(arg, 701 + k));
  const gradients = vjp(f, ...args)[1](cotangent) as readonly Tensor[];
  const expected = vjp(f, ...copies)[1](cotangent) as readonly Tensor[];
  expectEqual(`${what}: the gradients`, concatenated(gradients), concatenated(expected));
  const [rate, expectedRate] = [args, copies].map((xs) => jvp(f, [...xs], tangents)[1]);
  expectEqual(`${what}: the tangent`, plainly(rate, 'jvp'), plainly(expectedRate, 'jvp'));
}

type Scalar = (xs: readonly Tensor[]) => Tensor;

/** x ↦ ⟨w, f(x)⟩ for random w. */
function randomFunctional(f: Differentiable, args: readonly Array64[]): Scalar {
  const weights = randomLike(plainly(f(...args), 'f'), 800);
  return (xs) => sum(multiply(weights, f(...xs)));
}

function gradient(g: Scalar): (xs: readonly Tensor[]) => readonly Tensor[] {
  return grad(g) as (xs: readonly Tensor[]) => readonly Tensor[];
}

/** ∂g · t. */
function along(g: Scalar, xs: readonly Tensor[], tangents: readonly Tensor[]): Tensor {
  return jvp(g, [xs], [tangents])[1];
}

function hessianProducts(g: Scalar, xs: readonly Tensor[], tangents: readonly Tensor[]) {
  return {
    forwardOverReverse: jvp(gradient(g), [xs], [tangents])[1],
    reverseOverReverse: gradient((ys) => dotted(gradient(g)(ys), tangents))(xs),
    reverseOverForward: gradient((ys) => along(g, ys, tangents))(xs),
  };
}

/** Σₖ ⟨aₖ, bₖ⟩, in operations. */
function dotted(a: readonly Tensor[], b: readonly Tensor[]): Tensor {
  return a.map((each, k): Tensor => sum(multiply(each, b[k]))).reduce((total, term) => add(total, term));
}
