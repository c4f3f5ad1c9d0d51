import fc from 'fast-check';
import { type Key, key } from '../key.js';

/**
 * Keys, all 2⁶⁴ of them; they shrink towards `key(0)`.
 *
 * @example
 * import { normal } from '@monge/random';
 * import fc from 'fast-check';
 *
 * fc.assert(fc.property(keys(), (k) => normal(k, 3).data.length === 3));
 */
export function keys(): fc.Arbitrary<Key> {
  return fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((seed) => key(seed));
}
