import { check } from './internal/check.js';
import { fillByIndex, fillFromUnit } from './internal/fill.js';
import { invert } from './internal/invert.js';
import { poissonTable } from './internal/poisson-table.js';
import { poissonVariate } from './internal/poisson-variate.js';
import { prepare } from './internal/prepare.js';
import type { KeyLike } from './key.js';
import type { Sample, Shape } from './sample.js';

export interface PoissonOptions {
  /** Expected count, in [0, 2·10⁹]; 1 by default. */
  readonly rate?: number;
}

/**
 * Draws Poisson counts: by inversion of the cumulated probabilities for a rate below 64, by Hörmann's transformed
 * rejection (PTRS, 1993) from there on. No normal approximation anywhere. O(1) an element in both.
 *
 * @throws RandomError (domain) if the rate is outside [0, 2·10⁹], above which counts may not fit an int32
 * @example
 * poisson(7, 8, { rate: 3.5 }).data; // → [5, 1, 5, 7, 0, 5, 2, 2]
 */
export function poisson(key: KeyLike, shape: Shape, options: PoissonOptions = {}): Sample<'int32'> {
  const { rate = 1 } = options;
  check(rate >= 0 && rate <= 2e9, 'poisson', 'rate in [0, 2e9]', rate);
  const draft = prepare('poisson', key, shape, 'int32');
  if (rate >= 64) return fillByIndex(draft, (k, i) => poissonVariate(k, i, rate));
  const cumulated = poissonTable(rate);
  return fillFromUnit(draft, (u) => invert(cumulated, u));
}
