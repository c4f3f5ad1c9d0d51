import { grad, jvp, matmul, multiply, square, sum, type Tensor, tanh, vjp, vmap } from '@monge/autodiff';
import { DomainError, type NdArray, ShapeError, slice, toNested } from '@monge/ndarray';
import { assertAllClose } from '@monge/ndarray/testing';
import { normal } from '@monge/random';
import { expect, it } from 'vitest';

const w = normal(1, [7, 3, 4]);
const x = normal(2, [7, 4]);
const energy = (u: Tensor, v: Tensor): Tensor => sum(tanh(matmul(u, v)));

it('is the function of every example, stacked', () => {
  const all = vmap(grad(energy))(w, x) as NdArray;
  for (let k = 0; k < 7; k++) {
    const one = grad(energy)(slice(w, k), slice(x, k));
    expect(toNested(all.pick(k))).toEqual(toNested(one));
  }
});

it('is differentiated as a loop is, in both modes', () => {
  const batched = (u: Tensor, v: Tensor) => sum(square(vmap(energy)(u, v)));
  const [du, dv] = vjp(batched, w, x)[1](1);
  const rate = jvp(batched, [w, x], [w, x])[1];
  assertAllClose(rate, (sum(multiply(du, w)) as NdArray).get() + (sum(multiply(dv, x)) as NdArray).get(), {
    rtol: 1e-12,
    atol: 1e-12,
  });
});

it('takes and returns trees, and nests', () => {
  const f = vmap(({ a, b }: { a: Tensor; b: Tensor }) => ({ sum: sum(multiply(a, b)), both: [a, b] }));
  const { sum: sums, both } = f({
    a: [
      [1, 2],
      [3, 4],
    ],
    b: [10, 100],
  });
  expect(toNested(sums as NdArray)).toEqual([30, 700]);
  expect(toNested(both[1] as NdArray)).toEqual([10, 100]);
  const outer = vmap((row: Tensor) => vmap((e: Tensor) => multiply(e, e))(row));
  expect(
    toNested(
      outer([
        [1, 2],
        [3, 4],
      ]) as NdArray,
    ),
  ).toEqual([
    [1, 4],
    [9, 16],
  ]);
});

it('refuses arrays of several lengths, results of several shapes, and no examples', () => {
  expect(() => vmap(energy)(w, normal(3, [6, 4]))).toThrow(ShapeError);
  let calls = 0;
  expect(() => vmap((v: Tensor) => (calls++ === 0 ? v : sum(v)))(x)).toThrow(ShapeError);
  expect(() => vmap((v: Tensor) => v)(normal(1, [0, 2]))).toThrow(DomainError);
});
