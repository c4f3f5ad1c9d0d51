import type { Plain } from '../../plain.js';
import type { AdvanceOptions, Optimizer } from '../optimizer.js';

/** Takes a step from so many times the parameters, and returns where it led, and the next state. */
export type Move<S> = (
  gradients: unknown,
  state: S,
  params: unknown,
  times: 0 | 1,
  reuse?: AdvanceOptions<unknown, S>['reuse'],
) => readonly [moved: unknown, next: S];

/** An optimiser by its steps: those from 0 are the updates. */
export function moving<S>(init: (params: unknown) => S, move: Move<S>): Optimizer<S> {
  return {
    init,
    update<G>(gradients: G, state: S, params: unknown) {
      const [updates, next] = move(gradients, state, params, 0);
      return { updates: updates as Plain<G>, state: next };
    },
    advance<P>(gradients: unknown, state: S, params: P, { reuse }: AdvanceOptions<P, S> = {}) {
      const [moved, next] = move(gradients, state, params, 1, reuse);
      return { params: moved as Plain<P>, state: next };
    },
  };
}
