import type { Plain } from '../plain.js';

/** What an optimiser makes of gradients. */
export interface Update<G, S> {
  /** What is to be added to the parameters: a tree like the gradients. */
  readonly updates: Plain<G>;
  /** The state for the next update. */
  readonly state: S;
}

/** Where an optimiser leads. */
export interface Advance<P, S> {
  /** The parameters after the update. */
  readonly params: Plain<P>;
  /** The state for the next one. */
  readonly state: S;
}

export interface AdvanceOptions<P, S> {
  /**
   * Parameters and a state that are given up, those of the step itself or older ones: the results may lie in their memory. Arrays in whose memory one does throw when
   * they are read again; a view or a typed array of one that was kept shows what is there now. Arrays that are part of something larger, or of the step in another
   * place, are left as they are.
   */
  readonly reuse?: { readonly params: P | Plain<P>; readonly state: S } | undefined;
}

/**
 * A way from gradients to changes of the parameters: a pair of pure functions. What it remembers is a state, a tree of arrays and numbers, which is
 * handed in and out. One that is only part of the way, such as a limit on the gradients, returns changed gradients; {@link chain} joins them.
 */
export interface Optimizer<S = unknown> {
  /** The state before the first update, for parameters like these. */
  init(params: unknown): S;
  /** The updates for the gradients of a loss at the parameters, and the next state. */
  update<G>(gradients: G, state: S, params: unknown): Update<G, S>;
  /**
   * `update` and `applyUpdates` in one pass, equal to rounding, for the function of that name. What it returns has no memory in common with its arguments, except
   * those that are given up.
   */
  advance?<P>(gradients: unknown, state: S, params: P, options?: AdvanceOptions<P, S>): Advance<P, S>;
}
