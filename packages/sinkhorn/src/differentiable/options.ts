import type { Operand } from '@monge/autodiff';
import type { CostInput } from '../costs/cost.js';
import type { Solution } from '../solution.js';
import type { SolveOptions } from '../solve-options.js';

/** What is moved where, by points, which may be traced. */
export interface TransportPoints {
  /** [n, d], or [n] on the line. */
  readonly x: Operand;
  /** [m, d], or [m]. */
  readonly y: Operand;
  /** Default squaredEuclidean. */
  readonly cost?: CostInput;
}

/** What is moved where, by points or by a matrix of costs: all of it may be traced. */
export type TransportGeometry =
  | TransportPoints
  | {
      /** C_ij, [n, m]. */
      readonly costs: Operand;
    };

export interface DifferentiableOptions extends SolveOptions {
  /** Source weights, [n], of the total of `b` unless a marginal may give way. Default: even, 1 in all. */
  readonly a?: Operand;
  /** Target weights, [m]. */
  readonly b?: Operand;
  /** A number, traced or not. Default: 0.05 times the standard deviation of the costs, a constant. */
  readonly epsilon?: Operand;
  /** How firmly the marginals are held, in (0, 1], numbers: as of `linearProblem`. Default 1. */
  readonly tauA?: number;
  readonly tauB?: number;
  /**
   * `'implicit'`: the derivatives of the solution, however it was found, in memory that does not depend on how. `'unrolled'`: those of
   * `maxIterations` (100 by default) plain iterations, each an operation of `@monge/autodiff`, of which reverse mode remembers every ⌈√T⌉-th; the
   * options of the solver do not count. For checks, and for few iterations. Default `'implicit'`.
   */
  readonly differentiation?: 'implicit' | 'unrolled';
  /**
   * Called with the solution once it is found, before anything is made of it; for a divergence, with that between the two measures. As `init` it is where the next step of a descent starts
   * from.
   */
  readonly onSolution?: (solution: Solution) => void;
  /** How the linear systems of implicit derivatives are solved. */
  readonly linearSolve?: {
    /** Relative residual, in (0, 1). Default 1e-10, or 1e-5 where x and y are float32. */
    readonly tolerance?: number;
    /** Default 2000. */
    readonly maxIterations?: number;
  };
}
