import {
  add,
  argmax,
  checkpoint,
  customVjp,
  grad,
  greater,
  jacobian,
  jvp,
  multiply,
  stopGradient,
  sum,
  type Tensor,
  Traced,
  tanh,
  vjp,
  where,
} from '@monge/autodiff';
import { describe, expect, it } from 'vitest';

const cube = (x: Tensor) => multiply(x, multiply(x, x));

/** A traced value of a gradient that is over. */
function leaked(): Traced {
  let kept: Tensor | undefined;
  grad((x: Tensor) => {
    kept = multiply(x, 2);
    return sum(x);
  })([1, 2]);
  return kept as Traced;
}

describe('a traced value outside of its transformation', () => {
  const message = /traced float64 array of shape \[2\] that leaked out of grad; return it .*hasAux/;

  it('is refused by operations, which say where it came from and what to do', () => {
    expect(() => add(leaked(), 1)).toThrow(message);
  });

  it('is refused as an argument, and in the closure, of another transformation', () => {
    const value = leaked();
    expect(() => grad((x: Tensor) => sum(x))(value)).toThrow(message);
    expect(() => grad((x: Tensor) => sum(multiply(x, value)))([3, 4])).toThrow(message);
    expect(() => jvp(tanh, [[1, 2]], [value])).toThrow(message);
    expect(() => vjp(tanh, value)).toThrow(message);
  });

  it('is refused where only its elements are looked at, which are no longer there', () => {
    const value = leaked();
    const looks = [
      () => greater(value, 0),
      () => argmax(value),
      () => where(value, 1, 0),
      () => stopGradient(value),
    ];
    for (const look of looks) expect(look).toThrow(message);
  });

  it('is refused as the result of another transformation', () => {
    const value = leaked();
    expect(() => jacobian(() => value)([1, 2])).toThrow(message);
    expect(() => vjp(() => value)).toThrow(message);
  });

  it('is refused by a pullback that was made for it', () => {
    let pullback: ((cotangent: Tensor) => unknown) | undefined;
    grad((x: Tensor) => {
      pullback = vjp(cube, x)[1];
      return sum(x);
    })([1, 2]);
    expect(() => pullback?.(multiply([1, 1], 1))).toThrow(message);
  });

  it('keeps its shape and element type, for looking at', () => {
    expect(leaked().shape).toEqual([2]);
    expect(leaked().dtype).toBe('float64');
    expect(leaked().toString()).toBe('a traced float64 array of shape [2]');
  });
});

describe('a traced value where plain numbers are wanted', () => {
  const of = (use: (x: Tensor) => unknown) => () =>
    grad((x: Tensor) => {
      use(x);
      return sum(x);
    })([1, 2]);

  it('is refused by operators of JavaScript', () => {
    expect(of((x) => Number(x) * 2)).toThrow(/use add, multiply, greater/);
    expect(of((x) => Math.exp(x as unknown as number))).toThrow(/function of Math/);
    expect(of((x) => (x as unknown as number) > 0)).toThrow(/operator/);
  });

  it('is no list: neither of rows nor of the numbers that it was made of', () => {
    expect(of((x) => [...(x as unknown as Iterable<unknown>)])).toThrow(/use slice or take/);
    expect(() => grad(([a, b]: readonly [Tensor, Tensor]) => multiply(a, b))([1, 2])).toThrow(
      /\{ a: 1, b: 2 \}, since \[1, 2\] is one array/,
    );
  });

  it('makes no array with others by standing in a list', () => {
    expect(of((x) => add([x, x] as never, 1))).toThrow(/autodiff.add: expected a to be one array.*use stack/);
  });
});

describe('what was returned before', () => {
  it('outlives its transformation: later ones do not write over it', () => {
    const x = [1, 2, 3];
    const gradient = grad((y: Tensor) => sum(cube(y)))(x);
    const [value, pullback] = vjp(cube, x);
    const [same, tangent] = jvp(cube, [x], [[1, 1, 1]]);
    const cotangent = pullback([1, 1, 1])[0];
    for (let k = 0; k < 5; k++) grad((y: Tensor) => sum(tanh(multiply(y, 100))))([4, 5, 6]);
    expect([...gradient.data]).toEqual([3, 12, 27]);
    expect([...value.data]).toEqual([1, 8, 27]);
    expect([...same.data]).toEqual([1, 8, 27]);
    expect([...tangent.data]).toEqual([3, 12, 27]);
    expect([...cotangent.data]).toEqual([3, 12, 27]);
  });

  it('is no view of the arguments', () => {
    const x = Float64Array.of(1, 2);
    const seed = Float64Array.of(3, 4);
    const [value, pullback] = vjp((y: Tensor) => y, x);
    const [gradient] = pullback(seed);
    const [same, tangent] = jvp((y: Tensor) => y, [x], [seed]);
    for (const { data } of [value, gradient, same, tangent]) data.fill(0);
    expect([...x, ...seed]).toEqual([1, 2, 3, 4]);
  });

  it('is not what a function keeps of plain values either', () => {
    const kept: Tensor[] = [];
    const rule = customVjp({
      forward: (x: Tensor) => {
        kept.push(x);
        return [cube(x), x] as const;
      },
      backward: (x: Tensor, cotangent: Tensor) => {
        kept.push(x, cotangent);
        return [multiply(cotangent, multiply(3, multiply(x, x)))];
      },
    });
    grad((x: Tensor) => sum(multiply(rule(add(x, 1)), 2)))([1, 2]);
    grad((x: Tensor) => sum(tanh(multiply(x, 100))))([4, 5]);
    const numbers = kept.map((each) => (each instanceof Traced ? [] : [...each.data]));
    expect(numbers).toEqual([
      [2, 3],
      [2, 3],
      [2, 2],
    ]);
  });
});

describe('what a function keeps of a transformation around it', () => {
  /** ∂/∂y of y ↦ inner(keep) + kept, along (1, 1), with tanh y computed once, inside, and used again after it. */
  const memoised = (inner: (once: () => Tensor) => Tensor) =>
    jvp(
      (y: Tensor) => {
        let kept: Tensor | undefined;
        const once = (): Tensor => {
          kept ??= tanh(y);
          return kept;
        };
        const result = inner(once);
        for (let k = 0; k < 5; k++) multiply(y, [100, 200]);
        return add(result, once());
      },
      [[0.1, -0.7]],
      [[1, 1]],
    ).map((part) => [...part.data]);
  const expected = (scale: number) => {
    const [a, b] = [0.1, -0.7].map(Math.tanh);
    return [
      [scale * a, scale * b],
      [scale * (1 - a * a), scale * (1 - b * b)],
    ].map((part) => part.map((element) => expect.closeTo(element, 14)));
  };

  it('outlives the passes of a Jacobian matrix, whose memory is given back', () => {
    const columns = (once: () => Tensor) => {
      const f = (x: Tensor) => multiply(x, once());
      return sum(jacobian(f, { mode: 'forward' })([3, 4]), { axis: 0 });
    };
    expect(memoised(columns)).toEqual(expected(2));
  });

  it('outlives a checkpoint', () => {
    const slope = (once: () => Tensor) => {
      const f = checkpoint((x: Tensor) => sum(multiply(x, once())));
      return grad((x: Tensor) => f(multiply(x, 3)))([5, 6]);
    };
    expect(memoised(slope)).toEqual(expected(4));
  });
});

describe('a pullback', () => {
  it('goes back to the arguments as they were, whatever has been written to them since', () => {
    const x = Float64Array.of(1, 2);
    const [, pullback] = vjp(cube, x);
    x.fill(100);
    expect([...pullback([1, 1])[0].data]).toEqual([3, 12]);
    expect([...pullback([1, 0])[0].data]).toEqual([3, 0]);
  });

  it('that was made inside a transformation, of plain arguments, works after its end', () => {
    let pullback!: (cotangent: readonly number[]) => readonly Tensor[];
    grad((y: Tensor) => {
      pullback = vjp(cube, [1, 2])[1];
      return sum(y);
    })([1]);
    grad((y: Tensor) => sum(tanh(multiply(y, 100))))([4, 5, 6]);
    expect(pullback([1, 1])).toMatchObject([{ data: Float64Array.of(3, 12) }]);
  });
});
