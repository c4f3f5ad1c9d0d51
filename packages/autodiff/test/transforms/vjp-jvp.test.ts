import {
  add,
  divide,
  grad,
  hvp,
  jvp,
  multiply,
  stopGradient,
  subtract,
  sum,
  type Tensor,
  tanh,
  vjp,
} from '@monge/autodiff';
import { array, ShapeError } from '@monge/ndarray';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const pairs = fc.integer({ min: 1, max: 12 }).chain((n) => {
  const vector = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: n, maxLength: n });
  return fc.tuple(vector, vector, vector);
});
const square = (x: Tensor) => multiply(x, x);
const f = (x: Tensor) => tanh(multiply(square(x), add(x, 0.5)));
const dot = (a: ArrayLike<number>, b: readonly number[]) =>
  b.reduce((total, value, k) => total + value * a[k], 0);

describe('vjp and jvp', () => {
  it('are transposes', () => {
    fc.assert(
      fc.property(pairs, ([x, tangent, cotangent]) => {
        const forward = jvp(f, [x], [tangent])[1];
        const [backward] = vjp(f, x)[1](cotangent);
        expect(dot(forward.data, cotangent)).toBeCloseTo(dot(backward.data, tangent), 10);
      }),
    );
  });

  it('nest in each other: ⟨u, ∂²f v⟩ in all four orders', () => {
    const phi = (x: Tensor) => sum(f(x));
    fc.assert(
      fc.property(pairs, ([x, u, v]) => {
        const along = (g: (y: Tensor) => Tensor, t: readonly number[]) => (y: Tensor) => jvp(g, [y], [t])[1];
        const forwardForward = along(along(phi, u), v)(array(x));
        const forwardReverse = hvp(phi, x, v);
        const reverseForward = grad((y: Tensor) => along(phi, v)(y))(x);
        const reverseReverse = grad((y: Tensor) => sum(multiply(grad(phi)(y), v)))(x);
        const expected = (forwardForward as { data: Float64Array }).data[0];
        for (const product of [forwardReverse, reverseForward, reverseReverse]) {
          expect(dot(product.data, u)).toBeCloseTo(expected, 9);
        }
      }),
    );
  });

  it('take trees, and zero for what is undefined in them', () => {
    const g = (p: { a: Tensor; b: readonly [Tensor, Tensor] }, c: Tensor) => ({
      first: multiply(p.a, c),
      rest: [add(p.b[0], p.b[1]), p.a],
    });
    const params = { a: 2, b: [Float64Array.of(1, 2), 5] as const };
    const [value, tangent] = jvp(g, [params, 3], [{ b: [undefined, 1] }, 10]);
    expect(value.first).toMatchObject({ shape: [] });
    expect(tangent.first.data[0]).toBe(20);
    expect([...tangent.rest[0].data]).toEqual([1, 1]);
    expect(tangent.rest[1].data[0]).toBe(0);
    const [, pullback] = vjp(g, params, 3);
    const [own, other] = pullback({ rest: [[1, 10], 7] } as never);
    expect(own.a).toBe(7);
    expect([...own.b[0].data]).toEqual([1, 10]);
    expect(own.b[1]).toBe(11);
    expect(other).toBe(0);
  });

  it('match records by name and not by order', () => {
    const swap = (p: { a: Tensor; b: Tensor }) => ({ x: p.a, y: multiply(2, p.b) });
    const [, pullback] = vjp(swap, { a: 1, b: 1 });
    expect(pullback({ y: 10, x: 1 })).toEqual([{ a: 1, b: 20 }]);
    expect(jvp(swap, [{ a: 1, b: 1 }], [{ b: 10, a: 1 }])[1].y.data[0]).toBe(20);
  });

  it('take several numbers for several arguments', () => {
    const [value, pullback] = vjp((x: Tensor, y: Tensor) => [multiply(x, y), add(x, y)], 2, 3);
    expect(value.map(({ data }) => data[0])).toEqual([6, 5]);
    expect(pullback([1, 10] as never)).toEqual([13, 12]);
  });

  it('keep the element types of arguments and results, whatever those of the directions', () => {
    const x = Float32Array.of(1, 2);
    expect(jvp(square, [x], [[1, 1]])[1].dtype).toBe('float32');
    expect(jvp((y: Tensor) => y, [x], [[1, 1]])[1].dtype).toBe('float32');
    expect(vjp((y: Tensor) => y, x)[1]([1, 1])[0].dtype).toBe('float32');
    expect(jvp((y: Tensor) => multiply(y, x), [2], [array(1)])[1].dtype).toBe('float32');
  });

  it('return what a function returns: a number that is constant, and no less', () => {
    const three: (x: Tensor) => number = () => 3;
    const record: (x: Tensor) => { a: number } = () => ({ a: 3 });
    const nothing: (x: Tensor) => never[] = () => [];
    expect(jvp(three, [1], [1])).toEqual([3, 0]);
    expect(vjp(record, 1)[0]).toEqual({ a: 3 });
    expect(vjp(record, 1)[1]({ a: 1 })).toEqual([0]);
    expect(jvp(nothing, [1], [1])).toEqual([[], []]);
  });

  it('refuse directions of another shape or structure', () => {
    expect(() => jvp(square, [[1, 2]], [[1, 2, 3]])).toThrow(ShapeError);
    expect(() => jvp(square, [[1, 2]], [[1, 2, 3]])).toThrow(
      /autodiff.jvp: expected tangents of shape \[2\], that of what it belongs to, got \[3\]/,
    );
    expect(() => jvp(square, [1], [1, 2] as never)).toThrow(/expected tangents to have the parts \[0\]/);
    expect(() => vjp(square, [1, 2])[1]([1])).toThrow(/autodiff.vjp: expected the cotangent of shape \[2\]/);
    expect(() => vjp((x: Tensor) => ({ x }), 1)[1]({ z: 1 } as never)).toThrow(/parts \.x, got \.z/);
  });
});

describe('a number that is followed twice', () => {
  it.each([
    ['add', add],
    ['subtract', subtract],
    ['multiply', multiply],
    ['divide', divide],
  ] as const)('does not widen the float32 tangent of %s', (_, operation) => {
    const x = Float32Array.of(1, 2);
    const along = (a: Tensor) => jvp((y: Tensor) => operation(y, x), [a], [square(a)])[1];
    const [rate, second] = jvp(along, [2], [1]);
    expect([rate.dtype, second.dtype]).toEqual(['float32', 'float32']);
  });

  it('does not widen a sum of tangents either', () => {
    const f = (y: { a: Tensor; b: Tensor }) => add(y.a, multiply(y.b, y.a));
    const b = Float32Array.of(1, 2);
    const along = (a: Tensor) => jvp(f, [{ a, b }], [{ a: square(a), b }])[1];
    expect(jvp(along, [2], [1])[1]).toMatchObject({ data: Float32Array.of(9, 14) });
  });
});

describe('hvp', () => {
  it('is the Hessian matrix times a vector, in the form of the parameters', () => {
    expect([...hvp((x: Tensor) => sum(multiply(x, square(x))), [1, 2], [1, 1]).data]).toEqual([6, 12]);
    expect(hvp((x: Tensor) => multiply(x, square(x)), 2, 1)).toBe(12);
    const both = hvp((p: { a: Tensor; b: Tensor }) => multiply(square(p.a), p.b), { a: 3, b: 5 }, { a: 1 });
    expect(both).toEqual({ a: 10, b: 6 });
  });
});

describe('stopGradient', () => {
  it('makes a constant for every mode and order', () => {
    const g = (x: Tensor) => multiply(square(x), stopGradient(x));
    expect(grad(g)(3)).toBe(18);
    expect(grad(grad(g))(3)).toBe(6);
    expect(jvp(g, [3], [1])[1].data[0]).toBe(18);
    const inner = (x: Tensor) => grad((y: Tensor) => multiply(square(y), stopGradient(multiply(x, y))))(1);
    expect(grad(inner)(3)).toBe(0);
  });

  it('leaves numbers numbers, which do not widen float32', () => {
    const x = Float32Array.of(1, 2);
    expect(grad((a: Tensor) => sum(multiply(multiply(a, stopGradient(a)), x)))(2)).toBe(6);
    expect(jvp((a: Tensor) => multiply(stopGradient(a), x), [2], [1])[0].dtype).toBe('float32');
  });
});
