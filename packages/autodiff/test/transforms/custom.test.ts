import {
  add,
  customJvp,
  customVjp,
  grad,
  hvp,
  jacobian,
  jvp,
  multiply,
  sum,
  type Tensor,
  tanh,
  vjp,
} from '@monge/autodiff';
import { ShapeError, UnsupportedError } from '@monge/ndarray';
import { describe, expect, it } from 'vitest';

const square = (x: Tensor) => multiply(x, x);

describe('customVjp', () => {
  /** x², with ten times its derivative. */
  const loud = customVjp({
    forward: (x: Tensor) => [square(x), x] as const,
    backward: (x: Tensor, cotangent: Tensor) => [multiply(cotangent, multiply(20, x))],
  });

  it('puts its rule in the place of that of the steps', () => {
    expect(grad((x: Tensor) => sum(multiply(3, loud(x))))([1, 2])).toMatchObject({
      data: Float64Array.of(60, 120),
    });
    expect((loud([1, 2] as never) as { data: Float64Array }).data).toEqual(Float64Array.of(1, 4));
  });

  it('is differentiated again, by what backward does', () => {
    expect(grad(grad(loud))(3)).toBe(20);
    expect(hvp(loud, 3, 1)).toBe(20);
  });

  it('gets zeros for results that nothing depends on, and may leave cotangents out', () => {
    const seen: unknown[] = [];
    const pair = customVjp({
      forward: (p: { a: Tensor; b: Tensor }, c: Tensor) => [
        { first: p.a, second: [multiply(p.b, c)] },
        undefined,
      ],
      backward: (_: undefined, { first, second }: { first: Tensor; second: Tensor[] }) => {
        seen.push(second[0]);
        return [{ a: first }, undefined];
      },
    });
    const gradient = grad((p: { a: Tensor; b: Tensor }) => sum(pair(p, p.b).first))({ a: [1, 2], b: 3 });
    expect(gradient.a.data).toEqual(Float64Array.of(1, 1));
    expect(gradient.b).toBe(0);
    expect(seen).toMatchObject([{ data: Float64Array.of(0), shape: [] }]);
  });

  it('refuses forward mode, and says what serves it', () => {
    expect(() => jvp(loud, [1], [1])).toThrow(UnsupportedError);
    expect(() => jvp(loud, [1], [1])).toThrow(/autodiff.customVjp: .*got jvp, .*use customJvp/);
  });

  it('refuses cotangents unlike the arguments', () => {
    const wrong = (parts: readonly unknown[]) =>
      customVjp({ forward: (x: Tensor) => [x, undefined] as const, backward: () => parts });
    expect(() => grad((x: Tensor) => sum(wrong([[1, 2, 3]])(x)))([1, 2])).toThrow(ShapeError);
    expect(() => grad((x: Tensor) => sum(wrong([[1, 2, 3]])(x)))([1, 2])).toThrow(
      /autodiff.customVjp: expected what backward returned of shape \[2\]/,
    );
    expect(() => grad((x: Tensor) => sum(wrong([1, 2])(x)))([1, 2])).toThrow(/parts \[0\], got \[0\], \[1\]/);
  });

  it('refuses a traced value in the closure of forward', () => {
    const f = (x: Tensor) =>
      customVjp({
        forward: (y: Tensor) => [multiply(x, y), undefined] as const,
        backward: () => [undefined],
      })(x);
    expect(() => grad(f)(2)).toThrow(
      /got a traced float64 array of shape \[\] of grad through a closure; pass it as an argument/,
    );
    const inner = (x: Tensor) =>
      grad((y: Tensor) =>
        customVjp({
          forward: (z: Tensor) => [multiply(y, z), undefined] as const,
          backward: () => [undefined],
        })(x),
      )(3);
    expect(() => grad((x: Tensor) => multiply(1, inner(x)))(2)).toThrow(/through a closure/);
    const constant = (x: Tensor) =>
      customVjp({
        forward: (y: number) => [multiply(x, y), undefined] as const,
        backward: () => [undefined],
      })(3);
    expect(() => grad(constant)(2)).toThrow(/through a closure/);
  });

  it('refuses a traced value in the closure of a function with a rule for tangents', () => {
    const f = (x: Tensor) =>
      customJvp(
        (y: number) => multiply(x, y),
        ([y]) => [multiply(x, y), multiply(x, y)],
      )(3);
    expect(() => grad(f)(2)).toThrow(/through a closure/);
    expect(() => jvp(f, [2], [1])).toThrow(/through a closure/);
  });

  it('keeps float32, for numbers too', () => {
    const x = Float32Array.of(1, 2);
    const scaled = customVjp({
      forward: (a: Tensor) => [multiply(a, x), undefined] as const,
      backward: (_: undefined, cotangent: Tensor) => [sum(multiply(cotangent, x))],
    });
    expect(vjp(scaled, 2)[0].dtype).toBe('float32');
    expect(grad((a: Tensor) => sum(scaled(a)))(2)).toBe(3);
  });
});

describe('customJvp', () => {
  /** x·y, with the derivative 10y dx + x dy. */
  const product = customJvp(
    (x: Tensor, y: Tensor) => multiply(x, y),
    ([x, y], [dx, dy]) => [multiply(x, y), add(multiply(multiply(10, y), dx), multiply(x, dy))],
  );

  it('serves both modes', () => {
    expect(jvp(product, [2, 3], [1, undefined])[1].data[0]).toBe(30);
    expect(jvp(product, [2, 3], [undefined, 1])[1].data[0]).toBe(2);
    expect(vjp(product, 2, 3)[1](1)).toEqual([30, 2]);
    for (const mode of ['reverse', 'forward'] as const) {
      expect(jacobian((x: Tensor) => product(x, [1, 2] as never), { mode })([5, 6])).toMatchObject({
        data: Float64Array.of(10, 0, 0, 20),
      });
    }
  });

  it('is differentiated again, by the rule', () => {
    const f = (x: Tensor) => product(x, x);
    // d/dx (10x + x) = 11, and the rule for the tangent of 10·y·dx is the ordinary one.
    expect(grad(f)(2)).toBe(22);
    expect(grad(grad(f))(2)).toBe(11);
    expect(hvp(f, 2, 1)).toBe(11);
    expect(grad((x: Tensor) => jvp(f, [x], [1])[1])(2)).toBe(11);
  });

  it('takes and returns trees', () => {
    const swap = customJvp(
      (p: { a: Tensor; b: Tensor }) => ({ x: p.b, y: square(p.a) }),
      ([p], [t]) => [
        { x: p.b, y: square(p.a) },
        { y: multiply(multiply(2, p.a), t.a), x: t.b },
      ],
    );
    expect(grad((p: { a: Tensor; b: Tensor }) => multiply(swap(p).x, swap(p).y))({ a: 3, b: 5 })).toEqual({
      a: 30,
      b: 9,
    });
  });

  it('refuses a tangent unlike the result, in both modes', () => {
    const wrong = customJvp(tanh as (x: Tensor) => Tensor, ([x]) => [tanh(x), [1, 2, 3] as never]);
    expect(() => jvp(wrong, [[1, 2]], [[1, 2]])).toThrow(
      /autodiff.customJvp: expected the tangent that the rule returned of shape \[2\]/,
    );
    expect(() => grad((x: Tensor) => sum(wrong(x)))([1, 2])).toThrow(/the rule returned of shape \[2\]/);
  });
});
