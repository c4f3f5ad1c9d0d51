import { check } from './internal/check.js';
import { child } from './internal/child.js';
import { SPLIT } from './internal/philox.js';
import { toKey } from './internal/to-key.js';
import type { Key, KeyLike } from './key.js';

/**
 * Makes n keys out of one, as good as independent of each other, of the parent's draws and of its `foldIn` keys.
 * Child i depends on the parent and on i only, so that `split(k, 2)` is the beginning of `split(k, 3)`.
 *
 * Two given children coincide with probability 2⁻⁶⁴.
 *
 * @param n how many, an integer ≥ 0; 2 by default
 * @throws RandomError (shape) if n is not a non-negative integer, (domain) if the key is not one
 * @example
 * split(42); // → [[541301508, 2550652962], [528846114, 1519611893]]
 */
export function split(key: KeyLike, n?: 2): [Key, Key];
export function split(key: KeyLike, n: number): Key[];
export function split(key: KeyLike, n = 2): Key[] {
  const parent = toKey('split', key);
  check(Number.isSafeInteger(n) && n >= 0, 'split', 'an integer n >= 0', n, 'shape');
  return Array.from({ length: n }, (_, i) => child(parent, i, i / 0x100000000, SPLIT));
}
