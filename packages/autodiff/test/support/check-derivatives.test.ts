import { add, customJvp, multiply, sin, stopGradient, type Tensor } from '@monge/autodiff';
import { expect, test } from 'vitest';
import { checkDerivatives } from './check-derivatives.js';

const at = [[0.3, -1.2, 0.6]];

/** sin x with another derivative than its own. */
const sinWithSlope = (slope: (x: Tensor) => Tensor) =>
  customJvp(
    (x: Tensor): Tensor => sin(x),
    ([x], [t]) => [sin(x), multiply(t, slope(x))] as const,
  );

test('a wrong first derivative is found by differences', () => {
  const wrong = sinWithSlope((x) => multiply(1.0001, sin(add(x, Math.PI / 2))));
  expect(() => checkDerivatives(wrong, at)).toThrow(/the first derivative by central differences/);
});

test('a derivative that cannot be differentiated again is found', () => {
  const wrong = sinWithSlope((x) => sin(add(stopGradient(x), Math.PI / 2)));
  expect(() => checkDerivatives(wrong, at)).toThrow(/the second derivative by central differences/);
  checkDerivatives(wrong, at, { order: 1 });
});

test('a result of another element type is found', () => {
  const wide = (x: Tensor): Tensor => multiply(x, Float64Array.of(1, 2, 3));
  expect(() => checkDerivatives(wide, at)).toThrow(/element type of the result/);
});
