import { type ArrayInput, contiguous, DomainError, fromData, ShapeError } from '@monge/ndarray';
import { denseCost } from './dense-cost.js';
import type { DenseCost, SparseCost } from './geometry.js';
import { supportOf } from './sparse/support.js';
import { ofSupport } from './sparse-cost.js';

export interface GibbsKernelOptions {
  /** The ε at which the matrix is the kernel, > 0, which is the default one of its problems. Default 1. */
  readonly epsilon?: number;
}

/**
 * The geometry of a kernel given directly, K_ij = exp(−C_ij/ε), that is, of the costs −ε log K: a heat kernel, or the transition probabilities of a process, of which the problem
 * then finds the Schrödinger bridge, min KL(P | K ∘ (a ⊗ b)). A factor of K, or of its rows or columns, changes the potentials and not the plan.
 *
 * Where K is zero mass may not move: a kernel with zeros becomes a {@link sparseCost}. At another ε than its own the costs are the same, and the kernel is
 * another power of K.
 *
 * @param matrix K, [n, m], ≥ 0 and finite.
 * @throws {ShapeError} unless the matrix has two axes, none empty.
 * @throws {DomainError} when an entry is negative, NaN or infinite, all are zero, or ε ≤ 0.
 *
 * @example
 * ```ts
 * import { gibbsKernel, linearProblem, solve } from '@monge/sinkhorn';
 *
 * const walk = gibbsKernel([[0.5, 0.5, 0], [0.25, 0.5, 0.25], [0, 0.5, 0.5]]);
 * const bridge = solve(linearProblem(walk, { a: [0.2, 0.3, 0.5], b: [0.3, 0.4, 0.3] }), { threshold: 1e-9 });
 * bridge.epsilon; // → 1
 * bridge.plan().get(0, 2); // → 0
 * ```
 */
export function gibbsKernel(
  matrix: ArrayInput,
  { epsilon = 1 }: GibbsKernelOptions = {},
): DenseCost | SparseCost {
  if (!(epsilon > 0 && epsilon < Infinity)) {
    throw new DomainError(
      `${caller}: expected epsilon in (0, ∞) (at which the matrix is the kernel), got ${epsilon}`,
    );
  }
  const { data, shape } = contiguous(matrix, 'float64', { name: 'matrix', caller });
  if (shape.length !== 2 || data.length === 0) {
    throw new ShapeError(
      `${caller}: expected matrix of shape [n, m] with n, m ≥ 1 (kernel between source i and target j), got [${shape.join(', ')}]`,
    );
  }
  const [n, m] = shape as readonly [number, number];
  const bad = data.findIndex((value) => !(value >= 0 && value < Infinity));
  if (bad >= 0) {
    throw new DomainError(
      `${caller}: expected entries in [0, ∞) in matrix, got ${data[bad]} at [${Math.floor(bad / m)}, ${bad % m}]`,
    );
  }
  const allowed = Int32Array.from(data.keys()).filter((at) => data[at] > 0);
  if (allowed.length === 0)
    throw new DomainError(`${caller}: expected some entry above zero in matrix, got zeros only`);
  const costOf = (value: number) => 0 - epsilon * Math.log(value);
  if (allowed.length === data.length) {
    return Object.freeze({ ...denseCost(fromData(data.map(costOf), [n, m])), epsilon });
  }
  const support = supportOf(
    [n, m],
    allowed.map((at) => Math.floor(at / m)),
    allowed.map((at) => at % m),
    Float64Array.from(allowed, (at) => costOf(data[at])),
  );
  return ofSupport([n, m], support, caller, { epsilon });
}

const caller = 'sinkhorn.gibbsKernel';
