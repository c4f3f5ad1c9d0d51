import { customVjp, multiply, sin, stopGradient, type Tensor } from '@monge/autodiff';
import { checkGradient } from '@monge/autodiff/testing';
import { expect, test } from 'vitest';

const cubed = (slope: (x: Tensor) => Tensor) =>
  customVjp({
    forward: (x: Tensor): readonly [Tensor, Tensor] => [multiply(x, multiply(x, x)), x],
    backward: (x, cotangent) => [multiply(cotangent, slope(x))],
  });

test('a rule of reverse mode that is right passes, to the third order', () => {
  const right = cubed((x) => multiply(3, multiply(x, x)));
  checkGradient(
    (x, y) => multiply(right(x), sin(y)),
    [
      [[0.5], [-1]],
      [0.3, 0.7, -2],
    ],
    { order: 3 },
  );
});

test('a wrong sign is found', () => {
  const wrong = cubed((x) => multiply(-3, multiply(x, x)));
  expect(() => checkGradient(wrong, [[0.5, -1]])).toThrow(
    /^the first derivative by central differences: expected .* ± .*, got /,
  );
});

test('a rule that cannot be differentiated again is found', () => {
  const wrong = cubed((x) => stopGradient(multiply(3, multiply(x, x))) as Tensor);
  expect(() => checkGradient(wrong, [[0.5, -1]])).toThrow(/the second derivative/);
  checkGradient(wrong, [[0.5, -1]], { order: 1 });
});
