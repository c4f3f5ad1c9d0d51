import { checkSetting } from '../internal/check-setting.js';
import { sweep } from '../internal/sweep.js';
import type { Plain } from '../plain.js';
import type { Optimizer } from './optimizer.js';

export interface WeightDecayOptions {
  /**
   * Whether the array or number of a name decays: its keys and positions, joined by dots, such as `layers.0.w`. Default: all do; biases and the scales of
   * normalisations are often left out.
   */
  readonly mask?: (name: string) => boolean;
}

/**
 * Adds λ p to the gradients, which is the gradient of the penalty ½ λ |p|²: to be chained before an optimiser. With {@link sgd} that is weight decay; for
 * Adam use {@link adamw}.
 *
 * @param decay λ ≥ 0
 * @throws DomainError unless λ is finite and ≥ 0.
 * @example
 * const decayed = chain(weightDecay(0.1), sgd({ learningRate: 0.5 }));
 * decayed.update([1, 1], decayed.init([10, 20]), [10, 20]).updates; // → [-1, -1.5]
 */
export function weightDecay(decay: number, { mask = () => true }: WeightDecayOptions = {}): Optimizer<null> {
  const caller = 'nn.weightDecay';
  checkSetting(decay >= 0 && decay < Infinity, 'decay', 'a number ≥ 0', decay, caller);
  return {
    init: () => null,
    update<G>(gradients: G, state: null, params: unknown) {
      const [updates] = sweep(caller, { gradients, params }, 1, ([g, p], name) => {
        const lambda = mask(name) ? decay : 0;
        for (let i = 0; i < g.length; i++) g[i] += lambda * p[i];
      });
      return { updates: updates as Plain<G>, state };
    },
  };
}
