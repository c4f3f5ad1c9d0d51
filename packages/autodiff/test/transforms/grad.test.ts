import { add, grad, multiply, neg, subtract, sum, type Tensor, tanh, valueAndGrad } from '@monge/autodiff';
import { array, ShapeError } from '@monge/ndarray';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const numbers = fc.double({ min: -2, max: 2, noNaN: true });
const vectors = fc.array(numbers, { minLength: 1, maxLength: 20 });
const square = (x: Tensor) => multiply(x, x);
const numbersOf = (x: { readonly data: Iterable<number> }) => [...x.data];

describe('grad', () => {
  it('is linear', () => {
    const f = (x: Tensor) => sum(tanh(x));
    const g = (x: Tensor) => sum(multiply(square(x), x));
    fc.assert(
      fc.property(vectors, numbers, (x, a) => {
        const both = grad((y: Tensor) => add(f(y), multiply(a, g(y))))(x);
        const [first, second] = [grad(f)(x), grad(g)(x)];
        both.data.forEach((value, k) => {
          expect(value).toBeCloseTo(first.data[k] + a * second.data[k], 12);
        });
      }),
    );
  });

  it('is the closed form, to the fourth order by nesting', () => {
    const d1 = grad((x: Tensor) => tanh(x));
    const d2 = grad((x: Tensor) => d1(x));
    const d3 = grad((x: Tensor) => d2(x));
    const d4 = grad((x: Tensor) => d3(x));
    fc.assert(
      fc.property(numbers, (x) => {
        const t = Math.tanh(x);
        const s = 1 - t * t;
        expect(d1(x)).toBeCloseTo(s, 12);
        expect(d2(x)).toBeCloseTo(-2 * t * s, 12);
        expect(d3(x)).toBeCloseTo(s * (6 * t * t - 2), 12);
        expect(d4(x)).toBeCloseTo(s * (16 * t - 24 * t ** 3), 11);
      }),
    );
  });

  it('tells the variables of nested gradients apart', () => {
    // d/dx (x · d/dy (x + y)) = 1; a tape that confuses the two gets 2.
    const f = (x: Tensor) => multiply(x, grad((y: Tensor) => add(x, y))(1));
    expect(grad(f)(1)).toBe(1);
    // d/dx d/dy x²y³ = 6xy².
    const mixed = (x: Tensor) => grad((y: Tensor) => multiply(square(x), multiply(y, square(y))))(5);
    expect(grad(mixed)(2)).toBe(6 * 2 * 25);
  });

  it('follows trees of parameters, and returns trees like them', () => {
    const params = {
      layers: [
        { w: [[1, 2]], b: 3 },
        { w: Float32Array.of(1, 2), b: 4 },
      ],
      unused: null,
    };
    const gradient = grad((p: { layers: { w: Tensor; b: Tensor }[] }) =>
      p.layers.map(({ w, b }) => sum(multiply(w, b))).reduce((a, b) => add(a, b)),
    )(params);
    expect(gradient.layers[0].b).toBe(3);
    expect(gradient.layers[1].b).toBe(3);
    expect(gradient.layers[0].w).toMatchObject({ shape: [1, 2], data: Float64Array.of(3, 3) });
    expect(gradient.layers[1].w).toMatchObject({ shape: [2], data: Float32Array.of(4, 4) });
    expect(Object.keys(gradient)).toEqual(['layers', 'unused']);
  });

  it('hands the other arguments on as they are', () => {
    const f = (x: Tensor, sign: 'plus' | 'minus') => sum(sign === 'plus' ? x : neg(x));
    expect(numbersOf(grad(f)([1, 2], 'minus'))).toEqual([-1, -1]);
  });

  it('adds up what an array contributes that is passed twice', () => {
    const x = Float64Array.of(1, 2);
    const { a, b } = grad((p: { a: Tensor; b: Tensor }) => sum(multiply(square(p.a), p.b)))({ a: x, b: x });
    expect([numbersOf(a), numbersOf(b)]).toEqual([
      [2, 8],
      [1, 4],
    ]);
    expect(numbersOf(grad((y: Tensor) => sum(add(y, subtract(add(y, y), multiply(y, y)))))(x))).toEqual([
      1, -1,
    ]);
  });

  it('is zero, in the shape and type of the argument, of a function that does not depend on it', () => {
    expect(grad(() => 3)([1, 2])).toMatchObject({ shape: [2], data: Float64Array.of(0, 0) });
    expect(grad(() => array(3))(Float32Array.of(1))).toMatchObject({ shape: [1], data: Float32Array.of(0) });
    expect(grad(() => 3)(1)).toBe(0);
    expect(grad(grad((x: Tensor) => multiply(2, x)))(1)).toBe(0);
  });

  it('is one of a function that returns its argument', () => {
    expect(grad((x: Tensor) => x)(5)).toBe(1);
    const scalar = array(5, { dtype: 'float32' });
    expect(grad((x: Tensor) => x)(scalar)).toMatchObject({ shape: [], data: Float32Array.of(1) });
  });

  it('reads integers as float64, and differentiates by them', () => {
    expect(grad((x: Tensor) => sum(square(x)))(Int32Array.of(1, 2))).toMatchObject({
      data: Float64Array.of(2, 4),
    });
  });

  it('has no parts where the parameters have none', () => {
    const three: (tree: object) => number = () => 3;
    expect(grad(three)({})).toEqual({});
    expect(grad(three)([])).toEqual([]);
    expect(grad(() => 3)(null as unknown as Tensor)).toBe(null);
  });

  it('reads arguments in any layout', () => {
    const data = Float64Array.of(9, 1, 9, 2, 9, 3, 9, 4);
    const x = { data, shape: [2, 2], stride: [-2, 4], offset: 3 };
    expect(
      grad((y: Tensor) =>
        sum(
          multiply(square(y), [
            [1, 10],
            [100, 1000],
          ]),
        ),
      )(x),
    ).toMatchObject({
      shape: [2, 2],
      data: Float64Array.of(4, 80, 200, 6000),
    });
  });

  it('goes back through a hundred thousand steps', () => {
    const steps = 100_000;
    const f = (x: Tensor) => {
      let y = x;
      for (let k = 0; k < steps; k++) y = add(y, x);
      return y;
    };
    expect(grad(f)(1)).toBe(steps + 1);
  });

  it('refuses a function that does not return a number', () => {
    expect(() => grad((x: Tensor) => x)([1, 2])).toThrow(ShapeError);
    expect(() => grad((x: Tensor) => x)([1, 2])).toThrow(
      /autodiff.grad: expected the function to return a number .*got a traced float64 array of shape \[2\]; sum it/,
    );
    expect(() => grad(() => undefined as never)(1)).toThrow(
      /autodiff.grad: expected the result of the function/,
    );
    expect(() => grad((async (x: Tensor) => x) as never)(1)).toThrow(
      /autodiff.grad: expected the result of the function/,
    );
    expect(() => grad((x: Tensor) => sum(x))('a' as never)).toThrow(
      /autodiff.grad: expected params to be a number/,
    );
  });
});

describe('valueAndGrad', () => {
  it('returns a number, and the gradient', () => {
    const [value, gradient] = valueAndGrad((x: Tensor) => sum(square(x)))(Float32Array.of(1, 2));
    expect(value).toBe(5);
    expect(gradient.data).toEqual(Float32Array.of(2, 4));
  });

  it('hands out what stands beside the value, with nothing traced in it', () => {
    const f = (x: Tensor) =>
      [sum(square(x)), { twice: [multiply(2, x)], note: 'a', when: new Date(0), x: 3 }] as const;
    const [value, gradient, aux] = valueAndGrad(f, { hasAux: true })([1, 2]);
    expect([value, numbersOf(gradient)]).toEqual([5, [2, 4]]);
    expect(numbersOf(aux.twice[0])).toEqual([2, 4]);
    expect(aux).toMatchObject({ note: 'a', when: new Date(0), x: 3 });
    expect(numbersOf(grad(f, { hasAux: true })([1, 2])[0])).toEqual([2, 4]);
  });

  it('lets an outer gradient follow what stands beside', () => {
    const f = (x: Tensor) => {
      const [, aux] = grad((y: Tensor) => [square(y), multiply(y, x)] as const, { hasAux: true })(3);
      return aux;
    };
    expect(grad(f)(2)).toBe(3);
  });

  it('says so when nothing stands beside', () => {
    expect(() => valueAndGrad((x: Tensor) => sum(x) as never, { hasAux: true })([1])).toThrow(
      /expected the function to return \[value, aux\]/,
    );
  });
});
