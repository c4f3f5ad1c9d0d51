import { grad, hessian, hvp, jacobian, multiply, slice, sum, type Tensor, tanh } from '@monge/autodiff';
import { array, fromData, ShapeError } from '@monge/ndarray';
import { describe, expect, it } from 'vitest';
import { normals } from '../support/arrays.js';
import { expectClose } from '../support/expectations.js';

const weights = normals([3, 2, 4], 1);
/** [4] to [3, 2]. */
const f = (x: Tensor) => sum(tanh(multiply(weights, x)), { axis: -1 });

describe('jacobian', () => {
  it('is the closed form, of shape [...result, ...argument], in both modes', () => {
    const x = normals([4], 2);
    const expected = fromData(
      weights.data.map((w, k) => w * (1 - Math.tanh(w * x.data[k % 4]) ** 2)),
      [3, 2, 4],
    );
    expectClose('by rows', jacobian(f)(x), expected, 1e-13);
    expectClose('by columns', jacobian(f, { mode: 'forward' })(x), expected, 1e-13);
  });

  it('differentiates by an array of several axes, and hands other arguments on', () => {
    const x = normals([2, 3], 3);
    const g = (y: Tensor, scale: number) => multiply(scale, slice(y, null, 1));
    const expected = fromData(Float64Array.of(0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 5, 0), [2, 2, 3]);
    expectClose('by rows', jacobian(g)(x, 5), expected, 0);
    expectClose('by columns', jacobian(g, { mode: 'forward' })(x, 5), expected, 0);
  });

  it('is differentiable', () => {
    const x = normals([4], 4);
    for (const mode of ['reverse', 'forward'] as const) {
      const energy = (y: Tensor) => sum(multiply(jacobian(f, { mode })(y), jacobian(f)(y)));
      const h = 1e-6;
      const gradient = grad(energy)(x);
      const moved = (k: number, by: number) => array(x.data.map((value, i) => value + (i === k ? by : 0)));
      gradient.data.forEach((value, k) => {
        const [up, down] = [h, -h].map((by) => (energy(moved(k, by)) as { data: Float64Array }).data[0]);
        expect(value).toBeCloseTo((up - down) / (2 * h), 6);
      });
    }
  });

  it('is zero where the function is constant, and of rank 0 between numbers', () => {
    for (const mode of ['reverse', 'forward'] as const) {
      expect(jacobian(() => array([1, 2]), { mode })(3)).toMatchObject({
        shape: [2],
        data: Float64Array.of(0, 0),
      });
      expect(jacobian((x: Tensor) => multiply(x, x), { mode })(3)).toMatchObject({
        shape: [],
        data: Float64Array.of(6),
      });
      expect(jacobian((x: Tensor) => x, { mode })(Float32Array.of(1, 2))).toMatchObject({
        data: Float32Array.of(1, 0, 0, 1),
      });
    }
  });

  it('has no elements where the argument or the result has none', () => {
    const none = new Float32Array(0);
    const [reverse, forward] = (['reverse', 'forward'] as const).map((mode) => ({ mode }));
    for (const mode of [reverse, forward]) {
      expect(jacobian((x: Tensor) => multiply(x, x), mode)(none)).toMatchObject({
        shape: [0, 0],
        data: none,
      });
      expect(jacobian(() => [1, 2] as never, mode)(none)).toMatchObject({ shape: [2, 0] });
      expect(jacobian((x: Tensor) => slice(x, [0, 0]), mode)([1, 2, 3])).toMatchObject({ shape: [0, 3] });
    }
    expect(hessian((x: Tensor) => sum(multiply(x, x)))(none)).toMatchObject({ shape: [0, 0], data: none });
  });

  it('refuses trees', () => {
    expect(() => jacobian(f)({ a: 1 } as never)).toThrow(/autodiff.jacobian: expected x/);
    expect(() => jacobian((x: Tensor) => [x] as never)(1)).toThrow(/autodiff.jacobian/);
  });
});

describe('hessian', () => {
  const phi = (x: Tensor) => sum(multiply(f(x), f(x)));

  it('is symmetric, and its products with vectors are those of hvp', () => {
    const x = normals([4], 5);
    const matrix = hessian(phi)(x);
    expect(matrix.shape).toEqual([4, 4]);
    for (let i = 0; i < 4; i++) {
      const column = hvp(
        phi,
        x,
        [0, 1, 2, 3].map((k) => Number(k === i)),
      );
      for (let j = 0; j < 4; j++) {
        expect(matrix.get(i, j)).toBeCloseTo(matrix.get(j, i), 12);
        expect(matrix.get(j, i)).toBeCloseTo(column.data[j], 12);
      }
    }
  });

  it('refuses functions that do not return a number', () => {
    expect(() => hessian(f)([1, 2, 3, 4])).toThrow(ShapeError);
  });
});
