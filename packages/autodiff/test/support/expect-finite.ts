import { grad, jvp, multiply, sum, type Tensor } from '@monge/autodiff';
import type { NdArray } from '@monge/ndarray';
import { expect } from 'vitest';
import { normals } from './arrays.js';

/** Derivatives of a function of one matrix, to third order, all finite. */
export function expectFinite(f: (a: Tensor) => Tensor, a: NdArray<Float64Array>): void {
  const t = normals([...a.shape], 40);
  const scalar = (x: Tensor) => sum(multiply(f(x), normals([...f(a).shape], 41)));
  const second = (x: Tensor) => jvp(grad(scalar), [x], [t])[1];
  const third = grad((x: Tensor) => sum(multiply(second(x), t)));
  for (const derivative of [grad(scalar)(a), second(a), third(a), jvp(second, [a], [t])[1]]) {
    const { data } = derivative as NdArray<Float64Array>;
    expect(data.every((x) => Number.isFinite(x) && Math.abs(x) < 1e6)).toBe(true);
  }
}
