import { checkPositive } from './internal/check.js';
import { exp } from './internal/exp.js';
import { fillByIndex } from './internal/fill.js';
import { logGammaVariate } from './internal/gamma-variate.js';
import { prepareFloat } from './internal/prepare.js';
import type { KeyLike } from './key.js';
import type { FloatDType, FloatOptions, Sample, Shape } from './sample.js';

export interface BetaOptions<D extends FloatDType = FloatDType> extends FloatOptions<D> {
  /** Concentration at 1, > 0; 1 by default. */
  readonly alpha?: number;
  /** Concentration at 0, > 0; 1 by default. */
  readonly beta?: number;
}

/**
 * Draws beta numbers, of mean alpha/(alpha + beta): X/(X + Y) for independent gammas X and Y of these concentrations,
 * from their logarithms, so that small concentrations are no trouble. Draws are in [0, 1]: what is nearer to an end
 * than the element type can tell is rounded to it. A float32 draw is the float64 draw, rounded.
 *
 * @throws RandomError (domain) unless alpha and beta are finite and > 0
 * @example
 * beta(42, 3, { alpha: 2, beta: 6 }).data; // → [0.4801, 0.0422, 0.3459]
 */
export function beta<D extends FloatDType = 'float64'>(
  key: KeyLike,
  shape: Shape,
  options: BetaOptions<D> = {},
): Sample<D> {
  const { alpha: a = 1, beta: b = 1, dtype } = options;
  checkPositive('beta', 'alpha', a);
  checkPositive('beta', 'beta', b);
  return fillByIndex(
    prepareFloat('beta', key, shape, dtype),
    (k, i) => 1 / (1 + exp(logGammaVariate(k, 2 * i + 1, b) - logGammaVariate(k, 2 * i, a))),
  );
}
