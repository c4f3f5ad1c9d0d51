import {
  abs,
  add,
  customJvp,
  customVjp,
  multiply,
  sin,
  stopGradient,
  type Tensor,
  Traced,
} from '@monge/autodiff';
import { checkDerivatives, type DerivativeLaw, derivativeLaws } from '@monge/autodiff/testing';
import { expect, test } from 'vitest';

const at = [[0.3, -1.2, 0.6]];

/** sin x with another derivative than its own. */
const sinWithSlope = (slope: (x: Tensor) => Tensor) =>
  customJvp(
    (x: Tensor): Tensor => sin(x),
    ([x], [t]) => [sin(x), multiply(t, slope(x))] as const,
  );

/** The law whose name has this in it. */
function lawOf(words: string): DerivativeLaw['check'] {
  const law = derivativeLaws.find(({ name }) => name.includes(words));
  if (law === undefined) throw new Error(`expected a law about "${words}", got none`);
  return law.check;
}

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

test('a kink is refused, since differences do not know the derivative there', () => {
  expect(() => checkDerivatives((x) => abs(x), [[1e-5, 2]])).toThrow(/expected a function so smooth/);
});

test('a function that writes to its argument is found', () => {
  const writing = (x: Tensor): Tensor => {
    if (!(x instanceof Traced)) x.data[0] += 1;
    return sin(x);
  };
  expect(() => lawOf('nobody writes')(writing, at)).toThrow(
    /argument 0 afterwards: expected element 0 to be 0.3, got 1.3/,
  );
});

test('a derivative that holds for cotangents of size 1 only is found', () => {
  const offset = customVjp({
    forward: (x: Tensor): readonly [Tensor, undefined] => [multiply(2, x), undefined],
    backward: (_, cotangent) => [add(multiply(2, cotangent), 1e-13)],
  });
  // Forward mode does not go through it.
  const f = (x: Tensor): Tensor =>
    x instanceof Traced && /jvp/.test(x.trace.name) ? multiply(2, x) : offset(x);
  expect(() => lawOf('reverse mode is the transpose')(f, at)).toThrow(/⟨cotangent, jvp⟩ = ⟨vjp, tangents⟩/);
});

test('every law holds of a smooth function of several arguments', () => {
  const f = (x: Tensor, y: Tensor): Tensor => multiply(sin(x), y);
  for (const { check } of derivativeLaws) check(f, [at, [[2], [-0.7]]]);
});
