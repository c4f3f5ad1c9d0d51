import { checkSetting } from '../internal/check-setting.js';
import type { Schedule } from '../schedules/schedule.js';

/** The length of steps: a number ≥ 0, or one for each step. */
export type LearningRate = number | Schedule;

/** A rate as a schedule. @throws DomainError for a number that is not finite and ≥ 0. */
export function scheduleOf(rate: LearningRate, caller: string): Schedule {
  if (typeof rate === 'function') return rate;
  checkSetting(
    rate >= 0 && rate < Infinity,
    'learningRate',
    'a number ≥ 0 or a schedule (the length of steps)',
    rate,
    caller,
  );
  return () => rate;
}
