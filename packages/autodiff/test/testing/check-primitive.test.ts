import {
  denseOf,
  dtypeOfDense,
  fit,
  multiplyValues,
  type Primitive,
  scaleValues,
  spread,
  type Value,
} from '@monge/autodiff/primitive';
import { checkPrimitive } from '@monge/autodiff/testing';
import { expect, test } from 'vitest';

/** Of c x², and how it may be wrong. */
const parabola = (slope: (x: Value, c: number) => Value, first = 0): Primitive<number> => ({
  name: 'parabola',
  evaluate([x], c, memory) {
    const of = denseOf(x);
    const data = memory.allocate(dtypeOfDense(of), of.data.length);
    for (let i = first; i < data.length; i++) data[i] = c * of.data[i] ** 2;
    return { data, shape: of.shape };
  },
  vjp: (cotangent, [x], _, c) => [fit(multiplyValues(cotangent, slope(x, c)), x)],
  jvp: ([tangent = 0], [x], y, c) => spread(multiplyValues(tangent, slope(x, c)), y),
});

const at = [[0.3, -1.2, 0.6]];

test('a primitive whose rules are right passes', () => {
  checkPrimitive(
    parabola((x, c) => scaleValues(2 * c, x)),
    at,
    1.5,
  );
});

test('a wrong rule is found', () => {
  const wrong = parabola((x, c) => scaleValues(c, x));
  expect(() => checkPrimitive(wrong, at, 1.5)).toThrow(/the first derivative by central differences/);
});

test('an element that is not written is found', () => {
  const partial = parabola((x, c) => scaleValues(2 * c, x), 1);
  expect(() => checkPrimitive(partial, at, 1.5)).toThrow(
    /^parabola in memory that has been used before: expected element 0/,
  );
});
