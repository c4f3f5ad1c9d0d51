import { checkSetting } from '../internal/check-setting.js';
import type { Schedule } from './schedule.js';

/**
 * The same rate at every step. With noisy gradients the parameters keep wandering at a distance from the optimum that grows with the rate, and Adam
 * leaves even an exact one again: end with a rate that decays.
 *
 * @throws DomainError unless the rate is finite.
 * @example
 * constantSchedule(0.1)(1000); // → 0.1
 */
export function constantSchedule(rate: number): Schedule {
  checkSetting(Number.isFinite(rate), 'rate', 'a finite number', rate, 'nn.constantSchedule');
  return () => rate;
}
