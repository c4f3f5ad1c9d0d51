import { checkPositive } from './internal/check.js';
import { fillFromUnit } from './internal/fill.js';
import { log } from './internal/log.js';
import { prepareFloat } from './internal/prepare.js';
import type { KeyLike } from './key.js';
import type { FloatDType, FloatOptions, Sample, Shape } from './sample.js';

export interface ExponentialOptions<D extends FloatDType = FloatDType> extends FloatOptions<D> {
  /** Events per unit of time, > 0: the mean is 1/rate; 1 by default. */
  readonly rate?: number;
}

/**
 * Draws exponential numbers, −log(u)/rate, in (0, 36.8/rate]. A float32 draw is the float64 draw, rounded.
 *
 * @throws RandomError (domain) unless the rate is finite and > 0
 * @example
 * exponential(42, 3, { rate: 0.5 }).data; // → [1.5161, 2.1526, 2.2352]
 */
export function exponential<D extends FloatDType = 'float64'>(
  key: KeyLike,
  shape: Shape,
  options: ExponentialOptions<D> = {},
): Sample<D> {
  const { rate = 1, dtype } = options;
  checkPositive('exponential', 'rate', rate);
  return fillFromUnit(prepareFloat('exponential', key, shape, dtype), (u) => -log(u) / rate);
}
