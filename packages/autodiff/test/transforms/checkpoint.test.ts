import {
  add,
  checkpoint,
  customVjp,
  grad,
  hvp,
  jvp,
  multiply,
  sum,
  type Tensor,
  tanh,
} from '@monge/autodiff';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const vectors = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 1, maxLength: 8 });
const block = (x: Tensor, w: Tensor) => tanh(add(multiply(x, w), multiply(x, x)));
const numbersOf = (x: { readonly data: Iterable<number> }) => [...x.data];

/** Counts how often it runs. */
function counted<A extends readonly unknown[], O>(f: (...args: A) => O) {
  const count = { runs: 0 };
  const g = (...args: A): O => {
    count.runs++;
    return f(...args);
  };
  return [g, count] as const;
}

describe('checkpoint', () => {
  const through = (f: typeof block) => (p: { x: Tensor; w: Tensor }) =>
    sum(f(f(f(p.x, p.w), p.w), 0.5 as never));
  const direct = through(block);
  const saving = through(checkpoint(block));

  it('changes no derivative, of the first three orders and either mode', () => {
    fc.assert(
      fc.property(vectors, (x) => {
        const p = { x, w: x.map((value) => 1 - value) };
        const first = [direct, saving].map((f) => grad(f)(p));
        expect(first[1]).toEqual(first[0]);
        const second = [direct, saving].map((f) => hvp(f, p, p));
        expect(second[1]).toEqual(second[0]);
        const third = [direct, saving].map((f) =>
          grad((q: { x: Tensor; w: Tensor }) => sum(multiply(hvp(f, q, p).x, x)))(p),
        );
        third[1].x.data.forEach((value, k) => {
          expect(value).toBeCloseTo(third[0].x.data[k], 8);
        });
        expect(jvp(saving, [p], [p])).toEqual(jvp(direct, [p], [p]));
      }),
      { numRuns: 20 },
    );
  });

  it('runs the function once more, on the way back', () => {
    const [f, count] = counted((x: Tensor) => multiply(x, x));
    expect(grad(checkpoint(f))(3)).toBe(6);
    expect(count.runs).toBe(2);
    count.runs = 0;
    expect(jvp(checkpoint(f), [3], [1])[1].data[0]).toBe(6);
    expect(count.runs).toBe(1);
  });

  it('follows what the function takes from its closure', () => {
    const f = (w: Tensor) => {
      const twice = multiply(w, 2);
      const step = checkpoint((x: Tensor) => tanh(multiply(x, add(twice, w))));
      return sum(step(step([0.1, 0.2] as never)));
    };
    const g = (w: Tensor) => {
      const step = (x: Tensor) => tanh(multiply(x, add(multiply(w, 2), w)));
      return sum(step(step([0.1, 0.2] as never)));
    };
    for (const [a, b] of [
      [grad(f)(0.7), grad(g)(0.7)],
      [grad(grad(f))(0.7), grad(grad(g))(0.7)],
      [hvp(f, 0.7, 1), hvp(g, 0.7, 1)],
    ]) {
      expect(a).toBeCloseTo(b, 12);
    }
  });

  it('nests, with closures over every level', () => {
    const f = (w: Tensor) => {
      const outer = checkpoint((x: Tensor) => {
        const y = multiply(x, w);
        const inner = checkpoint((z: Tensor) => tanh(add(multiply(z, w), y)));
        return inner(inner(x));
      });
      return outer(outer(w));
    };
    const g = (w: Tensor) => {
      const outer = (x: Tensor) => {
        const y = multiply(x, w);
        const inner = (z: Tensor) => tanh(add(multiply(z, w), y));
        return inner(inner(x));
      };
      return outer(outer(w));
    };
    expect(grad(f)(0.7)).toBeCloseTo(grad(g)(0.7), 13);
    expect(grad(grad(f))(0.7)).toBeCloseTo(grad(grad(g))(0.7), 12);
  });

  it('takes closures over values of an outer transformation', () => {
    const f = (w: Tensor) =>
      grad((x: Tensor) => checkpoint((y: Tensor) => multiply(w, multiply(y, y)))(x))(3);
    expect(grad((w: Tensor) => multiply(1, f(w)))(5)).toBe(6);
  });

  it('hands trees through, and results that are constant or an argument', () => {
    const f = checkpoint((p: { a: Tensor }, _: undefined, list: readonly Tensor[]) => ({
      same: p.a,
      constant: 7,
      sum: add(list[0], list[1]),
    }));
    const g = (a: Tensor) => {
      const { same, constant, sum: total } = f({ a }, undefined, [a, multiply(a, a)]);
      return multiply(same, multiply(constant, total));
    };
    // 7a(a + a²)
    expect(grad(g)(2)).toBe(7 * (2 * 2 + 3 * 4));
  });

  it('works with rules of their own inside', () => {
    const rule = customVjp({
      forward: (x: Tensor) => [multiply(x, x), x] as const,
      backward: (x: Tensor, cotangent: Tensor) => [multiply(cotangent, multiply(20, x))],
    });
    expect(grad(checkpoint((x: Tensor) => multiply(3, rule(x))))(2)).toBe(120);
  });

  it('is the plain function on plain arguments', () => {
    expect(numbersOf(checkpoint((x: Tensor) => multiply(x, x))([1, 2] as never) as never)).toEqual([1, 4]);
    expect(grad((x: Tensor) => add(x, checkpoint((y: Tensor) => multiply(y, y))(3 as never)))(1)).toBe(1);
  });

  it('says so when the second run is another one', () => {
    const f = (w: Tensor) => {
      let runs = 0;
      return checkpoint((x: Tensor) => (runs++ === 0 ? multiply(x, 2) : multiply(x, w)))(multiply(w, w));
    };
    expect(() => grad(f)(2)).toThrow(/autodiff.checkpoint: expected the function to compute the same/);
  });
});
