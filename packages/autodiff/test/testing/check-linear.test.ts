import { add, cumsum, customJvp, multiply, type Tensor } from '@monge/autodiff';
import { checkLinear } from '@monge/autodiff/testing';
import { expect, test } from 'vitest';

test('a linear function passes', () => {
  checkLinear(
    (x) => cumsum(multiply(x, -2)),
    [
      [1, 2, 3],
      [0.5, -1, 4],
    ],
  );
});

test('an affine function is none', () => {
  expect(() => checkLinear((x) => add(x, 1), [1, 2])).toThrow(
    /f\(x − ¾y\), by linearity, element 0: expected/,
  );
});

test('a linear function with the derivative of another one is found', () => {
  const wrong = customJvp(
    (x: Tensor): Tensor => multiply(2, x),
    ([x], [t]) => [multiply(2, x), multiply(3, t)] as const,
  );
  expect(() => checkLinear(wrong, [1, 2])).toThrow(/the tangent, by linearity/);
});
