import { checkSetting } from '../../internal/check-setting.js';

/** @throws DomainError unless it is positive and finite. */
export function checkEpsilon(epsilon: number, caller: string): void {
  const holds = epsilon > 0 && epsilon < Infinity;
  checkSetting(holds, 'epsilon', 'positive (it is added to the variance, which may be 0)', epsilon, caller);
}
