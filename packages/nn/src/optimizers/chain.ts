import type { Plain } from '../plain.js';
import type { Optimizer } from './optimizer.js';

/**
 * Several optimisers one after another: each takes for gradients what the one before returned. The state is the list of theirs.
 *
 * @example
 * const clipped = chain(clipByGlobalNorm(1), sgd({ rate: 0.1 }));
 * clipped.update([30, -40], clipped.init([0, 0]), [0, 0]).updates; // → [-0.06, 0.08]
 */
export function chain<S extends readonly unknown[]>(
  ...optimizers: { readonly [K in keyof S]: Optimizer<S[K]> }
): Optimizer<S> {
  const links: readonly Optimizer[] = optimizers;
  return {
    init: (params) => links.map((link) => link.init(params)) as readonly unknown[] as S,
    update<G>(gradients: G, state: S, params: unknown) {
      const states: unknown[] = [];
      let updates: unknown = gradients;
      for (const [k, link] of links.entries()) {
        const updated = link.update(updates, state[k], params);
        updates = updated.updates;
        states.push(updated.state);
      }
      return { updates: updates as Plain<G>, state: states as readonly unknown[] as S };
    },
  };
}
