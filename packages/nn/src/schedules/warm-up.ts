import { checkSetting } from '../internal/check-setting.js';
import type { Schedule } from './schedule.js';

/**
 * A schedule with a gentle start before it: `steps` steps on which the rate rises linearly, schedule(0) · (step + 1) / (steps + 1), and then the schedule from its own
 * step 0. Adam's first steps, whose second moments are of few gradients, are long ones; attention and normalisation suffer from them.
 *
 * Source: Goyal et al., Accurate, Large Minibatch SGD (2017), section 2.2, but the first step is none of length 0.
 *
 * @param steps how long the start takes, an integer ≥ 0: a run of n steps has n − steps left for the schedule
 * @throws DomainError unless `steps` is an integer ≥ 0.
 * @example
 * const rate = warmUp(linearSchedule({ from: 0.4, steps: 4 }), 3);
 * [0, 1, 2, 3, 4, 7].map(rate); // → [0.1, 0.2, 0.3, 0.4, 0.3, 0]
 */
export function warmUp(schedule: Schedule, steps: number): Schedule {
  checkSetting(
    Number.isSafeInteger(steps) && steps >= 0,
    'steps',
    'an integer ≥ 0 (the length of the start)',
    steps,
    'nn.warmUp',
  );
  return (step) => (step < steps ? (schedule(0) * (step + 1)) / (steps + 1) : schedule(step - steps));
}
