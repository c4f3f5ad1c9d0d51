import { checkDecay, type DecayOptions } from './decay-options.js';
import type { Schedule } from './schedule.js';

/**
 * A rate that changes by the same amount at each step: from + (to − from) · min(step / steps, 1).
 *
 * @throws DomainError for rates that are not finite, or no positive number of steps.
 * @example
 * const rate = linearSchedule({ from: 0.1, to: 0.02, steps: 4 });
 * [0, 1, 2, 4, 9].map(rate); // → [0.1, 0.08, 0.06, 0.02, 0.02]
 */
export function linearSchedule(options: DecayOptions): Schedule {
  checkDecay(options, 'nn.linearSchedule');
  const { from, to = 0, steps } = options;
  return (step) => {
    const done = Math.min(step / steps, 1);
    return (1 - done) * from + done * to;
  };
}
