import { checkPositive } from './internal/check.js';
import { exp } from './internal/exp.js';
import { fillByIndex } from './internal/fill.js';
import { gammaVariate, logBoost } from './internal/gamma-variate.js';
import { prepareFloat } from './internal/prepare.js';
import type { KeyLike } from './key.js';
import type { FloatDType, FloatOptions, Sample, Shape } from './sample.js';

export interface GammaOptions<D extends FloatDType = FloatDType> extends FloatOptions<D> {
  /** Concentration (the "shape" parameter), > 0; 1 by default. */
  readonly concentration?: number;
  /** Rate, > 0: the mean is concentration/rate; 1 by default. */
  readonly rate?: number;
}

/**
 * Draws gamma numbers, by the rejection method of Marsaglia and Tsang (2000); below concentration 1, a draw of
 * Gamma(concentration + 1) times u^(1/concentration), which underflows to 0 where the concentration is very small
 * (`beta` and `dirichlet` do not mind). A float32 draw is the float64 draw, rounded.
 *
 * @throws RandomError (domain) unless concentration and rate are finite and > 0
 * @example
 * gamma(42, 3, { concentration: 2, rate: 0.5 }).data; // → [11.0437, 3.6775, 0.6933]
 */
export function gamma<D extends FloatDType = 'float64'>(
  key: KeyLike,
  shape: Shape,
  options: GammaOptions<D> = {},
): Sample<D> {
  const { concentration = 1, rate = 1, dtype } = options;
  checkPositive('gamma', 'concentration', concentration);
  checkPositive('gamma', 'rate', rate);
  return fillByIndex(
    prepareFloat('gamma', key, shape, dtype),
    (k, i) =>
      (concentration < 1
        ? gammaVariate(k, i, concentration + 1) * exp(logBoost(k, i, concentration))
        : gammaVariate(k, i, concentration)) / rate,
  );
}
