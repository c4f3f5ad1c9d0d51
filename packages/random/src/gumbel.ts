import { fillFromUnit } from './internal/fill.js';
import { log } from './internal/log.js';
import { prepareFloat } from './internal/prepare.js';
import type { KeyLike } from './key.js';
import type { FloatDType, FloatOptions, Sample, Shape } from './sample.js';

/**
 * Draws standard Gumbel numbers, −log(−log u), of mean 0.5772… and variance π²/6, in [−3.61, 36.8]. Added to
 * logits they make the argmax a categorical draw. A float32 draw is the float64 draw, rounded.
 *
 * @example
 * gumbel(42, 3).data; // → [0.277, -0.0735, -0.1112]
 */
export function gumbel<D extends FloatDType = 'float64'>(
  key: KeyLike,
  shape: Shape,
  options: FloatOptions<D> = {},
): Sample<D> {
  return fillFromUnit(prepareFloat('gumbel', key, shape, options.dtype), (u) => -log(-log(u)));
}
