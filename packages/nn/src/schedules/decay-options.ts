import { checkSetting } from '../internal/check-setting.js';

/** A way from one rate to another. */
export interface DecayOptions {
  /** The rate at step 0. */
  readonly from: number;
  /** The rate from step `steps` on. Default 0. */
  readonly to?: number;
  /** How many steps the way takes, a positive integer. */
  readonly steps: number;
}

/** @throws DomainError for a rate that is not finite, or no positive number of steps. */
export function checkDecay({ from, to = 0, steps }: DecayOptions, caller: string): void {
  checkSetting(Number.isFinite(from), 'from', 'a finite number (the rate at step 0)', from, caller);
  checkSetting(Number.isFinite(to), 'to', 'a finite number (the rate in the end)', to, caller);
  checkSetting(
    Number.isSafeInteger(steps) && steps > 0,
    'steps',
    'a positive integer (the length of the way from one rate to the other)',
    steps,
    caller,
  );
}
