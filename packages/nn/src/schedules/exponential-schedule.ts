import { checkSetting } from '../internal/check-setting.js';
import type { Schedule } from './schedule.js';

export interface ExponentialScheduleOptions {
  /** The rate at step 0. */
  readonly from: number;
  /** What `every` steps multiply it by, > 0. */
  readonly factor: number;
  /** Default 1. */
  readonly every?: number;
}

/**
 * A rate that falls by the same factor in the same time: from · factor^(step / every).
 *
 * @throws DomainError for a rate that is not finite, or a factor or time that is not positive.
 * @example
 * const rate = exponentialSchedule({ from: 0.8, factor: 0.5, every: 100 });
 * [0, 50, 100, 300].map(rate); // → [0.8, 0.5657, 0.4, 0.1]
 */
export function exponentialSchedule({ from, factor, every = 1 }: ExponentialScheduleOptions): Schedule {
  const caller = 'nn.exponentialSchedule';
  checkSetting(Number.isFinite(from), 'from', 'a finite number (the rate at step 0)', from, caller);
  checkSetting(
    factor > 0 && factor < Infinity,
    'factor',
    'a number > 0 (what `every` steps multiply the rate by)',
    factor,
    caller,
  );
  checkSetting(every > 0 && every < Infinity, 'every', 'a number of steps > 0', every, caller);
  return (step) => from * factor ** (step / every);
}
