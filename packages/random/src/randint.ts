import { bounded } from './internal/bounded.js';
import { check } from './internal/check.js';
import { fillFromWords } from './internal/fill.js';
import { prepare } from './internal/prepare.js';
import type { KeyLike } from './key.js';
import type { Sample, Shape } from './sample.js';

export interface RandintOptions {
  /** Smallest value, included; 0 by default. */
  readonly low?: number;
  /** Largest value, excluded. */
  readonly high: number;
}

/**
 * Draws integers of [low, high), each with exactly the same probability.
 *
 * @throws RandomError (domain) unless low < high are integers, and every value fits an int32
 * @example
 * randint(7, 8, { low: 1, high: 7 }).data; // → [4, 5, 1, 3, 4, 4, 2, 1]
 */
export function randint(key: KeyLike, shape: Shape, options: RandintOptions): Sample<'int32'> {
  const { low = 0, high } = options;
  check(
    (low | 0) === low && ((high - 1) | 0) === high - 1 && low < high,
    'randint',
    'integers low < high in [-2^31, 2^31]',
    `low = ${low}, high = ${high}`,
  );
  const draft = prepare('randint', key, shape, 'int32');
  return fillFromWords(draft, 1, (data, words, first, count) => {
    for (let i = 0; i < count; i++)
      data[first + i] = low + bounded(draft.key, first + i, words[i], high - low);
  });
}
