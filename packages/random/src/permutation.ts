import { bounded } from './internal/bounded.js';
import { check } from './internal/check.js';
import { fillFromWords } from './internal/fill.js';
import { prepare } from './internal/prepare.js';
import type { KeyLike } from './key.js';
import type { Sample } from './sample.js';

/**
 * Draws a permutation of 0, 1, …, n − 1, all n! as probable as a 64-bit key allows, by the inside-out Fisher–Yates
 * shuffle: for i = 0, 1, … in turn, put i where a uniform one of the first i + 1 places was, and that one's content
 * in place i. Inherently sequential; the one function here of which a shorter result is no prefix of a longer one.
 *
 * @param n how many, an integer in [0, 2³¹]
 * @throws RandomError (shape) if n is not one
 * @example
 * permutation(7, 5).data; // → [2, 0, 4, 1, 3]
 */
export function permutation(key: KeyLike, n: number): Sample<'int32'> {
  check(n <= 0x80000000, 'permutation', 'n <= 2^31', n, 'shape');
  const draft = prepare('permutation', key, n, 'int32');
  return fillFromWords(draft, 1, (data, words, first, count) => {
    for (let i = first; i < first + count; i++) {
      const j = bounded(draft.key, i, words[i - first], i + 1);
      data[i] = data[j];
      data[j] = i;
    }
  });
}
