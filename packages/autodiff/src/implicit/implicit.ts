import { DomainError, MongeError } from '@monge/ndarray';
import { kept } from '../core/keep.js';
import { type ReadTree, readArguments, readResults } from '../core/read-tree.js';
import type { Value } from '../core/traced.js';
import { zerosLike } from '../core/zeros-like.js';
import { conjugateGradients } from './conjugate-gradients.js';
import { gmres } from './gmres.js';
import { type LinearSolver, root } from './root.js';

/** How the linear systems of implicit derivatives are solved. */
export interface ImplicitOptions {
  /**
   * 'gmres' for any Jacobian matrix ∂residual/∂x, 'cg' for a symmetric positive (semi-)definite one, as that of a gradient at a minimum.
   * Default: 'gmres'.
   */
  readonly method?: 'gmres' | 'cg';
  /** Relative residual at which a system counts as solved, in (0, 1). Default: 1e-10, or 1e-5 where x is float32. */
  readonly tolerance?: number;
  /** The most products with the Jacobian matrix that a system may take. Default: 1000. */
  readonly maxProducts?: number;
}

/** An equation residual(x, ...args) = 0 that defines x, and a way to solve it. */
export interface ImplicitFunction<X, A extends readonly unknown[]> {
  /** Zero at the solution; a tree like x. What it depends on and is to be differentiated must be an argument. */
  readonly residual: (x: X, ...args: A) => X;
  /** The solution for given arguments, by whatever means: it is not differentiated, and sees plain arrays. */
  readonly solve: (...args: A) => X;
}

/**
 * The solution of an equation as a function of its arguments, with the derivatives of the implicit function theorem,
 * ∂x/∂args = −(∂residual/∂x)⁻¹ ∂residual/∂args: to any order, in both modes, in memory that does not depend on how the solution was found. The
 * derivatives are as exact as the solution. The linear systems take products with ∂residual/∂x only.
 *
 * Source: Blondel et al., Efficient and modular implicit differentiation (NeurIPS 2022).
 *
 * @throws MongeError with code 'notConverged' when a linear system is not solved to the tolerance: where the derivative does not exist, or is
 *   nearly singular.
 * @throws ShapeError when the residual is unlike x.
 * @example
 * // The square root of a, as the root of x² − a.
 * const squareRoot = implicit({
 *   residual: (x: Tensor, a: Tensor) => subtract(multiply(x, x), a),
 *   solve: (a: Tensor) => sqrt(a),
 * });
 * grad(squareRoot)(4); // → 0.25
 */
export function implicit<X, A extends readonly unknown[]>(
  { residual, solve }: ImplicitFunction<X, A>,
  options: ImplicitOptions = {},
): (...args: A) => X {
  const caller = 'autodiff.implicit';
  const linear = linearSolver(options, caller);
  return (...args) => {
    const given = readArguments(args, caller);
    const argumentsOf = (values: readonly Value[]): A => given.rebuild(values.map(kept)) as A;
    let solved!: ReadTree;
    const solution = root(
      {
        residual: (x, values) => {
          const zero = residual(solved.rebuild(x.map(kept)) as X, ...argumentsOf(values));
          return solved
            .readDerivatives(zero, 'the residual', caller)
            .map((value, k) => value ?? zerosLike(solved.values[k]));
        },
        solve: (values) => {
          solved = readResults(solve(...argumentsOf(values)), caller);
          return solved.values;
        },
        linear,
      },
      given.values,
    );
    return solved.rebuild(solution.map(kept)) as X;
  };
}

function linearSolver(options: ImplicitOptions, caller: string): LinearSolver {
  const { method = 'gmres', tolerance, maxProducts = 1000 } = options;
  if (tolerance !== undefined && !(tolerance > 0 && tolerance < 1)) {
    throw new DomainError(`${caller}: expected tolerance in (0, 1) (relative residual), got ${tolerance}`);
  }
  if (!(Number.isInteger(maxProducts) && maxProducts > 0)) {
    throw new DomainError(`${caller}: expected maxProducts to be a positive integer, got ${maxProducts}`);
  }
  return {
    method: method === 'cg' ? conjugateGradients : gmres,
    tolerances: { float64: tolerance ?? 1e-10, float32: tolerance ?? 1e-5 },
    maxProducts,
    failed: (residual, expected) => {
      throw new MongeError(
        'notConverged',
        `${caller}: expected the linear system of the derivative to be solved to a relative residual of ${expected}, got ${residual.toExponential(1)}; ` +
          'the Jacobian of the residual is (nearly) singular, or x does not solve the equation; regularise it, or allow a larger tolerance or more products',
      );
    },
  };
}
