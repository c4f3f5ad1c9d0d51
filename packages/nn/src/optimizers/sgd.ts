import { type Loop, sweep } from '../internal/sweep.js';
import type { Plain } from '../plain.js';
import { type LearningRate, scheduleOf } from './learning-rate.js';
import type { AdvanceOptions, Optimizer } from './optimizer.js';

export interface SgdOptions {
  /** The length of steps, in the units of parameters² over loss. */
  readonly learningRate: LearningRate;
}

/** What {@link sgd} remembers. */
export interface SgdState {
  /** Updates done. */
  readonly step: number;
}

/**
 * Stochastic gradient descent: u = −rate · g.
 *
 * @throws DomainError for a rate that is not finite and ≥ 0.
 * @example
 * const { init, update } = sgd({ learningRate: 0.1 });
 * update({ w: [1, -2] }, init({ w: [5, 5] }), { w: [5, 5] }).updates; // → { w: [-0.1, 0.2] }
 */
export function sgd({ learningRate }: SgdOptions): Optimizer<SgdState> {
  const caller = 'nn.sgd';
  const schedule = scheduleOf(learningRate, caller);
  return {
    init: () => ({ step: 0 }),
    update<G>(gradients: G, { step }: SgdState) {
      const current = schedule(step);
      const [updates] = sweep(caller, { gradients }, 1, ([g]) => {
        for (let i = 0; i < g.length; i++) g[i] *= -current;
      });
      return { updates: updates as Plain<G>, state: { step: step + 1 } };
    },
    advance<P>(gradients: unknown, { step }: SgdState, params: P, options?: AdvanceOptions<P, SgdState>) {
      const current = schedule(step);
      const descend: Loop = ([p, g]) => {
        for (let i = 0; i < p.length; i++) p[i] -= current * g[i];
      };
      const reuse = options?.reuse && { params: options.reuse.params };
      const [moved] = sweep(caller, { params, gradients }, 1, descend, reuse);
      return { params: moved as Plain<P>, state: { step: step + 1 } };
    },
  };
}
