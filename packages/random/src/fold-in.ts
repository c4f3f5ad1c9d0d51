import { child } from './internal/child.js';
import { FOLD_IN } from './internal/philox.js';
import { toKey } from './internal/to-key.js';
import { words64 } from './internal/words64.js';
import type { Key, KeyLike } from './key.js';

/**
 * Makes the child of a key that an integer names: the step of a simulation, the row of a table, a hash. For when
 * the number of children is not known beforehand; `foldIn(k, i)` and `split(k)[i]` are different keys.
 *
 * @param data the name, taken modulo 2⁶⁴: a safe integer, or a bigint in [−2⁶⁴, 2⁶⁴)
 * @throws RandomError (domain) if `data` is neither, or the key is not one
 * @example
 * foldIn(42, 7); // → [1928664837, 3952527727]
 */
export function foldIn(key: KeyLike, data: number | bigint): Key {
  return child(toKey('foldIn', key), ...words64('foldIn', 'data', data), FOLD_IN);
}
