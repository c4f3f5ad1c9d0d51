import type { Operand, Result, Traced } from '@monge/autodiff';
import { DomainError, type Executor } from '@monge/ndarray';
import { defaultExecutor } from '../internal/default-executor.js';

/** Options of all soft sorting functions. */
export interface SortingOptions<W extends Operand = Operand> {
  /**
   * Strength of the regularisation, > 0, in the units of the squared distance between a squashed value and a target, both in [0, 1]. Default 0.01.
   * The values are blurred over a share of about √(ε/2) of all of them: 7 % by default. As ε → 0 the functions become their sharp counterparts, as ε → ∞ means.
   */
  readonly epsilon?: number;
  /** The axis that is sorted. Default −1, the last. */
  readonly axis?: number;
  /**
   * What the values weigh, ≥ 0, of any sum > 0: [n] for all lists, or the shape of x. A value of weight 2 counts as two values, and one of weight 0 (padding, say) has no
   * influence, but a result. Default: all the same. Results have derivatives with respect to weights, too.
   */
  readonly weights?: W;
  /**
   * How values are laid out on the line before they are moved to the targets. `'sigmoid'`: to 1/(1 + e^−z) in [0, 1], z = (x − mean)/standard deviation, by weight, which makes the functions
   * equivariant under x → αx + β, α > 0, and robust against outliers. `'none'`: as they are; ε is then in squared units of x, and the targets should cover their range. Default `'sigmoid'`.
   */
  readonly squash?: 'sigmoid' | 'none';
  /** L1 error of the plan's marginals, of a mass of 1, in (0, 1). Default 1e-9, or what rounding leaves if that is more: about 2e-15/ε. */
  readonly threshold?: number;
  /** Engine of the kernels. Default: WASM SIMD where allowed, else plain JavaScript, one thread, shared by all calls without one. */
  readonly executor?: Executor;
}

/** What is returned for values of type A, in their dtype, and further operands of type W, which may be traced. */
export type SortingResult<A extends Operand, W extends Operand> = Result<A | Extract<W, Traced>>;

export interface SortingSettings {
  readonly epsilon: number;
  readonly axis: number;
  readonly weights: Operand | undefined;
  readonly squash: 'sigmoid' | 'none';
  readonly threshold: number;
  readonly executor: Executor;
  readonly caller: string;
}

export function sortingSettings(options: SortingOptions, caller: string): SortingSettings {
  const { epsilon = 1e-2, axis = -1, weights, squash = 'sigmoid', threshold = 1e-9 } = options;
  const { executor = defaultExecutor() } = options;
  if (!(epsilon > 0 && epsilon < Infinity)) {
    throw new DomainError(
      `${caller}: expected epsilon in (0, ∞) (strength of the regularisation), got ${epsilon}`,
    );
  }
  if (!(threshold > 0 && threshold < 1)) {
    throw new DomainError(
      `${caller}: expected threshold in (0, 1) (L1 error of the marginals), got ${threshold}`,
    );
  }
  if (squash !== 'sigmoid' && squash !== 'none') {
    throw new DomainError(`${caller}: expected squash to be 'sigmoid' or 'none', got ${String(squash)}`);
  }
  return { epsilon, axis, weights, squash, threshold, executor, caller };
}
