import { checkSetting } from '../internal/check-setting.js';
import { sweep } from '../internal/sweep.js';
import type { Plain } from '../plain.js';
import type { Optimizer } from './optimizer.js';

/**
 * Gradients with each element brought into [−limit, limit]: to be chained before an optimiser. It changes their direction;
 * {@link clipByGlobalNorm} does not.
 *
 * @param limit > 0
 * @throws DomainError unless the limit is > 0.
 * @example
 * clipByValue(1).update({ w: [3, -0.5] }, null, null).updates; // → { w: [1, -0.5] }
 */
export function clipByValue(limit: number): Optimizer<null> {
  const caller = 'nn.clipByValue';
  checkSetting(limit > 0, 'limit', 'a number > 0 (the largest absolute value)', limit, caller);
  return {
    init: () => null,
    update<G>(gradients: G, state: null) {
      const [updates] = sweep(caller, { gradients }, 1, ([g]) => {
        for (let i = 0; i < g.length; i++) g[i] = Math.max(-limit, Math.min(limit, g[i]));
      });
      return { updates: updates as Plain<G>, state };
    },
  };
}
