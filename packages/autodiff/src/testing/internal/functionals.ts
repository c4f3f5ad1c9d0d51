import type { Tensor } from '../../core/operand.js';
import { add, grad, jvp, multiply, sum } from '../../index.js';
import type { Differentiable } from '../differentiable.js';
import { type Array64, plainly, randomLike } from './plain-arrays.js';

/** A function of several arrays as one of their list, with one number as its result. */
export type Functional = (xs: readonly Tensor[]) => Tensor;

/** x ↦ ⟨w, f(x)⟩ for random w. */
export function randomFunctional(f: Differentiable, args: readonly Array64[]): Functional {
  const weights = randomLike(plainly(f(...args), 'the function'), 800);
  return (xs) => sum(multiply(weights, f(...xs)));
}

/** ∇g. */
export function gradient(g: Functional): (xs: readonly Tensor[]) => readonly Tensor[] {
  return grad(g) as (xs: readonly Tensor[]) => readonly Tensor[];
}

/** ∂g · t. */
export function along(g: Functional, xs: readonly Tensor[], tangents: readonly Tensor[]): Tensor {
  return jvp(g, [xs], [tangents])[1];
}

/** Σₖ ⟨aₖ, bₖ⟩, in operations. */
export function dotted(a: readonly Tensor[], b: readonly Tensor[]): Tensor {
  return a.map((each, k): Tensor => sum(multiply(each, b[k]))).reduce((total, term) => add(total, term));
}

/** ∇²g · t, in three ways. */
export const hessianProducts = {
  forwardOverReverse: (g: Functional, xs: readonly Tensor[], t: readonly Tensor[]): readonly Tensor[] =>
    jvp(gradient(g), [xs], [t])[1],
  reverseOverReverse: (g: Functional, xs: readonly Tensor[], t: readonly Tensor[]): readonly Tensor[] =>
    gradient((ys) => dotted(gradient(g)(ys), t))(xs),
  reverseOverForward: (g: Functional, xs: readonly Tensor[], t: readonly Tensor[]): readonly Tensor[] =>
    gradient((ys) => along(g, ys, t))(xs),
};
