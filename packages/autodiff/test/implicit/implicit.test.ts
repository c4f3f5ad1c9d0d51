import {
  add,
  cos,
  exp,
  grad,
  hvp,
  jacobian,
  jvp,
  matmul,
  multiply,
  scan,
  sqrt,
  subtract,
  sum,
  type Tensor,
  tanh,
} from '@monge/autodiff';
import { fixedPoint, implicit } from '@monge/autodiff/implicit';
import { DomainError, MongeError, ShapeError } from '@monge/ndarray';
import { describe, expect, it } from 'vitest';
import { currentMemory } from '../../src/core/evaluation.js';
import { Arena } from '../../src/core/memory.js';
import { normals } from '../support/arrays.js';
import { expectClose } from '../support/expectations.js';

const n = 5;
const coupling = multiply(normals([n, n], 1), 0.15) as ReturnType<typeof normals>;
/** A contraction of x. */
const step = (x: Tensor, w: Tensor, b: Tensor) => tanh(add(matmul(w, x), b));
const start = new Float64Array(n);
const solved = fixedPoint(step, start);
const unrolled = (w: Tensor, b: Tensor) =>
  scan((x: Tensor) => [step(x, w, b), undefined], start, undefined, { length: 80 })[0];

describe('fixedPoint', () => {
  const w = coupling;
  const b = normals([n], 2);
  const [u, v] = [normals([n], 3), normals([n], 4)];

  it('is the limit of the iteration', () => {
    expectClose('x', solved(w, b) as never, unrolled(w, b) as never, 1e-11);
    expect(fixedPoint((x: Tensor) => cos(x), 1)()).toMatchObject({ shape: [] });
  });

  it('has the derivatives of the unrolled iteration, to the third order and in both modes', () => {
    const loss = (f: typeof solved) => (x: Tensor) => sum(multiply(multiply(f(w, x), f(w, x)), u));
    const [own, reference] = [loss(solved), loss(unrolled)];
    expectClose('gradient', grad(own)(b), grad(reference)(b), 1e-8);
    expectClose('tangent', jvp(own, [b], [v])[1], jvp(reference, [b], [v])[1], 1e-8);
    expectClose('forward over reverse', hvp(own, b, v), hvp(reference, b, v), 1e-8);
    const second = (f: (x: Tensor) => Tensor) => (x: Tensor) => sum(multiply(grad(f)(x), v));
    expectClose('reverse over reverse', grad(second(own))(b), grad(second(reference))(b), 1e-8);
    const third = (f: (x: Tensor) => Tensor) => grad(second(second(f)))(b);
    expectClose('third', third(own), third(reference), 1e-8);
    const forward = (f: (x: Tensor) => Tensor) => (x: Tensor) => jvp(f, [x], [v])[1];
    expectClose('reverse over forward', grad(forward(own))(b), grad(forward(reference))(b), 1e-8);
    expectClose(
      'reverse over forward twice',
      grad(forward(forward(own)))(b),
      grad(forward(forward(reference)))(b),
      1e-8,
    );
  });

  it('is differentiated by several arguments at once', () => {
    const loss = (f: typeof solved) => (p: { w: Tensor; b: Tensor }) => sum(multiply(f(p.w, p.b), u));
    const [own, reference] = [loss(solved), loss(unrolled)].map((f) => grad(f)({ w, b }));
    expectClose('by w', own.w, reference.w, 1e-8);
    expectClose('by b', own.b, reference.b, 1e-8);
  });

  it('takes trees, and works in float32', () => {
    const pair = fixedPoint(
      (p: { x: Tensor; y: readonly [Tensor] }, a: Tensor) => ({
        y: [multiply(0.5, tanh(p.x))] as const,
        x: add(a, multiply(0.3, p.y[0])),
      }),
      { x: [0, 0], y: [new Float64Array(2)] },
    );
    const gradient = grad((a: Tensor) => sum(pair(a).y[0]))([0.3, -0.2]);
    const h = 1e-5;
    const at = (a: number) => (pair([a, -0.2] as never).y[0] as { data: Float64Array }).data[0];
    expect(gradient.data[0]).toBeCloseTo((at(0.3 + h) - at(0.3 - h)) / (2 * h), 7);
    const narrow = fixedPoint((x: Tensor, a: Tensor) => multiply(0.5, cos(add(x, a))), new Float32Array(2));
    const [wide, exact] = [Float32Array.of(0.2, 0.9), [0.2, 0.9]].map((a) =>
      grad((c: Tensor) => sum(narrow(c)))(a),
    );
    expect(wide.dtype).toBe('float32');
    wide.data.forEach((value, k) => {
      expect(value).toBeCloseTo(exact.data[k], 4);
    });
  });

  it('needs memory that does not depend on the number of iterations', () => {
    /** The most that a gradient takes from the arena, for a contraction by a factor. */
    const peak = (factor: number) => {
      const count = { steps: 0, most: 0 };
      const slow = (x: Tensor, a: Tensor) => {
        count.steps++;
        const memory = currentMemory();
        if (memory instanceof Arena) count.most = Math.max(count.most, memory.used);
        return add(multiply(factor, x), a);
      };
      grad((a: Tensor) => sum(fixedPoint(slow, new Float64Array(1000))(a)))(new Float64Array(1000).fill(1));
      return count;
    };
    const [short, long] = [peak(0.1), peak(0.97)];
    expect(long.steps).toBeGreaterThan(20 * short.steps);
    expect(long.most).toBeLessThanOrEqual(short.most);
  });

  it('starts anywhere, at what is followed too: the solution does not depend on it', () => {
    const from = (a: Tensor) =>
      fixedPoint((x: Tensor, c: Tensor) => cos(multiply(c, x)), multiply(a, 0.5))(a);
    const solution = fixedPoint((x: Tensor, a: Tensor) => cos(multiply(a, x)), 1);
    expect(grad(from)(0.9)).toBeCloseTo(grad(solution)(0.9), 10);
    expect(grad((a: Tensor) => fixedPoint((x: Tensor) => cos(x), a)())(0.9)).toBe(0);
  });

  it('says so when f depends on what is followed through a closure, wherever that comes from', () => {
    const message = /expected every traced value among the arguments, .* pass it as an argument/;
    const closure = (a: Tensor, b: Tensor) =>
      fixedPoint((x: Tensor, c: Tensor) => cos(multiply(multiply(a, c), x)), 1)(b);
    const one = sum([1]);
    expect(() => grad((a: Tensor) => closure(a, one))(0.5)).toThrow(message);
    expect(() => jvp((a: Tensor) => closure(a, one), [0.5], [1])).toThrow(message);
    expect(() => grad((b: Tensor) => grad((a: Tensor) => closure(a, b))(0.5) as never)(0.9)).toThrow(message);
    expect(grad((a: Tensor) => add(a, closure(one, one)))(0.5)).toBe(1);
  });

  it('says so when it does not come to rest, or f is unlike x', () => {
    const diverging = fixedPoint((x: Tensor, a: Tensor) => multiply(a, x), 1, { maxIterations: 100 });
    expect(() => diverging(2 as never)).toThrow(MongeError);
    expect(() => diverging(2 as never)).toThrow(
      /autodiff.fixedPoint: .* within 100 iterations; f is no contraction/,
    );
    expect(() => diverging(NaN as never)).toThrow(/within 100 iterations/);
    expect(() => fixedPoint<Tensor, []>(() => [1, 2] as never, [1, 2, 3])()).toThrow(ShapeError);
    expect(() => fixedPoint((x: Tensor) => x, 1, { threshold: -1 })).toThrow(DomainError);
  });
});

describe('implicit', () => {
  const squareRoot = implicit({
    residual: (x: Tensor, a: Tensor) => subtract(multiply(x, x), a),
    solve: (a: Tensor) => sqrt(a),
  });

  it('has the derivatives of the closed form', () => {
    const d1 = grad(squareRoot);
    const d2 = grad((a: Tensor) => d1(a));
    const d3 = grad((a: Tensor) => d2(a));
    expect(d1(4)).toBeCloseTo(1 / 4, 10);
    expect(d2(4)).toBeCloseTo(-1 / 32, 10);
    expect(d3(4)).toBeCloseTo(3 / 256, 10);
    expect(jvp((a: Tensor) => jvp((c: Tensor) => d1(c), [a], [1])[1], [4], [1])[1].data[0]).toBeCloseTo(
      3 / 256,
      10,
    );
    expect(jacobian(squareRoot)([4, 9]).data[3]).toBeCloseTo(1 / 6, 10);
  });

  it('differentiates a minimum by conjugate gradients', () => {
    const data = normals([8, 3], 5);
    const target = normals([8], 6);
    const objective = (x: Tensor, ridge: Tensor) => {
      const error = subtract(matmul(data, x), target);
      return add(sum(multiply(error, error)), multiply(exp(ridge), sum(multiply(x, x))));
    };
    const descend = (ridge: Tensor): Tensor => {
      let x: Tensor = new Float64Array(3) as never;
      for (let k = 0; k < 3000; k++) x = subtract(x, multiply(0.02, grad(objective)(x, ridge)));
      return x;
    };
    const residual = (x: Tensor, ridge: Tensor) => grad(objective)(x, ridge);
    for (const method of ['cg', 'gmres'] as const) {
      const ridgeOf = implicit({ residual, solve: descend }, { method });
      const f = (ridge: Tensor) => sum(ridgeOf(ridge));
      const h = 1e-4;
      const at = (ridge: number) => (sum(descend(ridge as never)) as { data: Float64Array }).data[0];
      expect(grad(f)(0.3)).toBeCloseTo((at(0.3 + h) - at(0.3 - h)) / (2 * h), 6);
    }
  });

  it('does not write over what solve was given, nor over what it kept', () => {
    const kept: Tensor[] = [];
    const root = implicit({
      residual: (x: Tensor, a: Tensor) => subtract(x, multiply(2, a)),
      solve: (a: Tensor) => {
        kept.push(a);
        return multiply(2, a);
      },
    });
    grad((a: Tensor) => sum(root(multiply(3, a))))([1, 2]);
    grad((a: Tensor) => sum(tanh(multiply(a, 100))))([4, 5]);
    expect(kept).toMatchObject([{ data: Float64Array.of(3, 6) }]);
  });

  it('is not differentiated by what it does not depend on', () => {
    const constant = implicit({
      residual: (x: Tensor, a: Tensor) => subtract(x, multiply(0, a)),
      solve: () => 0 as never,
    });
    expect(grad(constant)(1)).toBe(0);
    expect(jvp(constant, [1], [1])[1]).toMatchObject({ data: Float64Array.of(0) });
  });

  it('says so when the derivative does not exist', () => {
    const flat = implicit({
      residual: (x: Tensor, a: Tensor) => subtract(multiply(x, x), a),
      solve: (a: Tensor) => multiply(0, a),
    });
    for (const mode of ['reverse', 'forward'] as const) {
      const run = () => jacobian((a: Tensor) => flat(a), { mode })(0);
      expect(run).toThrow(expect.objectContaining({ code: 'notConverged' }));
      expect(run).toThrow(/autodiff.implicit: expected the linear system .* \(nearly\) singular/);
    }
  });

  it('refuses a residual unlike the solution, and settings that make no sense', () => {
    const wrong = implicit({ residual: (_: Tensor, a: Tensor) => add([1, 2], a), solve: (a: Tensor) => a });
    expect(() => grad((a: Tensor) => sum(wrong(a)))([1, 2, 3].slice(0, 1))).toThrow(
      /expected the residual of shape \[1\]/,
    );
    const equation = { residual: (x: Tensor) => x, solve: () => 0 as never };
    expect(() => implicit(equation, { tolerance: 0 })).toThrow(DomainError);
    expect(() => implicit(equation, { maxProducts: 0.5 })).toThrow(DomainError);
  });
});
