import { check } from './internal/check.js';
import { fillFromUnit } from './internal/fill.js';
import { prepare } from './internal/prepare.js';
import type { KeyLike } from './key.js';
import type { Sample, Shape } from './sample.js';

export interface BernoulliOptions {
  /** Probability of a 1, in [0, 1]; ½ by default. */
  readonly p?: number;
}

/**
 * Draws zeros and ones: 1 with probability p, rounded to a multiple of 2⁻⁵². p = 0 never gives a 1, p = 1 always.
 *
 * @throws RandomError (domain) if p is outside [0, 1]
 * @example
 * bernoulli(7, 8, { p: 0.25 }).data; // → [0, 1, 0, 0, 1, 0, 0, 1]
 */
export function bernoulli(key: KeyLike, shape: Shape, options: BernoulliOptions = {}): Sample<'uint8'> {
  const { p = 0.5 } = options;
  check(p >= 0 && p <= 1, 'bernoulli', 'p in [0, 1]', p);
  return fillFromUnit(prepare('bernoulli', key, shape, 'uint8'), (u) => (u < p ? 1 : 0));
}
