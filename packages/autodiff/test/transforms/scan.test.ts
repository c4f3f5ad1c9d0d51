import { add, grad, hvp, jvp, multiply, scan, sum, type Tensor, tanh } from '@monge/autodiff';
import { copy, type Operand, ShapeError } from '@monge/ndarray';
import { describe, expect, it } from 'vitest';
import { currentMemory } from '../../src/core/evaluation.js';
import { Arena } from '../../src/core/memory.js';
import { normals } from '../support/arrays.js';
import { expectClose } from '../support/expectations.js';

const modes = ['none', 'sqrt'] as const;
const xs = normals([11, 3], 1);
const rows = Array.from({ length: 11 }, (_, t) => copy(xs.pick(t, null)));

interface State {
  readonly h: Tensor;
  readonly total: Tensor;
}
const step =
  (w: Tensor) =>
  ({ h, total }: State, x: Tensor) => {
    const next = tanh(add(multiply(w, h), x));
    return [{ h: next, total: add(total, sum(next)) }, { twice: multiply(2, next) }] as const;
  };
const init = { h: [0.1, 0.2, 0.3], total: 0 };

/** The same loop, written out. */
function unrolled(w: Tensor, inputs: readonly Tensor[]): Tensor {
  let state = init as unknown as State;
  let loss: Tensor | number = 0;
  for (const x of inputs) {
    const [next, { twice }] = step(w)(state, x);
    state = next;
    loss = add(loss, sum(multiply(twice, twice)));
  }
  return add(loss, state.total);
}

for (const checkpoint of modes) {
  describe(`scan, checkpoint: '${checkpoint}'`, () => {
    const loss = (w: Tensor, inputs: Operand | Tensor = xs) => {
      const [last, { twice }] = scan(step(w), init, inputs, { checkpoint });
      return add(sum(multiply(twice, twice)), last.total);
    };

    it('computes what the loop computes, and stacks the outputs', () => {
      const w = normals([3], 2);
      const [last, outputs] = scan(step(w), init, xs, { checkpoint });
      expect(outputs.twice.shape).toEqual([11, 3]);
      expectClose('total', last.total as never, sum(multiply(outputs.twice, 0.5)) as never, 1e-13);
      expectClose('loss', loss(w) as never, unrolled(w, rows) as never, 1e-13);
    });

    it('has the derivatives of the loop, to the third order, in both modes', () => {
      const w = normals([3], 3);
      const v = normals([3], 4);
      const reference = (p: Tensor) => unrolled(p, rows);
      const own = (p: Tensor) => loss(p);
      expectClose('gradient', grad(own)(w), grad(reference)(w), 1e-12);
      expectClose('tangent', jvp(own, [w], [v])[1], jvp(reference, [w], [v])[1], 1e-12);
      expectClose('hvp', hvp(own, w, v), hvp(reference, w, v), 1e-12);
      const third = (f: (p: Tensor) => Tensor) =>
        grad((p: Tensor) => sum(multiply(grad((q: Tensor) => sum(multiply(grad(f)(q), v)))(p), v)))(w);
      expectClose('third', third(own), third(reference), 1e-11);
    });

    it('differentiates by the inputs, and by the start', () => {
      const w = normals([3], 5);
      const byInputs = grad((inputs: Tensor) => loss(w, inputs))(xs);
      rows.forEach((row, t) => {
        const one = grad((x: Tensor) => unrolled(w, rows.with(t, x as never)))(row);
        expectClose(`input ${t}`, copy(byInputs.pick(t, null)), one, 1e-12);
      });
      const twice = grad((inputs: Tensor) => sum(multiply(grad((p: Tensor) => loss(p, inputs))(w), 1)))(xs);
      const mixed = grad((x: Tensor) => sum(grad((p: Tensor) => unrolled(p, rows.with(4, x as never)))(w)))(
        rows[4],
      );
      expectClose('mixed', copy(twice.pick(4, null)), mixed, 1e-11);
      const byStart = grad((h: Tensor) => scan(step(w), { h, total: 0 }, xs, { checkpoint })[0].total)([
        1, 2, 3,
      ]);
      expect(byStart.shape).toEqual([3]);
    });

    it('needs no inputs, given a length, and no outputs', () => {
      const power = (x: Tensor) =>
        scan((y: Tensor) => [multiply(y, x), undefined], 1, undefined, { length: 7, checkpoint })[0];
      expect(grad(power)(2)).toBe(7 * 64);
      expect(grad((x: Tensor) => scan((y: Tensor) => [y, undefined], x, [1], { checkpoint })[0])(2)).toBe(1);
    });

    it('takes trees of inputs, of float32 too', () => {
      const a = Float32Array.of(1, 2, 3);
      const [last, outputs] = scan(
        (total: Tensor, x: { a: Tensor; b: readonly Tensor[] }) => {
          const next = add(total, multiply(x.a, x.b[0]));
          return [next, [next, x.a]];
        },
        0,
        { a, b: [Float32Array.of(4, 5, 6)] },
        { checkpoint },
      );
      expect(last).toMatchObject({ data: Float32Array.of(32), shape: [] });
      expect(outputs).toMatchObject([{ data: Float32Array.of(4, 14, 32) }, { data: a }]);
    });

    it('refuses inputs and outputs that do not go together', () => {
      const same = (c: Tensor, x: Tensor) => [c, x] as const;
      expect(() => scan(same, 0, undefined, { checkpoint })).toThrow(/at least one step .*, got none/);
      expect(() => scan(same, 0, [1, 2], { length: 3, checkpoint })).toThrow(ShapeError);
      expect(() => scan(same, 0, 1, { length: 3, checkpoint })).toThrow(
        /length 3 along the first axis, got one of shape \[\]/,
      );
      expect(() => scan(same, 0, new Float64Array(0), { checkpoint })).toThrow(/at least one step .*, got 0/);
      let t = 0;
      const growing = (c: Tensor) => [c, new Float64Array(++t) as never] as const;
      expect(() => scan(growing, 0, undefined, { length: 3, checkpoint })).toThrow(
        /one shape \(\[1\] in the first step\), got \[2\] in step 1/,
      );
    });
  });
}

describe('the memory of scan', () => {
  /** The most that is taken from the arena while the gradient of T steps on n numbers is computed, in arrays of that size. */
  function peak(
    steps: number,
    checkpoint: 'none' | 'sqrt',
    transform: (f: (w: Tensor) => Tensor) => unknown,
  ): number {
    const n = 2000;
    let most = 0;
    const start = new Float64Array(n).fill(0.1);
    transform((w: Tensor) => {
      const [last] = scan(
        (h: Tensor) => {
          const memory = currentMemory();
          if (memory instanceof Arena) most = Math.max(most, memory.used);
          return [tanh(multiply(w, h)), undefined];
        },
        start,
        undefined,
        { length: steps, checkpoint },
      );
      return sum(last);
    });
    return most / (8 * n);
  }
  const gradient = (f: (w: Tensor) => Tensor) => grad(f)(0.9);
  const curvature = (f: (w: Tensor) => Tensor) => hvp(f, 0.9, 1);

  it("grows with the number of steps, or with 'sqrt' with its root", () => {
    expect(peak(400, 'none', gradient)).toBeGreaterThan(2 * 399);
    expect(peak(400, 'sqrt', gradient)).toBeLessThan(200);
    expect(peak(1600, 'sqrt', gradient)).toBeLessThan(400);
  });

  it('does so in forward mode over reverse mode too', () => {
    expect(peak(400, 'none', curvature)).toBeGreaterThan(4 * 399);
    expect(peak(400, 'sqrt', curvature)).toBeLessThan(400);
    expect(peak(1600, 'sqrt', curvature)).toBeLessThan(800);
  });
});
