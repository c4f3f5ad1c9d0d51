import { add, grad, jvp, multiply, sum, type Tensor, vjp } from '@monge/autodiff';
import { add as addArrays, type NdArray, multiply as scale } from '@monge/ndarray';
import { expect } from 'vitest';
import { inner, normals } from './arrays.js';

/** A function of float64 arrays, one argument each. */
export type Differentiable = (...args: Tensor[]) => Tensor;

type Array64 = NdArray<Float64Array>;

const STEP = 1e-4;

/**
 * First and second derivatives along random directions: reverse mode is the transpose of forward mode, and both are central differences. Relative
 * to the size of what is compared, 1e-12 between the modes and 1e-6 to differences.
 */
export function expectDerivatives(f: Differentiable, args: readonly Array64[]): void {
  const directions = args.map(({ shape }, k) => normals(shape, 100 + k));
  const moved = (by: number): Array64[] => args.map((arg, k) => addArrays(arg, scale(directions[k], by)));
  const value = f(...args) as Array64;
  const weights = normals(value.shape, 200);

  const forward = inner(weights, jvp(f, [...args], directions)[1]);
  const gradients = vjp(f, ...args)[1](weights) as readonly Array64[];
  const reverse = gradients.reduce((total, each, k) => total + inner(each, directions[k]), 0);
  expectRatio(reverse, forward, 1e-12);
  const at = (by: number): number => inner(weights, f(...moved(by)) as Array64);
  expectRatio((at(STEP) - at(-STEP)) / (2 * STEP), forward, 1e-6);

  const slope = (...xs: Tensor[]): Tensor => {
    const rates = grad((ys: readonly Tensor[]) => sum(multiply(weights, f(...ys))))(xs) as readonly Tensor[];
    return rates
      .map((rate, k): Tensor => sum(multiply(rate, directions[k])))
      .reduce((total, rate): Tensor => add(total, rate));
  };
  const second = (jvp(slope, [...args], directions)[1] as Array64).data[0];
  const twice = vjp(slope, ...args)[1](1) as readonly Array64[];
  const reverseTwice = twice.reduce((total, each, k) => total + inner(each, directions[k]), 0);
  expectRatio(reverseTwice, second, 1e-11);
  const slopeAt = (by: number): number => (slope(...moved(by)) as Array64).data[0];
  expectRatio((slopeAt(STEP) - slopeAt(-STEP)) / (2 * STEP), second, 1e-6);
}

function expectRatio(actual: number, expected: number, tolerance: number): void {
  const size = Math.max(1, Math.abs(expected));
  expect(Math.abs(actual - expected) / size, `${actual} against ${expected}`).toBeLessThan(tolerance);
}
