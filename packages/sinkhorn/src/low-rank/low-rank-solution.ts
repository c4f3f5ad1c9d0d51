import type { ArrayInput, ExecutorName, NdArray } from '@monge/ndarray';
import type { LinearProblem } from '../linear-problem.js';
import type { ApplyOptions } from '../plan/apply.js';
import type { TransportOptions } from '../plan/transport.js';
import type { Status } from '../solution.js';

/** A plan of low rank, P = Q diag(1/g) Rᵀ, and what it costs. */
export interface LowRankSolution {
  /**
   * `'converged'`: the plan is stationary, up to the threshold; there may be better ones elsewhere. `'maxIterations'`: it is not, for want of iterations.
   * `'diverged'`: the numbers left the range of floats.
   */
  readonly status: Status;
  readonly iterations: number;
  /**
   * The duality gap of the problem linearised at the plan of each iteration, over the mass and the standard deviation of the costs, [iterations]: no feasible change of the
   * factors lowers the cost by more, to first order. Zero at stationary plans and there only, whatever the steps were.
   */
  readonly errors: Float64Array;
  /** L1 distances of the marginals of the plan from a and b, over the mass: a matter of rounding, converged or not. */
  readonly marginalErrors: { readonly source: number; readonly target: number };
  readonly rank: number;
  /** The engine that ran. */
  readonly executor: { readonly name: ExecutorName; readonly threads: number };
  /** Q, [n, rank]: the mass that goes from each source by each latent point. */
  readonly q: NdArray<Float64Array>;
  /** R, [m, rank]: the mass that comes to each target by each latent point. */
  readonly r: NdArray<Float64Array>;
  /** g = Qᵀ 1 = Rᵀ 1, [rank]: the mass of the latent points. */
  readonly g: NdArray<Float64Array>;
  /** ⟨P, C⟩, what is minimised: an upper bound of the cost of transport without regularisation. */
  readonly cost: number;
  /** ΣP */
  readonly mass: number;
  readonly problem: LinearProblem;

  /** The plan P, [n, m]. O(n·m·rank). */
  plan(): NdArray<Float64Array>;
  /** The rows of the plan, [m] each, in turn and without storing it. */
  rows(): Generator<Float64Array, void>;
  /** P v, [n], or Pᵀ v, [m]; a matrix of columns v, [m, k], gives a matrix. O((n + m)·rank·k). */
  apply(vector: ArrayInput, options?: ApplyOptions): NdArray<Float64Array>;
  /**
   * Where mass goes on average: the mean of the targets under the plan of each source, [n, d], or the other way round, [m, d]. On a sphere the mean is taken there. It takes no more than
   * O((n + m)·rank·d).
   *
   * @throws {UnsupportedError} unless the geometry is one of point clouds.
   */
  transport(options?: TransportOptions): NdArray<Float64Array>;
}
