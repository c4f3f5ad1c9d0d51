import { sweep } from '../internal/sweep.js';
import type { Plain } from '../plain.js';
import { type LearningRate, scheduleOf } from './learning-rate.js';
import type { Optimizer } from './optimizer.js';

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
      const [updates] = sweep(caller, { gradients }, 1, ([g], [u]) => {
        for (let i = 0; i < u.length; i++) u[i] = -current * g[i];
      });
      return { updates: updates as Plain<G>, state: { step: step + 1 } };
    },
  };
}
