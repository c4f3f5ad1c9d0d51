import type { Executor, NdArray } from '@monge/ndarray';

/**
 * Derivatives of a number with respect to everything that a transport problem is made of: its gradient, or the vector–Jacobian product of
 * a result that the number depends on. What takes another pass over the pairs is a function.
 */
export interface Sensitivities {
  /**
   * By the source points, [n, d], or the left factor of costs of low rank, [n, r].
   *
   * @throws {UnsupportedError} when the geometry has neither, as a matrix of costs and a grid, or its cost brings no gradient.
   */
  x(): NdArray<Float64Array>;
  /** By the target points, [m, d]; likewise. */
  y(): NdArray<Float64Array>;
  /** By the matrix of costs, [n, m]: of a point cloud too. */
  cost(): NdArray<Float64Array>;
  /** By ε, at given τ: ρ moves with it where a marginal may give way. */
  epsilon(): number;
  /**
   * By the source weights, [n]. Where both marginals have to be met weights change only together, with Σ da = Σ db, so that a constant may be moved between `a` and `b`; it is
   * fixed by ⟨a, ∂a⟩ = ⟨b, ∂b⟩. For weights that keep their sum it plays no part.
   */
  readonly a: NdArray<Float64Array>;
  /** By the target weights, [m]. */
  readonly b: NdArray<Float64Array>;
}

/** The derivatives of a divergence. By its three matrices of costs they are `gradient(xy).cost()`, and −½ times those of `xx` and `yy`. */
export type DivergenceSensitivities = Omit<Sensitivities, 'cost'>;

/** How the linear system of an implicit derivative was solved. */
export interface LinearSolve {
  /** `'maxIterations'`: the tolerance was not met, for want of iterations or of digits; the derivative is as good as `residual` says. */
  readonly status: 'converged' | 'maxIterations';
  readonly iterations: number;
  /** Of the linear system, relative to its right-hand side, each entry over the root of its weight. */
  readonly residual: number;
}

/** A vector–Jacobian product by the implicit function theorem. */
export interface ImplicitSensitivities extends Sensitivities {
  readonly linearSolve: LinearSolve;
}

export interface GradientOptions {
  /** Engine of the kernels. Default: WASM SIMD where allowed, else plain JavaScript, one thread, shared by all calls without one. */
  readonly executor?: Executor;
}

export interface ImplicitOptions extends GradientOptions {
  /** Relative residual at which the linear system counts as solved, in (0, 1). Default 1e-10, or 1e-5 for float32 clouds. */
  readonly tolerance?: number;
  /** The most iterations of conjugate gradients. Default 2000. */
  readonly maxIterations?: number;
}
