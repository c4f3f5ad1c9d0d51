import type { Plain } from '../plain.js';
import { advance } from './advance.js';
import type { AdvanceOptions, Optimizer } from './optimizer.js';

/**
 * Several optimisers one after another: each takes for gradients what the one before returned. The state is the list of theirs.
 *
 * @example
 * const clipped = chain(clipByGlobalNorm(1), sgd({ learningRate: 0.1 }));
 * clipped.update([30, -40], clipped.init([0, 0]), [0, 0]).updates; // → [-0.06, 0.08]
 */
export function chain<S extends readonly unknown[]>(
  ...optimizers: { readonly [K in keyof S]: Optimizer<S[K]> }
): Optimizer<S> {
  const links: readonly Optimizer[] = optimizers;
  /** What the links make of gradients, and their next states. */
  const through = (some: readonly Optimizer[], gradients: unknown, state: S, params: unknown) => {
    const states: unknown[] = [];
    let updates = gradients;
    for (const [k, link] of some.entries()) {
      const updated = link.update(updates, state[k], params);
      updates = updated.updates;
      states.push(updated.state);
    }
    return { updates, states };
  };
  const last = links.at(-1);
  return {
    init: (params) => links.map((link) => link.init(params)) as readonly unknown[] as S,
    update<G>(gradients: G, state: S, params: unknown) {
      const { updates, states } = through(links, gradients, state, params);
      return { updates: updates as Plain<G>, state: states as readonly unknown[] as S };
    },
    ...(last && {
      advance<P>(gradients: unknown, state: S, params: P, { reuse }: AdvanceOptions<P, S> = {}) {
        const end = links.length - 1;
        const { updates, states } = through(links.slice(0, end), gradients, state, params);
        const reached = advance(last, updates, state[end], params, {
          reuse: reuse && { params: reuse.params, state: reuse.state[end] },
        });
        return { params: reached.params, state: [...states, reached.state] as readonly unknown[] as S };
      },
    }),
  };
}
