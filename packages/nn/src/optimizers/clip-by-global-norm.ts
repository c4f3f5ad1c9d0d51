import { norm } from '@monge/ndarray';
import { checkSetting } from '../internal/check-setting.js';
import { sweep } from '../internal/sweep.js';
import type { Plain } from '../plain.js';
import type { Optimizer } from './optimizer.js';

/**
 * Gradients, all of them together as one vector, shortened to a norm where they are longer: g · min(1, limit / |g|). To be chained before an optimiser. Keeps
 * single bad batches, and the cliffs of recurrent networks, from throwing the parameters far away.
 *
 * Source: Pascanu, Mikolov and Bengio, On the difficulty of training recurrent neural networks (2013), algorithm 1.
 *
 * @param limit > 0
 * @throws DomainError unless the limit is > 0.
 * @example
 * clipByGlobalNorm(1).update({ w: [3, 0], b: -4 }, null, null).updates; // → { w: [0.6, 0], b: -0.8 }
 */
export function clipByGlobalNorm(limit: number): Optimizer<null> {
  const caller = 'nn.clipByGlobalNorm';
  checkSetting(limit > 0, 'limit', 'a number > 0 (the largest norm)', limit, caller);
  return {
    init: () => null,
    update<G>(gradients: G, state: null) {
      const norms: number[] = [];
      sweep(caller, { gradients }, 0, ([g]) => norms.push(norm(g)));
      const length = Math.hypot(...norms);
      const factor = length > limit ? limit / length : 1;
      const [updates] = sweep(caller, { gradients }, 1, ([g]) => {
        for (let i = 0; i < g.length; i++) g[i] *= factor;
      });
      return { updates: updates as Plain<G>, state };
    },
  };
}
