import {
  add,
  checkpoint,
  customJvp,
  customVjp,
  grad,
  hvp,
  jacobian,
  jvp,
  multiply,
  scan,
  sum,
  type Tensor,
  vjp,
} from '@monge/autodiff';
import { fixedPoint, implicit } from '@monge/autodiff/implicit';
import { describe, expect, it } from 'vitest';
import { currentMemory, runningTraces } from '../../src/core/evaluation.js';
import { heap } from '../../src/core/memory.js';

const boom: (x: Tensor) => never = () => {
  throw new Error('boom');
};
const square = (x: Tensor) => multiply(x, x);
const rule = customVjp({ forward: (x: Tensor) => [square(x), x], backward: boom });
const rate = customJvp(square, () => boom(2 as never));
const root = implicit({ residual: (x: Tensor, _a: Tensor) => boom(x), solve: (a: Tensor) => a });

const throwing: Record<string, () => unknown> = {
  grad: () => grad(boom)(1),
  'grad, on the way back': () => grad((x: Tensor) => rule(x))(1),
  'a gradient of a gradient': () => grad(grad((x: Tensor) => (x.shape.length === 0 ? boom(x) : x)))(1),
  vjp: () => vjp(boom, 1),
  'a pullback': () => vjp(rule, [1, 2])[1]([1, 1]),
  jvp: () => jvp(boom, [1], [1]),
  'jvp, in a rule': () => jvp(rate, [1], [1]),
  'grad, in a rule for tangents': () => grad(rate)(1),
  hvp: () => hvp((x: Tensor) => add(square(x), boom(x)), 1, 1),
  jacobian: () => jacobian(boom, { mode: 'forward' })([1, 2]),
  checkpoint: () => grad(checkpoint((x: Tensor) => add(square(x), boom(x))))(1),
  scan: () => grad((x: Tensor) => scan(boom, x, undefined, { length: 3, checkpoint: 'sqrt' })[0])(1),
  implicit: () => grad(root)(1),
  fixedPoint: () => grad(fixedPoint(boom as (x: Tensor, a: Tensor) => Tensor, 0))(1),
};

describe('a function that throws', () => {
  for (const [name, run] of Object.entries(throwing)) {
    it(`leaves nothing behind: ${name}`, () => {
      expect(run).toThrow('boom');
      expect(runningTraces()).toEqual([]);
      expect(currentMemory()).toBe(heap);
      expect(grad((x: Tensor) => sum(square(x)))([1, 2]).data).toEqual(Float64Array.of(2, 4));
    });
  }

  it('and is caught inside another leaves the other one right', () => {
    const careful = (x: Tensor): Tensor => {
      try {
        return multiply(1, grad((y: Tensor) => add(multiply(x, y), boom(y)))(2));
      } catch {
        return square(x);
      }
    };
    expect(grad(careful)(3)).toBe(6);
    expect(jvp(careful, [3], [1])[1].data[0]).toBe(6);
  });

  it('and is caught in a checkpoint leaves the outer tape open', () => {
    const f = (x: Tensor): Tensor => {
      try {
        return checkpoint((y: Tensor) => add(y, boom(y)))(x);
      } catch {
        return square(x);
      }
    };
    expect(grad(f)(3)).toBe(6);
  });
});
