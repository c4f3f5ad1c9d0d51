import { checkDecay, type DecayOptions } from './decay-options.js';
import type { Schedule } from './schedule.js';

/**
 * A rate that stays high for long and ends gently, along half a cosine: to + (from − to) · ½ (1 + cos(π · min(step / steps, 1))). With the default
 * `to`, 0, and `steps` the length of the run, the parameters settle.
 *
 * Source: Loshchilov and Hutter, SGDR: Stochastic Gradient Descent with Warm Restarts (2017), equation 5, without restarts.
 *
 * @throws DomainError for rates that are not finite, or no positive number of steps.
 * @example
 * const rate = cosineSchedule({ from: 0.1, steps: 4 });
 * [0, 1, 2, 3, 4, 9].map(rate); // → [0.1, 0.0854, 0.05, 0.0146, 0, 0]
 */
export function cosineSchedule(options: DecayOptions): Schedule {
  checkDecay(options, 'nn.cosineSchedule');
  const { from, to = 0, steps } = options;
  return (step) => {
    if (step >= steps) return to;
    const left = 0.5 * (1 + Math.cos((Math.PI * step) / steps));
    return left * from + (1 - left) * to;
  };
}
