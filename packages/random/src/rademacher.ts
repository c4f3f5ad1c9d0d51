import { fillFromWords } from './internal/fill.js';
import { prepareFloat } from './internal/prepare.js';
import type { KeyLike } from './key.js';
import type { FloatDType, FloatOptions, Sample, Shape } from './sample.js';

/**
 * Draws random signs: −1 or 1, each with probability ½. One bit an element, so much cheaper than the rest.
 *
 * @example
 * rademacher(42, 6).data; // → [1, 1, -1, -1, 1, -1]
 */
export function rademacher<D extends FloatDType = 'float64'>(
  key: KeyLike,
  shape: Shape,
  options: FloatOptions<D> = {},
): Sample<D> {
  const draft = prepareFloat('rademacher', key, shape, options.dtype);
  return fillFromWords(draft, 1 / 32, (data, words, first, count) => {
    for (let i = 0; i < count; i++) data[first + i] = ((words[i >> 5] >>> i) & 1) * 2 - 1;
  });
}
