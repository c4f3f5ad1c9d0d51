import type { Along, Derivative, Untraced } from '../core/derivative.js';
import { evaluation } from '../core/evaluation.js';
import { keptLike } from '../core/keep.js';
import type { Tensor } from '../core/operand.js';
import { readResults, readTree } from '../core/read-tree.js';
import { zerosLike } from '../core/zeros-like.js';
import { push } from '../forward/push.js';
import { gradient } from '../reverse/gradient.js';

/**
 * The product of the Hessian matrix of a scalar function with a vector, a tree like its first argument: the derivative of the gradient along
 * it, forward mode over reverse mode, at a few times the cost of the function and without the matrix.
 *
 * Source: Pearlmutter, Fast exact multiplication by the Hessian (1994).
 *
 * @throws ShapeError when the function does not return a number, or the vector has another shape than the argument.
 * @example
 * hvp((x: Tensor) => sum(multiply(x, multiply(x, x))), [1, 2], [1, 1]); // → [6, 12]
 */
export function hvp<T = Tensor, A extends Untraced<T> = Untraced<T>>(
  f: (params: T) => Tensor | number,
  params: A,
  vector: Along<T>,
): Derivative<A> {
  const caller = 'autodiff.hvp';
  return evaluation(() => {
    const given = readTree(params, 'params', caller);
    const along = given.readDerivatives(vector, 'the vector', caller);
    const { tangents } = push('hvp', given.values, along, (duals) =>
      readResults(gradient(f, [given.rebuild(duals)], false, 'hvp').derivative, caller),
    );
    return given.rebuild(
      tangents.map((tangent, k) => keptLike(tangent ?? zerosLike(given.values[k]), given.leaves[k])),
    ) as Derivative<A>;
  });
}
