import { checkSetting } from '../internal/check-setting.js';
import { copyOf } from '../internal/copy-of.js';
import { type Loop, sweep } from '../internal/sweep.js';
import type { Plain } from '../plain.js';

export interface EmaOptions {
  /** How much of the average a step leaves, d in [0, 1): it goes over some 1 / (1 − d) steps. Default 0.999. */
  readonly decay?: number;
}

/** A running average. */
export interface Average<P = unknown> {
  /** How many parameters it is the average of. */
  readonly step: number;
  /** The average, a tree like the parameters; before the first step these themselves. */
  readonly params: Plain<P>;
}

/** A running average of parameters: a pair of pure functions. */
export interface Ema {
  /** The average of nothing, for parameters like these. */
  init<P>(params: P): Average<P>;
  /** The average with the parameters after one more step. One that is given up, itself or an older one, is of use as in {@link advance}. */
  update<P>(
    average: Average<P>,
    params: P,
    options?: { readonly reuse?: Average<P> | undefined },
  ): Average<P>;
}

/**
 * The exponential moving average of parameters: after t steps Σₛ dᵗ⁻ˢ pₛ / Σₛ dᵗ⁻ˢ, a weighted mean from the first step on, with nothing of the
 * initial parameters in it. What is sampled or evaluated with it is less noisy than with the last parameters.
 *
 * Source: Polyak and Juditsky, Acceleration of Stochastic Approximation by Averaging (1992), for the idea; the bias is removed as in Kingma and Ba,
 * Adam (2015), section 3.
 *
 * @throws DomainError for a decay out of [0, 1).
 * @example
 * const { init, update } = ema({ decay: 0.5 });
 * const first = update(init([0]), [3]);
 * first.params; // → [3]
 * update(first, [6]).params; // → [5]
 */
export function ema({ decay = 0.999 }: EmaOptions = {}): Ema {
  const caller = 'nn.ema';
  checkSetting(
    decay >= 0 && decay < 1,
    'decay',
    'in [0, 1) (what a step leaves of the average)',
    decay,
    caller,
  );
  return {
    init: (params) => ({ step: 0, params: copyOf(params, caller) }),
    update<P>(
      { step, params: average }: Average<P>,
      params: P,
      { reuse }: { readonly reuse?: Average<P> | undefined } = {},
    ): Average<P> {
      const weight = (1 - decay) / (1 - decay ** (step + 1));
      const loop: Loop = ([a, p]) => {
        for (let i = 0; i < a.length; i++) a[i] = (1 - weight) * a[i] + weight * p[i];
      };
      const [next] = sweep(caller, { average, params }, 1, loop, reuse && { average: reuse.params });
      return { step: step + 1, params: next as Plain<P> };
    },
  };
}
